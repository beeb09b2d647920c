"""The part of an outcome that says who thinks alike: groups as areas, never a person, and what each group answered.

The map is a square of `SIDE` steps with the middle of everybody in its middle; one standard deviation is `UNIT` steps.
Every number is a multiple of 5, and so rounded to a quarter of that. Directions have no meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from panel.stats.published_tables import PublishedGroup, read_group

SIDE, UNIT = 160, 20
NOT_ON_MAP = "*NOT_ON_MAP"
"""Key of the people who answered the fewest statements and have no place."""


class MapReason(StrEnum):
    """Why there is no map: too few people answered enough, chance gives groups as clear, or the proof fails.

    CORRECTED: what changed between two maps would say who was taken out. ONE_GROUP: the outcome of one class or
    meeting, where people know each other: who knows one opinion of somebody would read the others off the map.
    """

    TOO_FEW_PEOPLE = "TOO_FEW_PEOPLE"
    NO_GROUPS = "NO_GROUPS"
    PROOF = "PROOF"
    CORRECTED = "CORRECTED"
    ONE_GROUP = "ONE_GROUP"


@dataclass(frozen=True)
class MapArea:
    """Where a group is: an ellipse round `x`, `y`, half-axes `long` and `short`, the long one turned `turn` degrees."""

    x: int
    y: int
    long: int
    short: int
    turn: int


@dataclass(frozen=True)
class MapGroup:
    """A group of people who answered alike: a letter, about how many they are, and its area."""

    key: str
    size: int
    area: MapArea


@dataclass(frozen=True)
class MapCell:
    """A part of the map from `x`, `y`, `wide` and `high`, in which about `count` people are, 10 or more."""

    x: int
    y: int
    wide: int
    high: int
    count: int


@dataclass(frozen=True)
class MapStatement:
    """What each group thinks of one statement, `key` of the question; who is not on the map may be among the groups."""

    key: str
    groups: tuple[PublishedGroup, ...]


@dataclass(frozen=True)
class PublishedMap:
    """The opinion map as it may be shown, or why there is none.

    `left_out` is about how many people answered least and are not on it. `statements` are those whose figures per
    group passed the proof, in the order of the questions. `groups_kept` says that the groups are those of the version
    before, without the people who were taken out.
    """

    shown: bool
    reason: MapReason | None = None
    left_out: int = 0
    groups: tuple[MapGroup, ...] = ()
    cells: tuple[MapCell, ...] = ()
    statements: tuple[MapStatement, ...] = ()
    groups_kept: bool = False


def read_map(stored: Mapping[str, Any] | None) -> PublishedMap | None:
    """Read a stored map; None when there is none. Raises KeyError, TypeError and ValueError."""
    if stored is None:
        return None
    return PublishedMap(
        shown=stored["shown"],
        reason=None if stored["reason"] is None else MapReason(stored["reason"]),
        left_out=stored["left_out"],
        groups=tuple(MapGroup(one["key"], one["size"], MapArea(**one["area"])) for one in stored["groups"]),
        cells=tuple(MapCell(**one) for one in stored["cells"]),
        statements=tuple(
            MapStatement(one["key"], tuple(read_group(group) for group in one["groups"]))
            for one in stored["statements"]
        ),
        groups_kept=bool(stored.get("groups_kept", False)),
    )
