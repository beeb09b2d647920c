"""Draws people on a map as areas and crowded places, so coarse that nobody is in them alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panel.stats.clustering import Labels, Points
from panel.stats.opinions import AGREE, DISAGREE, NO_STANCE, UNSURE, Stances
from panel.stats.published_map import SIDE, UNIT, MapArea, MapCell
from panel.stats.rounding import BASE, round_to_five

WIDTHS = 1.5
"""Half-axes of an area in standard deviations of its group: about two in three people are within."""
SMALLEST_AXIS, SMALLEST_CELL = 10, 10


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


@dataclass(frozen=True)
class _Box:
    x: int
    y: int
    wide: int
    high: int

    def parts(self) -> list[list[_Box]]:
        """How it may be cut: in four, or in two either way, as long as parts are multiples of 5 and large enough."""
        wide, high = self.wide // 2, self.high // 2
        across = wide >= SMALLEST_CELL and wide % BASE == 0
        down = high >= SMALLEST_CELL and high % BASE == 0
        halves = [_Box(self.x, self.y, wide, self.high), _Box(self.x + wide, self.y, wide, self.high)]
        layers = [_Box(self.x, self.y, self.wide, high), _Box(self.x, self.y + high, self.wide, high)]
        quarters = [_Box(self.x + i * wide, self.y + j * high, wide, high) for j in (0, 1) for i in (0, 1)]
        return [quarters] * (across and down) + [halves] * across + [layers] * down

    def holds(self, points: Points) -> NDArray[np.bool_]:
        x, y = points[:, 0], points[:, 1]
        return np.asarray((x >= self.x) & (x < self.x + self.wide) & (y >= self.y) & (y < self.y + self.high))


def crowded_places(points: Points, stances: Stances, threshold: int) -> tuple[MapCell, ...]:
    """Where how many of n people are: points (n, 2) on the map, with their stances (n, m).

    The map is cut in four, or else in two, again and again, as long as every part holds nobody or at least `threshold`
    people who do not all think the same of any statement. So no part is left that follows by subtraction. Without
    anything to show when that fails for the whole map.
    """
    points = np.clip(points, 0, SIDE - 1e-9)
    everybody = np.ones(len(points), dtype=np.bool_)
    if not _may_be_shown(stances, everybody, threshold):
        return ()
    return tuple(_cut(_Box(0, 0, SIDE, SIDE), everybody, points, stances, threshold))


def _cut(box: _Box, inside: NDArray[np.bool_], points: Points, stances: Stances, threshold: int) -> list[MapCell]:
    if not inside.any():
        return []
    for parts in box.parts():
        members = [inside & part.holds(points) for part in parts]
        if all(not one.any() or _may_be_shown(stances, one, threshold) for one in members):
            return [
                cell
                for part, one in zip(parts, members, strict=True)
                for cell in _cut(part, one, points, stances, threshold)
            ]
    return [MapCell(box.x, box.y, box.wide, box.high, round_to_five(int(inside.sum())))]


def _may_be_shown(stances: Stances, inside: NDArray[np.bool_], threshold: int) -> bool:
    """Whether enough people are in here, and on no statement all of those who answered think the same."""
    here = stances[inside]
    if len(here) < threshold:
        return False
    counts = np.stack([(here == stance).sum(axis=0) for stance in (AGREE, DISAGREE, UNSURE)])
    answered = (here != NO_STANCE).sum(axis=0)
    return bool((counts.max(axis=0) < answered).all())
