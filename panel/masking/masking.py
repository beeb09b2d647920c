"""Hides in one text what could lead to a person; what is hidden is gone from what comes back."""

from __future__ import annotations

from dataclasses import dataclass

from panel.masking.kinds import Hidden, Span, mark, marks
from panel.masking.patterns import shaped
from panel.masking.people import people


@dataclass(frozen=True)
class Masked:
    """A text without what could lead to a person, and where in the original that stood (in code points, in order)."""

    text: str
    spans: tuple[Span, ...]


def mask(text: str) -> Masked:
    """Return a text with names, numbers, addresses and accounts hidden behind marks. Marks that stand there stay.

    Rules and a list of names: it misses some and hides some ordinary words; `bench/masking.py` prints how many.
    The work grows with the length of the text alone.
    """
    spans = _apart([*shaped(text), *people(text)], marks(text))
    pieces, last = [], 0
    for span in spans:
        pieces += [text[last : span.start], mark(span.what)]
        last = span.end
    return Masked("".join([*pieces, text[last:]]), tuple(spans))


def hide_words(text: str, words: str) -> str:
    """Return a text in which these words, wherever they stand and however written, are hidden because a person said so.

    Words inside a mark stay. Nothing changes when the words are empty or do not occur.
    """
    wanted = words.strip()
    if not wanted:
        return text
    low, sought = text.lower(), wanted.lower()
    if len(low) != len(text):
        low, sought = text, wanted
    taken = marks(text)
    pieces, last = [], 0
    start = low.find(sought)
    while start >= 0:
        end = start + len(sought)
        if not any(begin < end and start < stop for begin, stop in taken):
            pieces += [text[last:start], mark(Hidden.PERSON_CHOSE)]
            last = end
        start = low.find(sought, end)
    return "".join([*pieces, text[last:]])


def _apart(spans: list[Span], taken: list[tuple[int, int]]) -> list[Span]:
    """Return spans in order without overlap: those that touch the same words become one, named after the longest."""
    free = [one for one in spans if one.end > one.start and not any(a < one.end and one.start < b for a, b in taken)]
    merged: list[Span] = []
    for one in sorted(free, key=lambda span: (span.start, -span.end)):
        if merged and one.start < merged[-1].end:
            before = merged[-1]
            longest = before if before.end - before.start >= one.end - one.start else one
            merged[-1] = Span(before.start, max(before.end, one.end), longest.what)
        else:
            merged.append(one)
    return merged
