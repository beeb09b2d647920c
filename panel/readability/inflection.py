"""Puts a Dutch word into the form a sentence asks for: the verb in its tense, the adjective with or without -e."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources


class Slot(StrEnum):
    """The place in a sentence that a verb form fills."""

    INFINITIVE = "infinitive"
    PRESENT = "present"
    PAST = "past"
    PAST_PLURAL = "past_plural"
    PARTICIPLE = "participle"


@dataclass(frozen=True)
class Verb:
    """The forms of one verb; the finite forms of a separable verb hold a space ("voert in")."""

    infinitive: str
    present: str
    past: str
    past_plural: str
    participle: str

    @property
    def is_separable(self) -> bool:
        return " " in self.present

    def form(self, slot: Slot) -> str:
        return str(getattr(self, slot.value))

    def slots(self, word: str) -> frozenset[Slot]:
        """Return every slot in which this verb is written as `word`."""
        return frozenset(slot for slot in Slot if self.form(slot) == word)


@lru_cache(maxsize=1)
def _listed_verbs() -> dict[str, Verb]:
    source = resources.files("panel.readability").joinpath("verbs.tsv")
    with source.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {row["infinitive"]: Verb(**row) for row in rows}


def verb(infinitive: str) -> Verb | None:
    """Return the forms of a listed verb or of a loan verb in -eren, else None."""
    listed = _listed_verbs().get(infinitive)
    if listed is not None or len(infinitive) < 7 or not infinitive.endswith(("eren", "ëren")):
        return listed
    stem = infinitive[:-4] + "eer"
    return Verb(infinitive, stem + "t", stem + "de", stem + "den", _participle(stem))


def _participle(stem: str) -> str:
    trema = {"i": "ï", "e": "ë", "u": "ü"}.get(stem[0])
    return "ge" + (trema + stem[1:] if trema else stem) + "d"


_VOWELS = "aeiou"
_WITHOUT_E = frozenset(("extra", "gratis", "open", "eigen"))
# Two letters that are one long sound: what follows them softens ("actief" - "actieve") and is not doubled.
_LONG_SOUNDS = frozenset(("ie", "oe", "eu", "ui", "ij", "ou", "au", "ei"))
_SOFTENED = {"f": "v", "s": "z"}
# Their last syllable has no stress, so the consonant is not doubled.
_UNSTRESSED = ("el", "en", "er", "ig", "lijk", "em")


def with_e(adjective: str) -> str:
    """Return the form of an adjective before a noun ("groot" - "grote", "nieuw" - "nieuwe", "snel" - "snelle")."""
    if adjective in _WITHOUT_E:
        return adjective
    if adjective.endswith("ieel"):
        return adjective[:-3] + "ële"
    if len(adjective) < 3:
        return adjective + "e"
    before, vowel, last = adjective[-3], adjective[-2], adjective[-1]
    unstressed = len(adjective) > 4 and before != vowel and adjective.endswith(_UNSTRESSED)
    if unstressed or vowel not in _VOWELS or last in _VOWELS + "w" or last == "x":
        return adjective + "e"
    if before == vowel:
        return adjective[:-2] + _SOFTENED.get(last, last) + "e"
    if before + vowel in _LONG_SOUNDS:
        return adjective[:-1] + _SOFTENED.get(last, last) + "e"
    return adjective + ("e" if before in _VOWELS else last + "e")
