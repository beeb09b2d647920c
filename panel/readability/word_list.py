"""Our own list of official words, each with the simpler words that say the same."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from panel.readability.inflection import Slot, verb, with_e

# In the list: a simpler word that asks for another sentence, and an adjective that can only stand before a noun.
HINT_MARK, BEFORE_NOUN_MARK = "~", "!"


class WordKind(StrEnum):
    """How a listed word changes its form."""

    FIXED = "fixed"
    ADVERB = "adverb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    VERB = "verb"


@dataclass(frozen=True)
class Noun:
    """A noun with its article; `plural` is empty where it has none."""

    article: str
    singular: str
    plural: str


@dataclass(frozen=True)
class Entry:
    """A listed word or phrase: its kind, its dictionary words, and simpler ones as the list writes them.

    A simpler word that starts with "~" says the same but needs the sentence rebuilt; an adjective that ends with "!"
    fits only before a noun ("grote stijging", not "groot gestegen").
    """

    kind: WordKind
    words: tuple[str, ...]
    simpler: tuple[str, ...]
    noun: Noun | None


@lru_cache(maxsize=1)
def entries() -> dict[str, tuple[Entry, ...]]:
    """Return the list, by the first word of each entry; longer phrases come first."""
    found: dict[str, list[Entry]] = {}
    source = resources.files("panel.readability").joinpath("municipal_words.tsv")
    with source.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            entry = _entry(WordKind(row["kind"]), row["word"], row["simpler"])
            found.setdefault(entry.words[0], []).append(entry)
    return {key: tuple(sorted(some, key=lambda one: -len(one.words))) for key, some in found.items()}


def _entry(kind: WordKind, word: str, simpler: str) -> Entry:
    simple = tuple(one.strip() for one in simpler.split(";"))
    noun = parse_noun(word) if kind is WordKind.NOUN else None
    return Entry(kind, tuple((noun.singular if noun else word).split()), simple, noun)


def parse_noun(listed: str) -> Noun:
    """ "de brief/brieven" - de, brief, brieven; a short part after the stroke is an ending."""
    article, _, rest = listed.partition(" ")
    singular, _, plural = rest.partition("/")
    if plural and len(plural) <= 3:
        plural = singular + plural
    return Noun(article, singular, plural)


@lru_cache(maxsize=1)
def entries_by_form() -> dict[str, tuple[Entry, ...]]:
    """Return the listed words by each form of one word that our own rules know; simplemma does not know them all."""
    found: dict[str, tuple[Entry, ...]] = {}
    for some in entries().values():
        for entry in some:
            for form in _forms(entry):
                found[form] = (*found.get(form, ()), entry)
    return found


def _forms(entry: Entry) -> frozenset[str]:
    word = entry.words[0]
    if len(entry.words) > 1:
        return frozenset()
    if entry.kind is WordKind.VERB:
        forms = verb(word)
        return frozenset(form for form in map(forms.form, Slot) if " " not in form) if forms else frozenset()
    if entry.kind is WordKind.ADJECTIVE:
        return frozenset((with_e(word),))
    return frozenset((entry.noun.plural,)) if entry.noun and entry.noun.plural else frozenset()
