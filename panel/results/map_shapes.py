"""The shapes of a published opinion map, for the drawing on the page and for the chart to explore: the same in both."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from panel.stats.published_map import MapArea, MapCell, PublishedMap

MARGIN = 6
DARKEST = 4
CORNERS = 48


@dataclass(frozen=True)
class Frame:
    """The part of the map that is drawn."""

    x: int
    y: int
    wide: int
    high: int

    @property
    def dot(self) -> float:
        """The half-width of the round that holds a letter, as large on every map."""
        return round(max(self.wide, self.high) / 18, 2)


@dataclass(frozen=True)
class Crowd:
    """A part of the map and how crowded it is: 1 (a few people for its size) to 4 (most crowded)."""

    cell: MapCell
    shade: int


def crowds(shown: PublishedMap) -> list[Crowd]:
    """Return the parts of the map where people are, with how crowded each is beside the most crowded one."""
    density = [one.count / (one.wide * one.high) for one in shown.cells]
    most = max(density, default=0.0)
    return [
        Crowd(cell, max(1, min(DARKEST, int(DARKEST * each / most + 0.999))))
        for cell, each in zip(shown.cells, density, strict=True)
        if each
    ]


def nearest_group(shown: PublishedMap, cell: MapCell) -> str:
    """Return the letter of the group whose middle is nearest to a part of the map."""
    x, y = cell.x + cell.wide / 2, cell.y + cell.high / 2
    return min(shown.groups, key=lambda one: (one.area.x - x) ** 2 + (one.area.y - y) ** 2).key


def frame_of(shown: PublishedMap) -> Frame:
    """Return the smallest part of the map that holds all areas and crowded places."""
    outlines = [point for one in shown.groups for point in outline(one.area)]
    corners = [corner for one in shown.cells for corner in ((one.x, one.y), (one.x + one.wide, one.y + one.high))]
    across, down = zip(*outlines, *corners, strict=True)
    left, top = int(min(across)) - MARGIN, int(min(down)) - MARGIN
    return Frame(left, top, int(max(across)) + MARGIN - left, int(max(down)) + MARGIN - top)


def outline(area: MapArea) -> list[tuple[float, float]]:
    """Return the corners of a polygon that looks like the ellipse of an area, the first one again at the end."""
    turn = radians(area.turn)
    found = []
    for step in range(CORNERS + 1):
        angle = 2 * 3.141592653589793 * (step % CORNERS) / CORNERS
        along, aside = area.long * cos(angle), area.short * sin(angle)
        found.append((
            round(area.x + along * cos(turn) - aside * sin(turn), 2),
            round(area.y + along * sin(turn) + aside * cos(turn), 2),
        ))  # fmt: skip
    return found
