"""Draws the way through a questionnaire: one line for everybody, and a side line for each answer that leads further."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 320
# Where the first line stands, how far lines stand apart, and how far the words stand from the last line.
FIRST, APART, BESIDE = 20, 30, 26
ROUND, LINE, GAP, BEND = 14, 21, 24, 22
TOP = 14
# What a text of 16 pixels takes, about: narrow signs, wide signs and capitals, all others.
NARROW, WIDE = frozenset("iljtfr.,;:!'’‘| ()-"), frozenset("mwMW@%")
MOST_LINES = 3


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
    branches: list[str]
    stations: list[Station]
    words: list[Words]
    start: tuple[int, int]
    end: tuple[int, int]
    radius: int = ROUND


def draw_path(stops: Sequence[Stop]) -> Drawing:
    """Return the drawing of a questionnaire; a condition on a question that does not come earlier is left out."""
    parents = _parents(stops)
    lanes = _lanes(parents)
    words_at = FIRST + APART * max(lanes.values(), default=0) + BESIDE
    stations, words, y = [], [], TOP + 30
    for stop in stops:
        x = _x(lanes.get(parents.get(stop.number, 0), 0))
        stations.append(Station(x, y, stop.number, stop.number in parents))
        label = _wrapped(stop.label, WIDTH - words_at, 2) if stop.number in parents else []
        lines = [*label, *_wrapped(stop.text, WIDTH - words_at, MOST_LINES)]
        words += [Words(words_at, y + 5 + LINE * row, text, row < len(label)) for row, text in enumerate(lines)]
        y += max(len(lines) * LINE + GAP, 2 * BEND + 6)
    end = y
    heights = {one.number: one.y for one in stations} | {len(stops) + 1: end}
    return Drawing(
        width=WIDTH,
        height=end + TOP,
        trunk=f"M{FIRST} {TOP}V{end}",
        branches=[_branch(number, parents, lanes, heights) for number in lanes],
        stations=stations,
        words=words,
        start=(FIRST, TOP),
        end=(FIRST, end),
    )


def _parents(stops: Sequence[Stop]) -> dict[int, int]:
    """Return by its number on which earlier question a question depends."""
    return {one.number: one.after for one in stops if one.after is not None and one.after < one.number}


def _last(number: int, parents: dict[int, int]) -> int:
    """Return the last question that depends on one, or on one that depends on it."""
    return max((_last(one, parents) for one, needed in parents.items() if needed == number), default=number)


def _lanes(parents: dict[int, int]) -> dict[int, int]:
    """Return on which line, counted from 1, the questions after a question stand; side lines never cross there."""
    lanes: dict[int, int] = {}
    for number in sorted(set(parents.values())):
        taken = {lane for other, lane in lanes.items() if _last(other, parents) >= number}
        # A side line of a side line stands further out.
        least = lanes[parents[number]] + 1 if number in parents else 1
        lanes[number] = next(lane for lane in range(least, len(parents) + 2) if lane not in taken)
    return lanes


def _branch(number: int, parents: dict[int, int], lanes: dict[int, int], heights: dict[int, int]) -> str:
    """Return the side line of a question: away from its own line, past what depends on it, and back."""
    last = _last(number, parents)
    home = number
    while home in parents and _last(parents[home], parents) == last:
        home = parents[home]
    start, out = _x(lanes[parents[number]] if number in parents else 0), _x(lanes[number])
    back = _x(lanes[parents[home]] if home in parents else 0)
    leaves, returns = heights[number] + ROUND, heights[last + 1] - ROUND
    return (
        f"M{start} {leaves}C{start} {leaves + BEND} {out} {leaves} {out} {leaves + BEND}"
        f"V{returns - BEND}C{out} {returns} {back} {returns - BEND} {back} {returns}"
    )


def _x(lane: int) -> int:
    return FIRST + APART * lane


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
    return sum(5.0 if sign in NARROW else 13.5 if sign in WIDE else 11.0 if sign.isupper() else 8.9 for sign in text)
