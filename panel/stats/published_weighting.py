"""What may be shown about the weighing of a consultation: rounded, and without a class of fewer than ten people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class StopReason(StrEnum):
    """Why figures are not weighted although the figures of the population are there.

    TOO_HEAVY: a weight of 5 or more. NOT_FITTING: no weights within the bounds. EMPTY_CLASS: nobody of a class took
    part, or nobody lives there.
    """

    TOO_HEAVY = "TOO_HEAVY"
    NOT_FITTING = "NOT_FITTING"
    EMPTY_CLASS = "EMPTY_CLASS"


@dataclass(frozen=True)
class PublishedShare:
    """A group of a breakdown, as it is shown there, and its part of the population in whole percents."""

    group: str
    population: int


@dataclass(frozen=True)
class PublishedMargin:
    """A characteristic that was weighed on: where the figures come from, and their day (ISO).

    `groups` is empty when the breakdown itself is not shown.
    """

    breakdown: str
    source: str
    counted_on: str
    groups: tuple[PublishedShare, ...] = ()


@dataclass(frozen=True)
class PublishedEffect:
    """How much less certain one answer is by weighing: the design effect times 10, in all or in one group."""

    question: str
    option: str
    tenths: int
    breakdown: str | None = None
    group: str | None = None


@dataclass(frozen=True)
class PublishedCrossing:
    """Two breakdowns of which the population of every pair of classes is known, from where, and on which day (ISO).

    `used` is False when these figures were there and could not be used.
    """

    first: str
    second: str
    source: str
    counted_on: str
    used: bool


@dataclass(frozen=True)
class PublishedWeighting:
    """How an outcome was weighed, or why it was not (`stopped`).

    `lightest`, `heaviest` and `design_effect` count tenths (13 is 1.3); `effective_size` is a multiple of 5. All are
    None when nothing was weighed. `sampled` says that chance may be stated: a sample, never a panel. `frame` is the
    number of people from whom the sample was drawn, out of the population figures; None when that is not known.
    `crossed` tells of figures for two breakdowns together; None when there were none.
    """

    margins: tuple[PublishedMargin, ...]
    sampled: bool
    stopped: StopReason | None = None
    lightest: int | None = None
    heaviest: int | None = None
    effective_size: int | None = None
    design_effect: int | None = None
    effects: tuple[PublishedEffect, ...] = ()
    frame: int | None = None
    crossed: PublishedCrossing | None = None

    def margin(self, breakdown: str) -> PublishedMargin | None:
        """The population figures of this breakdown, if it was weighed on."""
        return next((one for one in self.margins if one.breakdown == breakdown), None)

    def effect(self, question: str, option: str, breakdown: str | None = None, group: str | None = None) -> float:
        """The design effect for one answer, in all or in a group; where none was worked out, that of the whole."""
        wanted = (question, option, breakdown, group)
        for one in self.effects:
            if (one.question, one.option, one.breakdown, one.group) == wanted:
                return one.tenths / 10
        return (self.design_effect or 10) / 10


def read_weighting(stored: Mapping[str, Any] | None) -> PublishedWeighting | None:
    """Read what `Published.to_dict` wrote; None when it holds nothing about weighing. Raises KeyError, TypeError."""
    if stored is None:
        return None
    reason, crossed = stored["stopped"], stored.get("crossed")
    return PublishedWeighting(
        **{
            **stored,
            "stopped": None if reason is None else StopReason(reason),
            "crossed": None if crossed is None else PublishedCrossing(**crossed),
            "effects": tuple(PublishedEffect(**one) for one in stored["effects"]),
            "margins": tuple(
                PublishedMargin(**{**one, "groups": tuple(PublishedShare(**group) for group in one["groups"])})
                for one in stored["margins"]
            ),
        }
    )
