"""Finds official words that our own list knows, with the simpler words that may stand in their place."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from panel.readability.inflection import Slot, verb, with_e
from panel.readability.lexicon import lemma
from panel.readability.sentences import Sentence
from panel.readability.tokens import Token


class WordKind(StrEnum):
    """How a listed word changes its form."""

    FIXED = "fixed"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    VERB = "verb"


@dataclass(frozen=True)
class Entry:
    """A listed word or phrase: its kind, its dictionary words, and simpler ones.

    A simpler word that starts with "~" says the same but needs the sentence rebuilt.
    """

    kind: WordKind
    words: tuple[str, ...]
    article: str
    plural: str
    simpler: tuple[str, ...]


@dataclass(frozen=True)
class PlainWords:
    """What may stand in the place of `length` tokens: `replacements` as they are, `hints` after rewriting."""

    length: int
    replacements: tuple[str, ...]
    hints: tuple[str, ...]


_AUXILIARIES = frozenset(
    "ben bent is zijn was waren word wordt worden werd werden geworden geweest heb hebt heeft hebben had hadden".split()
)
_ARTICLES = frozenset("de het 't deze dit die dat onze ons welke welk elke elk iedere ieder".split())
_INDEFINITE = frozenset("een geen".split())


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
    if kind is not WordKind.NOUN:
        return Entry(kind, tuple(word.split()), "", "", simple)
    article, singular, plural = _noun(word)
    return Entry(kind, tuple(singular.split()), article, plural, simple)


def _noun(listed: str) -> tuple[str, str, str]:
    """ "de brief/brieven" - ("de", "brief", "brieven"); a short part after the stroke is an ending."""
    article, _, rest = listed.partition(" ")
    singular, _, plural = rest.partition("/")
    if plural and len(plural) <= 3:
        plural = singular + plural
    return article, singular, plural


def simpler_at(sentence: Sentence, index: int) -> PlainWords | None:
    """Return what our list offers for the word or phrase that starts at `sentence.tokens[index]`, or None."""
    key = sentence.tokens[index].key
    candidates = entries().get(key, ())
    base = lemma(key)
    if base != key:
        candidates += entries().get(base, ())
    for entry in candidates:
        found = _offer(entry, sentence, index)
        if found is not None:
            return found
    entry_of_form = _verbs_by_form().get(key)
    return None if entry_of_form is None else _offer_verb(entry_of_form, sentence, index)


def _offer(entry: Entry, sentence: Sentence, index: int) -> PlainWords | None:
    length = len(entry.words)
    keys = tuple(token.key for token in sentence.tokens[index : index + length])
    if entry.kind is WordKind.FIXED or length > 1:
        return _sorted_offer(entry, lambda simple: simple) if keys == entry.words else None
    if entry.kind is WordKind.NOUN:
        return _offer_noun(entry, sentence.tokens, index)
    if entry.kind is WordKind.ADJECTIVE:
        inflected = keys[0] != entry.words[0]
        return _sorted_offer(entry, lambda simple: with_e(simple) if inflected else simple)
    return _offer_verb(entry, sentence, index)


def _sorted_offer(entry: Entry, form: Callable[[str], str | None]) -> PlainWords:
    """Sort the simpler words into those with a form that fits here and those that ask for rewriting."""
    replacements, hints = [], []
    for simple in entry.simpler:
        fitting = None if simple.startswith("~") else form(simple)
        if fitting is not None:
            replacements.append(fitting)
        else:
            hints.append(_bare(entry, simple))
    return PlainWords(len(entry.words), tuple(replacements), tuple(hints))


def _bare(entry: Entry, simple: str) -> str:
    if simple.startswith("~"):
        return simple[1:]
    return _noun(simple)[1] if entry.kind is WordKind.NOUN else simple


def _offer_noun(entry: Entry, tokens: tuple[Token, ...], index: int) -> PlainWords | None:
    key = tokens[index].key
    is_plural = key != entry.words[0]
    if is_plural and key != entry.plural:
        return None
    before = tokens[index - 1].key if index else ""

    def form(simple: str) -> str | None:
        article, singular, plural = _noun(simple)
        if is_plural:
            return plural or None
        return singular if article == entry.article or not _shows_gender(before) else None

    return _sorted_offer(entry, form)


def _shows_gender(word_before: str) -> bool:
    """Whether the word before a noun depends on de or het; behind an adjective we cannot know, so we say yes."""
    return word_before in _ARTICLES or (word_before not in _INDEFINITE and len(word_before) > 3)


def _offer_verb(entry: Entry, sentence: Sentence, index: int) -> PlainWords:
    hard = verb(entry.words[0])
    slots = hard.slots(sentence.tokens[index].key) if hard else frozenset()
    slot = _choose(slots, sentence, index)

    def form(simple: str) -> str | None:
        plain = verb(simple)
        if hard is None or plain is None or slot is None:
            return None
        # "wij delen uit" cannot take the place of "wij verstrekken"; "uitgedeeld" can take that of "verstrekt".
        fits = slot is Slot.PARTICIPLE or not plain.is_separable or hard.is_separable
        return plain.form(slot) if fits else None

    return _sorted_offer(entry, form)


def _choose(slots: frozenset[Slot], sentence: Sentence, index: int) -> Slot | None:
    if not slots:
        return None
    first, last = sentence.clause(index)
    before = sentence.tokens[index - 1].key if index > first else ""
    if Slot.PARTICIPLE in slots and len(slots) > 1:
        helped = before and any(token.key in _AUXILIARIES for token in sentence.tokens[first:last])
        return Slot.PARTICIPLE if helped else min(slots - {Slot.PARTICIPLE}, key=list(Slot).index)
    slot = min(slots, key=list(Slot).index)
    # "de verstrekte gegevens" is an adjective that looks like a past tense: no ready replacement.
    if slot in (Slot.PAST, Slot.PAST_PLURAL) and before in _ARTICLES | _INDEFINITE:
        return None
    return slot


@lru_cache(maxsize=1)
def _verbs_by_form() -> dict[str, Entry]:
    # Catches the forms whose dictionary form simplemma does not know.
    found = {}
    for some in entries().values():
        for entry in some:
            forms = verb(entry.words[0]) if entry.kind is WordKind.VERB else None
            if forms is not None:
                found.update({forms.form(slot): entry for slot in Slot if " " not in forms.form(slot)})
    return found
