"""Keeps the translations in step with the texts in the code: gathers, merges, checks and compiles them."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from babel.messages.frontend import BaseError, CommandLineInterface

from tools.steps import ROOT

TRANSLATIONS = ROOT / "translations"
# Texts for respondents are apart, because they must be easier and in more languages; translations/<domain>.cfg says
# which files hold them. Staff and council read Dutch only.
DOMAINS = ("messages", "respondent")
# The same texts as "respondent" once more, in Dutch, with a translation only where there is an easier sentence.
EASY = "easy"
SOURCE_LANGUAGE = "nl"
# Texts that are worded later, in the visitor's language, are marked with the lazy forms.
KEYWORDS = ["lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2"]
USAGE = "Usage: python -m tools.catalogue update [NEW LANGUAGE]|check|compile"


def catalogues(domain: str) -> list[Path]:
    """Return the translation files of all languages, of one domain."""
    return sorted(TRANSLATIONS.glob(f"*/LC_MESSAGES/{domain}.po"))


def babel(*words: str | Path) -> bool:
    """Run one command of Babel in this process; return whether it went well."""
    try:
        return not CommandLineInterface().run(["pybabel", "--quiet", *map(str, words)])  # type: ignore[no-untyped-call]
    except BaseError as error:
        print(error)
        return False
    except SystemExit as stop:
        return not stop.code


def extract(domain: str, target: Path) -> bool:
    """Gather every text of one domain from the code and the templates in one file."""
    keywords = [word for keyword in KEYWORDS for word in ("-k", keyword)]
    files = TRANSLATIONS / f"{'respondent' if domain == EASY else domain}.cfg"
    return babel(
        "extract", "-F", files, *keywords, "-c", "L10N:", "--no-wrap", "--sort-output",
        "--no-location", "--project=Meepraat", "-o", target, ".",
    )  # fmt: skip


def update(*, only_check: bool) -> bool:
    """Merge the texts of the code into every translation, or only tell whether that would change one."""
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for domain in (*DOMAINS, EASY):
            template = Path(folder) / f"{domain}.pot"
            good = extract(domain, template) and all(
                [_merge(template, catalogue, only_check) for catalogue in catalogues(domain)] + [good]
            )
    return good


def _merge(template: Path, catalogue: Path, only_check: bool) -> bool:
    check = ["--check"] if only_check else []
    done = babel(
        "update", "-i", template, "-o", catalogue, "-l", catalogue.parent.parent.name, "--no-wrap",
        "--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date", *check,
    )  # fmt: skip
    if not done:
        print(f"{catalogue.relative_to(ROOT)} is not in step with the code: run `make catalogue`.")
    return done


def begin(language: str) -> bool:
    """Start the translation into a new language: every text that respondents read, still without its translation."""
    domains = (*DOMAINS, EASY) if language == SOURCE_LANGUAGE else ("respondent",)
    with tempfile.TemporaryDirectory() as folder:
        return all(_begin(Path(folder) / f"{domain}.pot", domain, language) for domain in domains)


def _begin(template: Path, domain: str, language: str) -> bool:
    """Make the file of one domain, unless it is there: what someone translated is never thrown away."""
    target = TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.po"
    if target.exists():
        return True
    return extract(domain, template) and babel("init", "-i", template, "-o", target, "-l", language, "--no-wrap")


def compile_all() -> bool:
    """Compile the translations of every domain and language."""
    return all(
        babel("compile", "-i", path, "-o", path.with_suffix(".mo")) for path in sorted(TRANSLATIONS.rglob("*.po"))
    )


def main() -> int:
    """Do what the one word on the command line asks; return the exit code."""
    match sys.argv[1:]:
        case ["update"]:
            good = update(only_check=False) and compile_all()
        case ["update", language] if re.fullmatch(r"[a-z]{2,3}(_[A-Za-z]{2,4})?", language):
            good = begin(language) and compile_all()
        case ["check"]:
            good = update(only_check=True)
        case ["compile"]:
            good = compile_all()
        case _:
            print(USAGE, file=sys.stderr)
            return 2
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
