"""The opinion map of a corrected outcome: the groups that were shown, without the people who were taken out.

Dividing people anew would give other groups, and who changed places would follow from two maps side by side. The groups
of the first map are a breakdown like any other: rule 6 of section 4 of docs/methods.md, and the same proof.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from panel.stats.map_areas import area_of, on_the_map
from panel.stats.map_chance import beats_chance
from panel.stats.microdata import Flags, Microdata
from panel.stats.opinions import Stances, place
from panel.stats.published import Published
from panel.stats.published_map import MapGroup, MapReason, PublishedMap
from panel.stats.relations import Earlier, Relation, correction_allowed
from panel.stats.rounding import round_to_five
from panel.stats.safe_map import (
    Places,
    drawn_map,
    has_map,
    places_on_map,
    proven_map,
    stances_of,
    statements_by_group,
    statements_on_map,
    with_opinion_map,
)
from panel.stats.weights_known import WeightsKnown

Meaning = Mapping[str, Mapping[str, int]]


def with_corrected_map(
    published: Published,
    after: Microdata,
    before: Microdata,
    kept: Flags,
    meaning: Meaning,
    *,
    previous: Sequence[Earlier],
    weights: WeightsKnown | None = None,
    groups_known: bool = True,
) -> Published:
    """The corrected outcome with a map, or with the reason why there is none.

    `before` are the records of the version before, `kept` (n,) those that stay, `after` only these, and `previous` all
    that was shown, that version last among the whole ones. Where no map was shown before, one is made as in a first
    version. Otherwise the groups are kept, when they can be found again exactly, each lost nobody or at least the
    threshold, they are still clearer than chance makes them, and the figures pass the proof. With `groups_known` False
    they are not looked for: records left since, and nobody knows from which groups.
    """
    if not published.shown:
        return published
    latest = next(one.published for one in reversed(previous) if one.relation is Relation.BEFORE)
    if not any(has_map(one.published) for one in previous if one.relation is Relation.BEFORE):
        return with_opinion_map(published, after, meaning, previous=previous, weights=weights)
    again = _again(latest, before, meaning) if groups_known else None
    drawn = None if again is None else _kept_map(*again, latest, published, after, kept, meaning)
    if drawn is None:
        return _without(published)
    asked = len(statements_on_map(published, after, meaning))
    made = proven_map(replace(published, opinion_map=drawn), asked, tuple(previous), after.size, weights)
    return made if has_map(made) else _without(published)


def _without(published: Published) -> Published:
    return replace(published, opinion_map=PublishedMap(shown=False, reason=MapReason.CORRECTED))


def _again(latest: Published, before: Microdata, meaning: Meaning) -> tuple[Places, Stances] | None:
    """Who was in which group of the latest map, from the same records; None when that map does not come out again."""
    shown = latest.opinion_map
    if shown is None or not shown.shown or shown.groups_kept:
        return None
    statements = statements_on_map(latest, before, meaning)
    stances = stances_of(statements, meaning)
    found = places_on_map(stances, latest.threshold)
    if isinstance(found, MapReason):
        return None
    drawn = drawn_map(stances, found, statements, latest.threshold)
    told = {one.key for one in shown.statements}
    drawn = replace(drawn, statements=tuple(one for one in drawn.statements if one.key in told))
    return (found, stances) if drawn == shown else None


def _kept_map(
    found: Places,
    stances: Stances,
    latest: Published,
    published: Published,
    after: Microdata,
    kept: Flags,
    meaning: Meaning,
) -> PublishedMap | None:
    """The same groups without who was taken out; None when a group lost too few, or holds too few now."""
    shown, threshold = latest.opinion_map, published.threshold
    if shown is None:
        return None
    names = [*found.keys, ""] if (~found.on_map).any() else [*found.keys]
    before = {name: int((found.codes == code).sum()) for code, name in enumerate(names)}
    left = {name: int((found.codes[kept] == code).sum()) for code, name in enumerate(names)}
    if min(left.values()) < threshold or not correction_allowed(before, left, threshold=threshold):
        return None
    stays = kept[found.on_map]
    if not beats_chance(stances[found.on_map & kept], threshold, found.labels[stays]):
        return None
    # Whoever stays keeps the place on the map, so that a group that lost nobody lies where it lay.
    points = on_the_map(place(stances[found.on_map]))
    told = {one.key for one in shown.statements}
    statements = [one for one in statements_on_map(published, after, meaning) if one.key in told]
    groups = [
        one
        if left[one.key] == before[one.key]
        else MapGroup(one.key, round_to_five(left[one.key]), area_of(points[(found.labels == code) & stays]))
        for code, one in enumerate(shown.groups)
    ]
    return PublishedMap(
        shown=True,
        left_out=round_to_five(left.get("", 0)),
        groups=tuple(groups),
        # Without crowded places: a square that lost a few people would say where they were.
        statements=statements_by_group(statements, found.codes[kept], found.keys, threshold),
        groups_kept=True,
    )
