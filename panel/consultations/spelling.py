"""Tells a spelling mistake from a change of what is asked: only the first may be mended while people answer."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from panel.readability.lexicon import lemma, zipf

MOST_WORDS = 3
# From this Zipf frequency on people know a word, so that it is no mistake but the word that was meant.
KNOWN = 2.9
SHORT = 4
# What may stand around and inside a word besides letters.
SIGNS = frozenset(".,;:?!'\"()-–’‘“”…")
# Words that decide what a question or an answer means. They never come, go or change, also not to mend a mistake.
MEANING = frozenset(
    """
    niet geen wel ja nee nooit altijd soms vaak zelden meestal nog al steeds weer ooit
    niemand iedereen iemand niets iets alles alle allemaal elk elke ieder iedere sommige enkele geheel deels
    nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien twintig dertig veertig
    vijftig zestig zeventig tachtig negentig honderd duizend miljoen half halve dubbel eerste tweede derde laatste
    meer minder meest minst veel weinig genoeg beter slechter best slechtst hoger lager groter kleiner
    goed slecht hoog laag groot klein oud jong nieuw snel langzaam duur goedkoop gratis open dicht
    eens oneens mee tegen voor zonder met binnen buiten boven onder voordat nadat sinds tot vanaf
    moet moeten mag mogen kan kunnen wil willen zal zullen zou zouden hoeft hoeven
    alleen ook maar behalve tenzij indien mits of en noch want omdat
    ik jij je u hij zij wij we jullie zich hem haar hen hun mijn jouw uw ons onze
    wie wat waar wanneer waarom hoe welke welk
    """.split()
)


class Why(StrEnum):
    """Why a change is more than spelling."""

    NOTHING = "NOTHING"
    WORDS = "WORDS"
    TOO_MANY = "TOO_MANY"
    NUMBERS = "NUMBERS"
    MEANING = "MEANING"
    OTHER_WORD = "OTHER_WORD"
    ANSWER = "ANSWER"


@dataclass(frozen=True)
class Refusal:
    """A change that is more than spelling, with the word that shows it (empty when it is about all words)."""

    why: Why
    before: str = ""
    after: str = ""


def refusal(changes: Sequence[tuple[str, str]], answers: Collection[str] = ()) -> Refusal | None:
    """Return why these changed texts (before, after) are more than spelling, or None when they are a correction.

    The rule: in each text as many words as there were; in all at most three changed; each changed word within a
    letter or two of what it was, and a word that nobody knows; numbers as they were; words that decide the meaning as
    they were; and no word of one of the `answers` that becomes a word of another.
    """
    known_answers = {one for text in answers for one in _parts(text)}
    changed = 0
    for before, after in changes:
        old, new = before.split(), after.split()
        if len(old) != len(new):
            return Refusal(Why.WORDS)
        for one, other in zip(old, new, strict=True):
            if one != other:
                changed += 1
                found = _why_not(one, other, known_answers)
                if found is not None:
                    return Refusal(found, one, other)
    if changed > MOST_WORDS:
        return Refusal(Why.TOO_MANY)
    return None if any(before != after for before, after in changes) else Refusal(Why.NOTHING)


def _why_not(before: str, after: str, answers: Collection[str]) -> Why | None:
    """Return why one word may not become another."""
    if any(sign.isnumeric() for sign in before + after) or not (_is_plain(before) and _is_plain(after)):
        return Why.NUMBERS
    old, new = _parts(before), _parts(after)
    if Counter(filter(_decides, old)) != Counter(filter(_decides, new)):
        return Why.MEANING
    plain_old, plain_new = _fold("".join(old)), _fold("".join(new))
    if plain_old.startswith("on") != plain_new.startswith("on"):
        return Why.MEANING
    if plain_old == plain_new:
        return None
    if set(old) & set(answers) and set(new) & set(answers):
        return Why.ANSWER
    if distance(plain_old, plain_new) > (1 if max(len(plain_old), len(plain_new)) <= SHORT else 2):
        return Why.OTHER_WORD
    is_mistake = zipf("".join(old)) < KNOWN or _only_the_ending(plain_old, plain_new)
    return None if is_mistake else Why.OTHER_WORD


def _is_plain(word: str) -> bool:
    """Whether a word has letters that look like what they are: no other script, no invisible signs."""
    return all(sign in SIGNS or (sign.isalpha() and _fold(sign).isascii()) for sign in word)


def _parts(word: str) -> list[str]:
    """Return the words between the signs of a text, in lower case."""
    return [one for one in re.split(r"[\W\d_]+", word.casefold()) if one]


def _fold(word: str) -> str:
    """Return a word in lower case without accents."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _decides(word: str) -> bool:
    return _fold(word) in MEANING


def _only_the_ending(before: str, after: str) -> bool:
    """Whether two forms of one word differ in d, t or dt at the end: the commonest mistake, and both are words."""
    stems = [re.sub(r"(dt|d|t)$", "", word) for word in (before, after)]
    return len(stems[0]) > 1 and stems[0] == stems[1] and lemma(before) == lemma(after)


def distance(one: str, other: str) -> int:
    """Return how many letters were forgotten, added, replaced or swapped with their neighbour between two words.

    Source: Damerau (1964), in the form that never touches a letter twice (optimal string alignment).
    """
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, wanted in enumerate(other, start=1):
            best = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (letter != wanted))
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted
            line.append(min(best, before_last[column - 2] + 1) if swapped else best)
        before_last, last = last, line
    return last[-1]
