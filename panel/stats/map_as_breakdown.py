"""Reads an opinion map as an attacker does: its groups are one more breakdown, by which every statement is split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from panel.stats.published import GroupSize, Published, PublishedBreakdown, PublishedSplit
from panel.stats.published_map import NOT_ON_MAP, PublishedMap
from panel.stats.relations import Earlier, Relation

MAP = "*MAP"
"""Key of that breakdown. Every outcome has one of its own, as group A of another map holds other people."""


def with_map_as_breakdown(published: Published, key: str = MAP) -> Published:
    """The same outcome with the groups of its map among the breakdowns; as it is when no map is shown.

    Who is not on the map is a group too. A statement that does not show that group says that fewer than the
    threshold of them answered it.
    """
    shown = published.opinion_map
    if shown is None or not shown.shown:
        return published
    splits = {one.key: PublishedSplit(key, one.groups) for one in shown.statements}
    questions = tuple(
        replace(one, splits=(*one.splits, splits[one.key])) if one.key in splits else one for one in published.questions
    )
    return replace(
        published,
        breakdowns=(*published.breakdowns, PublishedBreakdown(key, shown=True, groups=_sizes(shown))),
        questions=questions,
        opinion_map=None,
    )


def with_maps_as_breakdowns(published: Published, earlier: Sequence[Earlier]) -> tuple[Published, tuple[Earlier, ...]]:
    """The new outcome and all earlier ones, each with the groups of its own map among its breakdowns.

    A map that kept the groups of the version before shares one breakdown with it.
    """
    before = list(earlier)
    shared = MAP if _keeps_groups(published) else None
    for number in reversed(range(len(before))):
        item, key = before[number], f"{MAP}-{number}"
        if item.relation is Relation.BEFORE:
            key = shared or key
            shared = key if _keeps_groups(item.published) else None
        before[number] = replace(item, published=with_map_as_breakdown(item.published, key))
    return with_map_as_breakdown(published), tuple(before)


def _keeps_groups(published: Published) -> bool:
    return published.opinion_map is not None and published.opinion_map.groups_kept


def _sizes(shown: PublishedMap) -> tuple[GroupSize, ...]:
    left_out = (GroupSize(NOT_ON_MAP, shown.left_out),) if shown.left_out else ()
    return (*(GroupSize(one.key, one.size) for one in shown.groups), *left_out)
