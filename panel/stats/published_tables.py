"""The rounded tables of an outcome: what everybody, or one group, answered to one question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Unit(StrEnum):
    """In what a share is shown: 0..10 of ten people; 0, 5, .. 100 percent; or 0..100 percent."""

    TENTHS = "TENTHS"
    PERCENT_5 = "PERCENT_5"
    PERCENT = "PERCENT"


class Edge(StrEnum):
    """Read "bijna niemand" or "bijna iedereen" instead of the share, at every size."""

    NOBODY = "NOBODY"
    EVERYONE = "EVERYONE"


@dataclass(frozen=True)
class PublishedOption:
    """One answer: `count` people (multiple of 5; None when the question is routed) and `share` in the table's unit.

    `rest` is the rounded number who answered but did not choose this option; only for several answers (else None).
    When `edge` is set, show its words and not the share; the count of EVERYONE is the table's size. `merged` names the
    options inside `*OTHER`.
    """

    key: str
    count: int | None
    share: int
    edge: Edge | None = None
    merged: tuple[str, ...] = ()
    rest: int | None = None


@dataclass(frozen=True)
class PublishedTable:
    """The answers of everybody, or of one group, to one question.

    `size` is the rounded number of people who answered (None when the question is routed).

    Options stand in the author's order, `*OTHER` last. Shares of a single-choice table add up to 10 or 100; only when
    one option is not EVERYONE while all others read NOBODY do they stop one unit short.
    """

    size: int | None
    unit: Unit
    options: tuple[PublishedOption, ...]


@dataclass(frozen=True)
class PublishedGroup:
    """One group's answers to one question; `table` is None when nobody in the group was asked."""

    key: str
    table: PublishedTable | None


def _option(stored: dict[str, Any]) -> PublishedOption:
    edge = stored["edge"]
    return PublishedOption(
        **{**stored, "edge": None if edge is None else Edge(edge), "merged": tuple(stored["merged"])}
    )


def read_table(stored: dict[str, Any] | None) -> PublishedTable | None:
    """Read a stored table; None when there is none. Raises KeyError, TypeError and ValueError."""
    if stored is None:
        return None
    return PublishedTable(stored["size"], Unit(stored["unit"]), tuple(_option(option) for option in stored["options"]))


def read_group(stored: dict[str, Any]) -> PublishedGroup:
    """Read one stored group of a split or of the map. Raises KeyError, TypeError and ValueError."""
    return PublishedGroup(stored["key"], read_table(stored["table"]))
