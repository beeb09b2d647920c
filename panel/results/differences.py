"""Which differences between groups are worth knowing: for a sample what chance rarely gives, else simply the largest.

Everything is worked out from the frozen, rounded figures, so that no difference tells more than the page itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from panel.consultations.kinds import DONT_KNOW
from panel.consultations.models import EvidenceKind
from panel.results.amounts import share_of
from panel.stats.differences import differences_worth_knowing
from panel.stats.published import NO_STATEMENT_KEY, OTHER, Published, PublishedQuestion
from panel.stats.published_tables import PublishedOption, PublishedTable, Unit

MOST_SHOWN = 3
NO_ANSWERS, NO_GROUPS = frozenset({DONT_KNOW, OTHER}), frozenset({OTHER, NO_STATEMENT_KEY})
"""What says little when it differs: not knowing, and groups that are only what is left over."""
LEAST_POINTS = 10
"""Points of a hundred below which a difference is not worth a line."""
LEAST_IN_TENTHS = 20
"""With so few people that shares are shown in tenths, one step may be rounding alone."""


@dataclass(frozen=True)
class Side:
    """One group of a difference: its key, its figures and how many of it gave the answer."""

    group: str
    table: PublishedTable
    option: PublishedOption

    @property
    def points(self) -> int:
        return share_of(self.option, self.table.unit).of_hundred


@dataclass(frozen=True)
class Difference:
    """One answer that one group gives more often than another."""

    question: str
    breakdown: str
    option: str
    more: Side
    less: Side

    @property
    def points(self) -> int:
        return self.more.points - self.less.points


def worth_knowing(kind: EvidenceKind, published: Published, most: int = MOST_SHOWN) -> list[Difference]:
    """Return the differences for the outcome page, one a question: of a sample only what chance rarely gives."""
    if kind is not EvidenceKind.SAMPLE:
        return largest_differences(published, most)
    first: dict[str, Difference] = {}
    for one in differences_worth_knowing(published):
        telling = one.option not in NO_ANSWERS and not {one.more, one.less} & NO_GROUPS
        if telling and one.question not in first:
            sides = [_side(published, one.question, one.breakdown, key, one.option) for key in (one.more, one.less)]
            first[one.question] = Difference(one.question, one.breakdown, one.option, *sides)
    return list(first.values())[:most]


def _side(published: Published, question: str, breakdown: str, group: str, option: str) -> Side:
    split = published.question(question).split(breakdown)
    for one in split.groups if split is not None else ():
        if one.key == group and one.table is not None:
            return Side(group, one.table, next(each for each in one.table.options if each.key == option))
    raise KeyError(group)


def largest_differences(published: Published, most: int = MOST_SHOWN) -> list[Difference]:
    """Return the largest difference of each question, the largest first: a description, no claim about anybody else."""
    best = [max(found, key=lambda one: one.points) for found in map(_differences, published.questions) if found]
    return sorted(best, key=lambda one: -one.points)[:most]


def _differences(question: PublishedQuestion) -> list[Difference]:
    """Return for every breakdown and answer of a question the widest difference that is wide enough."""
    return [one for one in _widest(question) if one.points >= _least(one)]


def _widest(question: PublishedQuestion) -> Iterator[Difference]:
    for split in question.splits:
        tables = [
            (group.key, group.table) for group in split.groups if group.table is not None and group.key not in NO_GROUPS
        ]
        for key in dict.fromkeys(one.key for _name, table in tables for one in table.options):
            sides = [Side(name, table, one) for name, table in tables for one in table.options if one.key == key]
            if key in NO_ANSWERS or len(sides) < 2:
                continue
            more, less = max(sides, key=lambda side: side.points), min(sides, key=lambda side: side.points)
            yield Difference(question.key, split.breakdown, key, more, less)


def _least(difference: Difference) -> int:
    units = {difference.more.table.unit, difference.less.table.unit}
    return LEAST_IN_TENTHS if Unit.TENTHS in units else LEAST_POINTS
