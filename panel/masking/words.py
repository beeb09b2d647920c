"""Cuts an answer into words, and says of each what is known before its neighbours are looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from panel.masking.name_list import PARTICLES, first_name, fold, surname

_WORD = re.compile(r"[^\W\d_]+(?:[-'’´][^\W\d_]+)*|['’]t\b")
_SENTENCE_ENDS = re.compile(r"(?:[.!?…:;\n\r•\"“”‘(/*-])[\s\"“‘(*-]*$")
_FEW = 3
"""Of so few words that do not begin a sentence, all may be a name."""
LONGEST_SHORT_FORM = 4
"""Letters of the longest title that is cut off with a stop: "mevr."."""


class Word(NamedTuple):
    """One word: where it stands, and what is known of it."""

    start: int
    end: int
    raw: str
    low: str
    capital: bool
    opens: bool
    """First word of a sentence, so that its capital tells nothing."""
    joined: bool
    """Only blanks or the stop of an initial stand between the word before and this one."""
    initial: bool
    listed: bool
    """It is a name by the list."""
    between: bool
    """It stands between names: "van", "de"."""


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of a text in order."""
    before = 0
    for found in _WORD.finditer(text):
        raw = found.group(0)
        start, end = found.span()
        between = text[before:start]
        if between == " " and before:
            opens, joined = False, True
        else:
            opens = not before or _SENTENCE_ENDS.search(between) is not None
            # The stop of an initial or of "mevr." ends no sentence.
            joined = (
                before > 0
                and between.strip(" \t") in ("", ".")
                and ("." not in between or len(text[:before].rsplit(None, 1)[-1]) <= LONGEST_SHORT_FORM)
            )
        is_initial = len(raw) == 1 and raw.isupper() and text[end : end + 1] == "."
        low, is_listed, is_between = _known(raw)
        yield Word(start, end, raw, low, raw[0].isupper(), opens, joined, is_initial, is_listed, is_between)
        before = end


@lru_cache(maxsize=50_000)
def _known(raw: str) -> tuple[str, bool, bool]:
    low = fold(raw)
    return low, bool(first_name(low)) or bool(surname(low)), low in PARTICLES


def capitals_tell(words: list[Word]) -> bool:
    """Return whether capitals mean something here: not in a text all in capitals or with capitals nearly everywhere."""
    inner = [word for word in words if not word.opens]
    capitals = sum(word.capital for word in inner)
    return len(inner) < _FEW or capitals < len(inner) if len(inner) <= 2 * _FEW else capitals <= 0.6 * len(inner)
