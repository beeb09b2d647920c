"""Keeps the translations in step with the texts in the code: gathers, merges, checks and compiles them."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from babel.messages.frontend import BaseError, CommandLineInterface

from tools.steps import ROOT

TRANSLATIONS = ROOT / "translations"
DOMAIN = "messages"
# Texts that are worded later, in the visitor's language, are marked with the lazy forms.
KEYWORDS = ["lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2"]
USAGE = "Usage: python -m tools.catalogue update [NEW LANGUAGE]|check|compile"


def catalogues() -> list[Path]:
    """Return the translation files of all languages, of the main domain."""
    return sorted(TRANSLATIONS.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def babel(*words: str | Path) -> bool:
    """Run one command of Babel in this process; return whether it went well."""
    try:
        return not CommandLineInterface().run(["pybabel", "--quiet", *map(str, words)])  # type: ignore[no-untyped-call]
    except BaseError as error:
        print(error)
        return False
    except SystemExit as stop:
        return not stop.code


def extract(target: Path) -> bool:
    """Gather every text of the code and the templates in one file."""
    keywords = [word for keyword in KEYWORDS for word in ("-k", keyword)]
    return babel(
        "extract", "-F", ROOT / "pyproject.toml", *keywords, "-c", "L10N:", "--no-wrap", "--sort-output",
        "--no-location", "--project=Meepraat", "-o", target, ".",
    )  # fmt: skip


def update(*, only_check: bool) -> bool:
    """Merge the texts of the code into every translation, or only tell whether that would change one."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / f"{DOMAIN}.pot"
        if not extract(template):
            return False
        good = True
        for catalogue in catalogues():
            language = catalogue.parent.parent.name
            check = ["--check"] if only_check else []
            if not babel(
                "update", "-i", template, "-o", catalogue, "-l", language, "--no-wrap", "--no-fuzzy-matching",
                "--ignore-obsolete", "--ignore-pot-creation-date", *check,
            ):  # fmt: skip
                print(f"{catalogue.relative_to(ROOT)} is not in step with the code: run `make catalogue`.")
                good = False
        return good


def begin(language: str) -> bool:
    """Start the translation into a new language: every text of the code, still without its translation."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / f"{DOMAIN}.pot"
        target = TRANSLATIONS / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        return extract(template) and babel("init", "-i", template, "-o", target, "-l", language, "--no-wrap")


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
