"""Draws people on a map as areas and crowded places, so coarse that nobody is in them alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from panel.stats.clustering import Labels, Points
from panel.stats.opinions import AGREE, DISAGREE, NO_STANCE, UNSURE, Stances
from panel.stats.published_map import SIDE, UNIT, MapArea, MapCell
from panel.stats.rounding import round_to_five

WIDTHS = 1.5
"""Half-axes of an area in standard deviations of its group: about two in three people are within."""
SMALLEST_AXIS = 10
CELL_SIDES = (40, 20, 10)
MOST_SHOWN, LEAST_COVERED = 0.7, 0.5
"""Smaller squares are better, as long as this part of the people in a larger one, and of all, is shown."""


def on_the_map(points: Points) -> Points:
    """Move and stretch points (n, 2) onto the map: the mean in the middle, both directions by the same unit."""
    centred = points - points.mean(axis=0)
    spread = float(np.sqrt((centred**2).mean()))
    return np.asarray(centred * (UNIT / spread if spread else 0.0) + SIDE / 2)


def area_of(points: Points) -> MapArea:
    """The ellipse of one group from its points (n, 2) on the map, its centre, spread and turn rounded."""
    x, y = points.mean(axis=0)
    variances, directions = np.linalg.eigh(np.cov(points.T))
    short, long = WIDTHS * np.sqrt(np.maximum(variances, 0))
    turn = np.degrees(np.arctan2(directions[1, 1], directions[0, 1])) % 180
    return MapArea(
        x=_within(round_to_five(float(x))),
        y=_within(round_to_five(float(y))),
        long=max(SMALLEST_AXIS, round_to_five(float(long))),
        short=max(SMALLEST_AXIS, round_to_five(float(short))),
        turn=int(15 * round(float(turn) / 15)) % 180,
    )


def areas(points: Points, labels: Labels, groups: int) -> list[MapArea]:
    """The ellipse of each of `groups` groups; `labels` (n,) from 0."""
    return [area_of(points[labels == group]) for group in range(groups)]


def _within(place: int) -> int:
    return min(max(place, 0), SIDE)


def crowded_places(points: Points, stances: Stances, threshold: int) -> tuple[MapCell, ...]:
    """Where most of n people are: points (n, 2) on the map, with their stances (n, m).

    Squares of two standard deviations, cut in four down to half of one where most of the people in them can still be
    shown. A square is shown when at least `threshold` people are in it who do not all think the same of any statement.
    Whether another is empty or not is not said; in those together are nobody or at least `threshold` people, so that
    none follows by subtraction. Nothing at all when most people would be left out.
    """
    everybody = np.ones(len(points), dtype=np.bool_)
    cells = _squares(np.clip(points, 0, SIDE - 1e-9), stances, everybody, CELL_SIDES, threshold)
    cells.sort(key=lambda one: -one[1])
    while cells and 0 < len(points) - sum(people for _cell, people in cells) < threshold:
        cells.pop()
    if sum(people for _cell, people in cells) < LEAST_COVERED * len(points):
        return ()
    return tuple(sorted((cell for cell, _people in cells), key=lambda one: (one.y, one.x)))


def _squares(
    points: Points, stances: Stances, among: NDArray[np.bool_], sides: tuple[int, ...], threshold: int
) -> list[tuple[MapCell, int]]:
    """The squares of the first of `sides` that hold some of these people and may be shown, or smaller ones in them."""
    side, *smaller = sides
    places = np.floor(points / side).astype(np.int64)
    found = []
    for place in np.unique(places[among], axis=0):
        inside = among & (places == place).all(axis=1)
        people = int(inside.sum())
        parts = _squares(points, stances, inside, tuple(smaller), threshold) if smaller else []
        if parts and sum(each for _cell, each in parts) >= MOST_SHOWN * people:
            found += parts
        elif _may_be_shown(stances, inside, threshold):
            x, y = (int(one) * side for one in place)
            found.append((MapCell(x, y, side, side, round_to_five(people)), people))
    return found


def _may_be_shown(stances: Stances, inside: NDArray[np.bool_], threshold: int) -> bool:
    """Whether enough people are in here, and on no statement all of those who answered think the same."""
    here = stances[inside]
    if len(here) < threshold:
        return False
    counts = np.stack([(here == stance).sum(axis=0) for stance in (AGREE, DISAGREE, UNSURE)])
    answered = (here != NO_STANCE).sum(axis=0)
    return bool((counts.max(axis=0) < answered).all())
