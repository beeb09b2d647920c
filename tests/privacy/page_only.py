"""An attacker who has nothing but the outcome page and the published rules: reads its tables and solves for the rest.

Shares no code with `panel.stats`. What it assumes stands on the page "Hoe hebben we dit gemeten?": counts and sizes are
rounded to fives, "bijna niemand" is at most 2 and "bijna iedereen" leaves at most 2, groups below 10 are put together,
everybody who is counted gave one answer unless the page says that people could choose more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import lxml.html
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

ALL = "Iedereen"
MERGED = "Overige"
INFEASIBLE = 2
"""The status of a program without any solution."""
AROUND = 2
"""A number of people that is a multiple of 5 stands for at most this many more or fewer."""
LEAST = 10
Cell = tuple[str, str]
Span = tuple[float, float]


@dataclass
class Asked:
    """One question as the page shows it: people by group and answer, each as the least and the most it can be."""

    title: str
    several: bool
    cells: dict[Cell, Span] = field(default_factory=dict)
    against: dict[Cell, Span] = field(default_factory=dict)
    sizes: dict[str, Span] = field(default_factory=dict)
    splits: dict[str, list[str]] = field(default_factory=dict)
    merged: dict[str, int] = field(default_factory=dict)

    @property
    def answers(self) -> list[str]:
        return list(dict.fromkeys(answer for _group, answer in self.cells))


def read(html: str) -> list[Asked]:
    """All questions of a page whose tables hold numbers of people."""
    page = lxml.html.fromstring(html)
    return [one for section in page.xpath("//section[h3]") if (one := _asked(section)) is not None and one.cells]


def _asked(section: lxml.html.HtmlElement) -> Asked | None:
    text = " ".join(section.text_content().split())
    found = Asked(" ".join(section.xpath("string(h3)").split()), "meer antwoorden kiezen" in text or "top 3" in text)
    if said := re.search(r"Ongeveer ([\d.]+) mens(?:en)? gaven antwoord", text):
        found.sizes[ALL] = _rounded(said[1])
    for table in section.xpath(".//table"):
        caption = " ".join(table.xpath("string(caption)").split())
        split = caption.removeprefix(found.title).strip(" ·") if "·" in caption else ""
        for group, answer, cells in _rows(table):
            if split and group != ALL:
                name = f"{split}: {group}"
                found.splits.setdefault(split, [])
                if name not in found.splits[split]:
                    found.splits[split].append(name)
            else:
                name = ALL
            _note(found, (name, answer), cells)
    _note_sizes(found, section)
    return found


def _rows(table: lxml.html.HtmlElement) -> Iterator[tuple[str, str, list[str]]]:
    """Group, answer and cells of every row, whether answers are rows or headings of rows of groups."""
    for body in table.xpath("./tbody"):
        heading = ""
        for row in body.xpath("./tr"):
            first = " ".join(row.xpath("string(./th)").split())
            cells = [" ".join(cell.text_content().split()) for cell in row.xpath("./td")]
            if not cells:
                heading = first
            else:
                yield (first, heading, cells) if heading else (ALL, first, cells)


def _note(found: Asked, cell: Cell, cells: list[str]) -> None:
    share, count = cells[0], cells[1] if len(cells) > 1 else ""
    if share == "–" or not count:
        return
    if share == "bijna niemand":
        found.cells[cell] = (0, AROUND)
    elif share == "bijna iedereen":
        found.cells[cell] = (0, np.inf)
        found.against[cell] = (0, AROUND)
    elif count[:1].isdigit():
        found.cells[cell] = _rounded(count)
        found.against[cell] = (AROUND + 1, np.inf)


def _note_sizes(found: Asked, section: lxml.html.HtmlElement) -> None:
    for names in found.splits.values():
        for name in names:
            group = re.escape(name.split(": ", 1)[1])
            for text in [*section.xpath(".//li/text()"), *(one.text_content() for one in section.xpath(".//h4"))]:
                tidy = " ".join(str(text).split())
                if said := re.fullmatch(rf"{group}:? ongeveer ([\d.]+) mens(?:en)?", tidy):
                    low, high = _rounded(said[1])
                    found.sizes[name] = (max(low, LEAST), high)
    for note in section.xpath(".//p/text()"):
        if said := re.search(r"Overige is: (.*?)\. Apart", " ".join(note.split())):
            found.merged |= {
                name: len(re.split(r", | en ", said[1]))
                for names in found.splits.values()
                for name in names
                if name.endswith(f": {MERGED}")
            }


def _rounded(digits: str) -> Span:
    number = int(digits.replace(".", ""))
    return (max(0, number - AROUND), number + AROUND) if number % 5 == 0 else (number, number)


class Solver:
    """Whole numbers of people that fit everything on the page about one question."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.groups = [ALL, *(name for names in asked.splits.values() for name in names)]
        places = [(group, answer) for group in self.groups for answer in asked.answers]
        self.cell = {one: number for number, one in enumerate(places)}
        self.size = {group: len(places) + number for number, group in enumerate(self.groups)}
        self.rows: list[tuple[dict[int, float], float, float]] = []
        # What is possible was found once: many questions have the same answer.
        self.points: list[np.ndarray] = []
        for one, (low, high) in asked.cells.items():
            self.rows.append(({self.cell[one]: 1.0}, low, high))
        for (group, answer), (low, high) in asked.against.items():
            self.rows.append(({self.size[group]: 1.0, self.cell[group, answer]: -1.0}, low, high))
        for group, (low, high) in asked.sizes.items():
            self.rows.append(({self.size[group]: 1.0}, low, high))
        for group in self.groups:
            self._adds_up(group)
        for names in asked.splits.values():
            self._makes_the_whole(names)

    def _adds_up(self, group: str) -> None:
        answers = {self.cell[group, answer]: 1.0 for answer in self.asked.answers}
        self.rows.append(({self.size[group]: 1.0}, LEAST, np.inf))
        if not self.asked.several:
            self.rows.append((answers | {self.size[group]: -1.0}, 0, 0))
            return
        for place in answers:
            self.rows.append(({place: 1.0, self.size[group]: -1.0}, -np.inf, 0))

    def _makes_the_whole(self, names: list[str]) -> None:
        self.rows.append(({self.size[name]: 1.0 for name in names} | {self.size[ALL]: -1.0}, 0, 0))
        for answer in self.asked.answers:
            parts = {self.cell[name, answer]: 1.0 for name in names}
            self.rows.append((parts | {self.cell[ALL, answer]: -1.0}, 0, 0))

    def possible(self, terms: dict[int, float], low: float, high: float) -> bool:
        """Whether the page leaves room for this; what cannot be decided in a few steps is not proven either."""
        for point in self.points:
            if low <= sum(factor * point[place] for place, factor in terms.items()) + 1e-6 and (
                sum(factor * point[place] for place, factor in terms.items()) <= high + 1e-6
            ):
                return True
        rows = [*self.rows, (terms, low, high)]
        matrix = np.zeros((len(rows), len(self.cell) + len(self.size)))
        for number, (row, _low, _high) in enumerate(rows):
            for place, factor in row.items():
                matrix[number, place] = factor
        limits = LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows])
        count = matrix.shape[1]
        found = milp(
            np.zeros(count),
            integrality=np.ones(count),
            bounds=Bounds(0, np.inf),
            constraints=limits,
            options={"node_limit": 60, "time_limit": 3.0},
        )
        if found.x is not None:
            self.points.append(np.round(found.x))
        return found.status != INFEASIBLE


def findings(html: str) -> list[str]:
    """What surely follows from a page: groups that agree (but one), and small groups whose answers are pinned down."""
    found = []
    for asked in read(html):
        if len(asked.answers) < 2:
            continue
        solver = Solver(asked)
        if not solver.possible({}, 0, 0):
            found.append(f"{asked.title}: these figures cannot be true")
            continue
        for group in solver.groups:
            for answer in asked.answers:
                others = {solver.size[group]: 1.0, solver.cell[group, answer]: -1.0}
                if not solver.possible(others, 2, np.inf):
                    found.append(f"{asked.title}: {group} agrees on {answer}")
                if group in asked.merged:
                    found += _pinned(solver, group, answer, asked.merged[group])
    return found


def _pinned(solver: Solver, group: str, answer: str, classes: int) -> Iterator[str]:
    """Classes below 10 were put together, perhaps with the next smallest: does one of them surely hold answers?"""
    cell = {solver.cell[group, answer]: 1.0}
    if not solver.possible(cell, 2, np.inf):
        yield f"{solver.asked.title}: hardly anybody in {group} says {answer}"
    shown = [solver.asked.sizes.get(name, (0.0, np.inf))[1] for name in solver.groups[1:] if name != group]
    largest = min(shown, default=0.0)
    hold = max((classes - 1) * (LEAST - 1), (classes - 2) * (LEAST - 1) + largest)
    if not solver.possible(cell, -np.inf, hold):
        yield f"{solver.asked.title}: every part of {group} surely says {answer}"
