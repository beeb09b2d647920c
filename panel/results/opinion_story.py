"""What the groups of a published opinion map agree on and differ in, worked out from its rounded figures alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panel.consultations.kinds import Stance
from panel.results.amounts import share_of
from panel.stats.characteristic import Counts, common_ground, typical_statements
from panel.stats.published_map import PublishedMap
from panel.stats.published_tables import Edge, PublishedOption, PublishedTable

MOST_COMMON, MOST_TYPICAL = 5, 3
MAJORITY = 60
"""All groups think alike of a statement when in each of them at least 60 of 100 do."""


@dataclass(frozen=True)
class Shared:
    """A statement that most people of every group agree with, or disagree with; `least` is the lowest of its shares."""

    key: str
    stance: Stance
    least: tuple[PublishedOption, PublishedTable]


@dataclass(frozen=True)
class Trait:
    """A statement that sets a group apart: the answer, in the table of that group."""

    key: str
    option: PublishedOption
    table: PublishedTable


def tables_of(shown: PublishedMap, key: str) -> dict[str, PublishedTable]:
    """Return what each group of the map thinks of a statement, by letter; not of people who are not on it."""
    letters = {one.key for one in shown.groups}
    groups = next(one.groups for one in shown.statements if one.key == key)
    return {one.key: one.table for one in groups if one.key in letters and one.table is not None}


def option_of(table: PublishedTable, stance: Stance) -> PublishedOption:
    return next(one for one in table.options if one.key == stance)


def shared_statements(shown: PublishedMap) -> list[Shared]:
    """Return at most five statements on which a majority of every group thinks the same, the surest first."""
    found = []
    for one in common_ground(rounded_counts(shown)):
        tables = tables_of(shown, shown.statements[one.statement].key).values()
        for stance, chance in ((Stance.AGREE, one.agree), (Stance.DISAGREE, one.disagree)):
            sides = [(option_of(table, stance), table) for table in tables]
            least = min(sides, key=lambda side: share_of(side[0], side[1].unit).of_hundred)
            if share_of(least[0], least[1].unit).of_hundred >= MAJORITY:
                found.append((chance, Shared(shown.statements[one.statement].key, stance, least)))
    ordered = sorted(found, key=lambda pair: -pair[0])
    return [one for _chance, one in ordered[:MOST_COMMON]]


def traits(shown: PublishedMap) -> dict[str, list[Trait]]:
    """Return by letter at most three statements on which a group stands out, rather ones on which not all agree."""
    shared = {one.key for one in shared_statements(shown)}
    told = {}
    for group, typical in zip(shown.groups, typical_statements(rounded_counts(shown), most=20), strict=True):
        made = [
            Trait(key, option_of(table, Stance.AGREE if one.agree else Stance.DISAGREE), table)
            for one in typical
            for key in (shown.statements[one.statement].key,)
            for table in (tables_of(shown, key)[group.key],)
        ]
        own = [one for one in made if one.key not in shared]
        told[group.key] = (own or made)[:MOST_TYPICAL]
    return told


def rounded_counts(shown: PublishedMap) -> Counts:
    """Return the rounded numbers of the groups as (groups, statements, 3): agreed, disagreed, answered."""
    counts = np.zeros((len(shown.groups), len(shown.statements), 3), dtype=np.int64)
    for column, statement in enumerate(shown.statements):
        tables = tables_of(shown, statement.key)
        for row, group in enumerate(shown.groups):
            table = tables[group.key]
            counts[row, column] = (
                _people(option_of(table, Stance.AGREE)),
                _people(option_of(table, Stance.DISAGREE)),
                table.size or 0,
            )
    # A part and the whole are rounded apart: the parts may be the larger by a little.
    counts[..., 2] = np.maximum(counts[..., 2], counts[..., :2].sum(axis=-1))
    return counts


def _people(option: PublishedOption) -> int:
    return 0 if option.edge is Edge.NOBODY else option.count or 0
