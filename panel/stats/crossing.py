"""Two characteristics weighed together, as age within each district, where the population of every pair is known.

Raking on a crossed margin (Deming and Stephan 1940). Who stated only one of both keeps the weight of the single
margins; the others get the population of the pairs, put to what the single margins leave for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from panel.stats.microdata import Microdata
from panel.stats.published import NO_STATEMENT_KEY
from panel.stats.raking import Matrix, NotConvergedError, Target, rake
from panel.stats.tally import classes_with_no_statement
from panel.stats.weighing import MERGE_BELOW, EmptyClassError, Margin, WeighedMargin, Weighing, weigh

BETWEEN = "\x1f"
"""Stands between two keys, for no key holds it."""


@dataclass(frozen=True)
class CrossedCounts:
    """People by class of the breakdown `first` and then of `second`, where they come from, and their day (ISO)."""

    first: str
    second: str
    counts: Mapping[str, Mapping[str, int]]
    source: str
    counted_on: str

    @property
    def pair(self) -> tuple[str, str]:
        return self.first, self.second


def cells_of(microdata: Microdata, pair: tuple[str, str]) -> tuple[tuple[str, ...], np.ndarray]:
    """The names of all pairs of classes, "not stated" included, and the place (n,) of each person among them.

    Raises KeyError when one of the two breakdowns is not there.
    """
    by_key = {one.key: one for one in microdata.breakdowns}
    first, second = by_key[pair[0]], by_key[pair[1]]
    width = len(second.classes) + 1
    codes = classes_with_no_statement(first).astype(np.int64) * width + classes_with_no_statement(second)
    names = tuple(
        cell_name(one, other)
        for one in (*first.classes, NO_STATEMENT_KEY)
        for other in (*second.classes, NO_STATEMENT_KEY)
    )
    return names, codes


def cell_name(one: str, other: str) -> str:
    """The name of a pair of classes, and of a pair of breakdowns."""
    return f"{one}{BETWEEN}{other}"


def weigh_crossed(
    margins: Sequence[Margin], plain: Weighing, counts: Sequence[Sequence[int]], places: tuple[int, int]
) -> Weighing | None:
    """Weigh to `margins` and to the pairs of two of them (`places`) as well; `plain` is the weighing without the pairs.

    `counts` (c1, c2) are people per class of the one and the other. Pairs with fewer than 10 people are merged with the
    next in the order of `_there_and_back`. None when that is not possible within the bounds, when somebody would weigh
    5 or more, when other classes would have to be merged for it, when not more than half of the pairs are left, or when
    one of those has fewer than 10 people.
    """
    try:
        crossed = _crossed_margin(margins, plain, np.asarray(counts, dtype=np.float64), places)
        if crossed is None or weigh([*margins, crossed], bounds=None).too_heavy:
            return None
        found = weigh([*margins, crossed])
    except (EmptyClassError, NotConvergedError):
        return None
    *singles, pairs = found.margins
    if min(one.people for one in pairs.classes) < MERGE_BELOW:
        return None
    same = [_grouping(one) for one in singles] == [_grouping(one) for one in plain.margins]
    return found if same and 2 * len(pairs.classes) > len(crossed.classes) else None


def _grouping(margin: WeighedMargin) -> list[tuple[str, ...]]:
    return [one.classes for one in margin.classes]


def _crossed_margin(
    margins: Sequence[Margin], plain: Weighing, counts: Matrix, places: tuple[int, int]
) -> Margin | None:
    """The pairs of classes, after merging, as a margin of their own; None when they would say nothing more.

    That is where only one class is left of one of both, and where a class has nobody who stated both.
    """
    groups = [[_places(margins[place], one.classes) for one in plain.margins[place].classes] for place in places]
    codes = [plain.groups[place].astype(np.int64) for place in places]
    size = (len(groups[0]), len(groups[1]))
    if min(size) < 2:
        return None
    population = np.array([[float(counts[np.ix_(one, other)].sum()) for other in groups[1]] for one in groups[0]])
    both = (codes[0] < size[0]) & (codes[1] < size[1])
    flat = codes[0][both] * size[1] + codes[1][both]
    weights = plain.weights[both] / plain.weights.sum()
    held: Matrix = np.bincount(flat, weights=weights, minlength=size[0] * size[1]).astype(np.float64).reshape(size)
    wanted = _fitted(population, held)
    if wanted is None:
        return None
    order = list(_there_and_back(size))
    place_of = {cell: place for place, cell in enumerate(order)}
    lookup = np.array([place_of[cell] for cell in np.ndindex(*size)], dtype=np.int16)
    mine = np.full(both.size, -1, dtype=np.int16)
    mine[both] = lookup[flat]
    names = tuple(cell_name(f"{one}", f"{other}") for one, other in order)
    shares = np.array([wanted[cell] for cell in order])
    key = cell_name(margins[places[0]].key, margins[places[1]].key)
    return replace(Margin(key, names, shares, mine), unstated=float(1.0 - held.sum()))


def _places(margin: Margin, classes: Sequence[str]) -> list[int]:
    return [margin.classes.index(name) for name in classes]


def _fitted(population: Matrix, held: Matrix) -> Matrix | None:
    """The population of the pairs with the rows and columns of `held`: the same when everybody stated both."""
    rows, columns = held.sum(axis=1), held.sum(axis=0)
    if not held.sum() or (rows <= 0).any() or (columns <= 0).any():
        return None
    one, other = np.nonzero(population > 0)
    targets = [Target("rows", one, rows / rows.sum()), Target("columns", other, columns / columns.sum())]
    if {*one.tolist()} != {*range(rows.size)} or {*other.tolist()} != {*range(columns.size)}:
        return None
    start = population[one, other]
    fitted = np.zeros_like(population)
    fitted[one, other] = rake(start, targets) * held.sum() / start.size
    return fitted


def _there_and_back(size: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """All pairs, so that each has a class in common with the next: along the first, up and down in turn."""
    for other in range(size[1]):
        row = range(size[0])
        yield from ((one, other) for one in (row if other % 2 == 0 else reversed(row)))
