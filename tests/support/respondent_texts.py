"""What residents read: every text with typical words filled in, and the pairs of a je- and a u-form."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from tests.support.house import PANEL, templates, tree
from tools.catalogue import TRANSLATIONS

LANGUAGES = ("ar", "en", "pl", "tr", "uk")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
# What usually stands in a placeholder: the longest that is still usual. A number stands in all others.
TYPICAL = {
    "answer": "sporten",
    "address": "gemeente@voorbeeldstad.example",
    "day": "12 mei 2027",
    "name": "Voorbeeldstad",
    "one": "fietsen",
    "other": "lopen",
    "phone": "0800-1234",
    "roles": "beheerders",
    "time": "14.00 uur",
    "topic": "sporten in jouw buurt",
    "word": "sporten",
    "words": "boom vis brood",
}


def catalogue(language: str, domain: str = "respondent") -> Catalog:
    """Read the translations of one language."""
    with catalogue_file(language, domain).open("rb") as file:
        return read_po(file, locale=language)


def catalogue_file(language: str, domain: str = "respondent") -> Path:
    """Return where the translations of one language are."""
    return TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.po"


def messages(found: Catalog) -> list[Message]:
    """Return every text of a catalogue, without its heading."""
    return [one for one in found if one.id]


def originals(message: Message) -> tuple[str, ...]:
    """Return the Dutch of a text: one, or the singular and the plural."""
    return tuple(message.id) if isinstance(message.id, (list, tuple)) else (str(message.id),)


def translations(message: Message) -> tuple[str, ...]:
    """Return the translations of a text: one, or as many as the language has plural forms."""
    return tuple(message.string) if isinstance(message.string, (list, tuple)) else (str(message.string or ""),)


def filled(text: str) -> str:
    """Return a text as it stands on a screen."""
    return PLACEHOLDER.sub(lambda found: TYPICAL.get(found.group(1), "3"), text)


def pairs() -> set[tuple[str, str]]:
    """Return the je- and the u-form of every text that has both, from the templates and from the code of the phone."""
    return {pair for path in templates() for pair in _said(path)} | {
        pair for path in sorted((PANEL / "answering").rglob("*.py")) for pair in _chosen(tree(path))
    }


def _said(path: Path) -> Iterator[tuple[str, str]]:
    """Give the two texts of each say(consultation, je, u) in a template."""
    for call in _parsed(path).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "say":
            je, u = (_template_texts(argument) for argument in call.args[1:3])
            yield from zip(je, u, strict=True)


def _parsed(path: Path) -> nodes.Template:
    return Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))


def _template_texts(node: nodes.Node) -> list[str]:
    calls = [node] if isinstance(node, nodes.Call) else list(node.find_all(nodes.Call))
    named = [call for call in calls if isinstance(call.node, nodes.Name) and call.node.name in ("_", "ngettext")]
    return [
        one.value
        for call in named
        for one in call.args
        if isinstance(one, nodes.Const) and isinstance(one.value, str) and one.value
    ]


def _chosen(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Give the two texts of each choice between je and u in code: `_(u) if polite else _(je)`, in any order."""
    for choice in ast.walk(module):
        if isinstance(choice, ast.IfExp):
            texts = [_code_texts(choice.body), _code_texts(choice.orelse)]
            for one, other in zip(*texts, strict=False):
                if is_polite(one) != is_polite(other):
                    yield (other, one) if is_polite(one) else (one, other)


def _code_texts(node: ast.AST) -> list[str]:
    return [
        argument.value
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value
    ]


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, a placeholder as one word."""
    return re.findall(r"%\(\w+\)s|[^\W_]+(?:[’'-][^\W_]+)*", text.lower())


def is_polite(text: str) -> bool:
    """Return whether a text says u or uw."""
    return bool({"u", "uw"} & set(words(text)))


def is_familiar(text: str) -> bool:
    """Return whether a text says je, jij or jullie."""
    return bool({"je", "jij", "jou", "jouw", "jullie"} & set(words(text)))


def speaking_in_the_flow() -> set[str]:
    """Return every text on the screens of a questionnaire and on those behind the three words, from code too."""
    pages = [*(PANEL / "templates" / "answering").glob("*.html"), *(PANEL / "templates" / "results").glob("receipt*")]
    modules = [*(PANEL / "answering").rglob("*.py"), PANEL / "results" / "receipts.py"]
    return {text for path in pages for text in _template_texts(_parsed(path))} | {
        text for path in modules for text in _code_texts(tree(path))
    }
