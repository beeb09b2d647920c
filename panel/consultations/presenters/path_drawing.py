"""Draws the way through a questionnaire: one line for everybody, with a loop past what only some people get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 280
# Where the line for everybody stands, how far a loop stands out, and how far the words stand from the last loop.
FIRST, APART, BESIDE = 18, 30, 24
ROUND, LINE, GAP, BEND = 14, 21, 26, 18
TOP = 14
# Two loops one after the other need room to come back and to leave again.
LEAST = 2 * (ROUND + BEND) + 4
# What a text of 16 pixels takes at most, about: narrow signs, wide signs and capitals, all others.
NARROW, WIDE = frozenset("iljtfr.,;:!'’‘| ()-"), frozenset("mwMW@%")
MOST_LINES, MOST_LABEL_LINES = 4, 3


@dataclass(frozen=True)
class Stop:
    """One question: its number, its text, the number of the question it depends on, and with which answers."""

    number: int
    text: str
    after: int | None = None
    label: str = ""


@dataclass(frozen=True)
class Words:
    """One line of text at its place."""

    x: int
    y: int
    text: str
    is_label: bool


@dataclass(frozen=True)
class Station:
    """The round of one question."""

    x: int
    y: int
    number: int
    is_aside: bool


@dataclass(frozen=True)
class Drawing:
    """Everything that is drawn, in units that are pixels on a small phone."""

    width: int
    height: int
    trunk: str
    loops: list[str]
    stations: list[Station]
    words: list[Words]
    start: tuple[int, int]
    end: tuple[int, int]
    radius: int = ROUND


@dataclass
class Loop:
    """What only some people get, one after the other: from which question to which (places), and how far out."""

    after: int
    label: str
    depth: int
    first: int
    last: int
    around: Loop | None


def draw_path(stops: Sequence[Stop]) -> Drawing:
    """Return the drawing of a questionnaire; a condition on a question that does not come earlier is left out."""
    loops = find_loops(stops)
    inside: dict[int, Loop] = {}
    for one in loops:
        # A loop inside a loop comes later in the list: its questions stand there.
        inside |= dict.fromkeys(range(one.first, one.last + 1), one)
    words_at = FIRST + APART * max((one.depth for one in loops), default=0) + BESIDE
    stations, words, y = [], [], TOP + 32
    for place, stop in enumerate(stops):
        loop = inside.get(place)
        stations.append(Station(_x(loop), y, stop.number, loop is not None))
        begins = loop is not None and loop.first == place
        label = _wrapped(stop.label, WIDTH - words_at, MOST_LABEL_LINES) if begins else []
        lines = [*label, *_wrapped(stop.text, WIDTH - words_at, MOST_LINES)]
        words += [Words(words_at, y + 5 + LINE * row, text, row < len(label)) for row, text in enumerate(lines)]
        y += max(len(lines) * LINE + GAP, LEAST)
    heights = [one.y for one in stations]
    return Drawing(
        width=WIDTH,
        height=y + TOP,
        trunk=f"M{FIRST} {TOP}V{y}",
        loops=[_drawn(one, heights) for one in loops],
        stations=stations,
        words=words,
        start=(FIRST, TOP),
        end=(FIRST, y),
    )


def find_loops(stops: Sequence[Stop]) -> list[Loop]:
    """Return the loops in the order in which they begin; questions with the same condition in a row share one.

    A loop lies inside another when it depends on a question in that one and the way has not come back yet.
    """
    places = {one.number: place for place, one in enumerate(stops)}
    found: list[Loop] = []
    now: Loop | None = None
    for place, stop in enumerate(stops):
        if stop.after is None or places.get(stop.after, place) >= place:
            now = None
            continue
        needed = places[stop.after]
        around = now
        while around is not None and (around.after, around.label) != (stop.after, stop.label):
            if around.first <= needed:
                break
            around = around.around
        if around is None or (around.after, around.label) != (stop.after, stop.label):
            around = Loop(stop.after, stop.label, 1 if around is None else around.depth + 1, place, place, around)
            found.append(around)
        now = around
        wider: Loop | None = now
        while wider is not None:
            wider.last = place
            wider = wider.around
    return found


def _drawn(loop: Loop, heights: Sequence[int]) -> str:
    """Return the line of a loop: away from the one around it, past its questions, and back to the one that goes on."""
    onto = loop.around
    while onto is not None and onto.last == loop.last:
        onto = onto.around
    start, out, back = _x(loop.around), _x(loop), _x(onto)
    top, bottom = heights[loop.first] - ROUND, heights[loop.last] + ROUND
    return (
        f"M{start} {top - BEND}C{start} {top} {out} {top - BEND} {out} {top}"
        f"V{bottom}C{out} {bottom + BEND} {back} {bottom} {back} {bottom + BEND}"
    )


def _x(loop: Loop | None) -> int:
    return FIRST + APART * (loop.depth if loop is not None else 0)


def _wrapped(text: str, room: int, most: int) -> list[str]:
    """Return a text in lines that fit; what does not fit in the last one ends in three dots."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if not line or _width(longer) <= room:
            line = longer
            continue
        lines.append(line)
        line = word
    lines = [*lines, line] if line else lines
    whole = [_cut(one, room) for one in lines[:most]]
    return [*whole[:-1], _cut(f"{whole[-1]} …", room)] if len(lines) > most else whole


def _cut(line: str, room: int) -> str:
    if _width(line) <= room:
        return line
    while line and _width(f"{line}…") > room:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _width(text: str) -> float:
    return sum(5.8 if sign in NARROW else 14.5 if sign in WIDE else 11.5 if sign.isupper() else 9.8 for sign in text)
