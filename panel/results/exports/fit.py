"""How much room words take on a slide, estimated before they are set, so that none falls outside its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

POINTS_IN_AN_INCH = 72
LEADING = 1.2
"""A line is so much higher than its letters."""
BOLD_IS_WIDER = 1.09
HAIR = 0.001
EVERY_PLACE_SAFE = 1.04
"""Programs set letters a little differently: an estimate that is a little too wide fits in all of them."""
WIDTHS = (
    ("'ijl|", 0.22),
    (" .,:;!/ftI[]", 0.28),
    ("r-()‘’·", 0.34),
    ("cksvxyzJ“”", 0.5),
    ("wABEKPSVXYCDHNRU&", 0.72),
    ("GOQ…", 0.78),
    ("mMW%@", 0.93),
)
OF_MOST = 0.56
OF_LETTER = {letter: width for letters, width in WIDTHS for letter in letters}


@dataclass(frozen=True)
class Words:
    """One paragraph: how large it is, and whether it is bold or soft."""

    text: str
    size: int
    bold: bool = False
    soft: bool = False

    @property
    def after(self) -> float:
        """The room after it as a part of its letters: little after what stands above something else."""
        return 0.15 if self.bold else 0.6

    def lines(self, width: float) -> int:
        """Return over how many lines of `width` inches it runs."""
        return lines_of(self.text, self.size, width, bold=self.bold)


def width_of(text: str, size: int, *, bold: bool = False) -> float:
    """Return how many inches a text takes on one line."""
    letters = sum(OF_LETTER.get(letter, OF_MOST) for letter in text)
    return letters * size / POINTS_IN_AN_INCH * EVERY_PLACE_SAFE * (BOLD_IS_WIDER if bold else 1)


def lines_of(text: str, size: int, width: float, *, bold: bool = False) -> int:
    """Return over how many lines of `width` inches a text runs; a word that is too long by itself is broken."""
    lines, used, width = 1, 0.0, width + HAIR
    space = width_of(" ", size, bold=bold)
    for word in text.split(" "):
        needed = width_of(word, size, bold=bold)
        if used and used + space + needed > width:
            lines, used = lines + 1, 0.0
        lines += int(needed / width)
        used += needed % width + (space if used else 0)
    return lines


def height_of(size: int, lines: int = 1) -> float:
    """Return how many inches so many lines are high."""
    return lines * size * LEADING / POINTS_IN_AN_INCH


def height_of_all(paragraphs: Iterable[Words], width: float) -> float:
    """Return how many inches paragraphs under each other are high, with some room after each."""
    return sum(height_of(one.size, one.lines(width)) + one.size * one.after / POINTS_IN_AN_INCH for one in paragraphs)


def largest(text: str, sizes: Sequence[int], width: float, height: float, *, bold: bool = False) -> int:
    """Return the first of these sizes in which a text fits; the last when it fits in none."""
    for size in sizes:
        if height_of(size, lines_of(text, size, width, bold=bold)) <= height:
            return size
    return sizes[-1]


def shortened(text: str, size: int, width: float, height: float, *, after: str = "") -> str:
    """Return a bold text with `after` behind it, cut between two words only when it is higher than `height`."""
    words = text.split()
    for kept in range(len(words), 0, -1):
        whole = " ".join(words[:kept]) + ("" if kept == len(words) else "…") + after
        if height_of(size, lines_of(whole, size, width, bold=True)) <= height:
            return whole
    return "…" + after


def paged(groups: Iterable[Sequence[Words]], width: float, height: float) -> Iterator[list[Words]]:
    """Lay paragraphs on as many pages as they need, about as full as each other; a group is not taken apart."""
    kept = list(groups)
    full = list(_filled(kept, width, height))
    for part in range(5, 10):
        even = list(_filled(kept, width, height * part / 10))
        if len(even) == len(full):
            return iter(even)
    return iter(full)


def _filled(groups: Iterable[Sequence[Words]], width: float, height: float) -> Iterator[list[Words]]:
    page: list[Words] = []
    for group in groups:
        if page and height_of_all([*page, *group], width) > height:
            yield page
            page = []
        page = [*page, *group]
    if page:
        yield page
