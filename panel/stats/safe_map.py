"""Makes the opinion map that may be shown: groups that are real and large enough, areas, and only proven figures.

Rules of section 5 of docs/methods.md. The figures of the groups are a breakdown like any other, so they go through the
same proof; unlike any other, nobody announced it and nobody knows who is in which group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

import numpy as np
from numpy.typing import NDArray

from panel.stats.attack import weaknesses
from panel.stats.clustering import Labels
from panel.stats.crossed_proof import pairs_are_safe
from panel.stats.grouping import Grouping
from panel.stats.map_areas import areas, crowded_places, on_the_map
from panel.stats.map_as_breakdown import MAP
from panel.stats.map_chance import beats_chance
from panel.stats.microdata import Codes, Microdata, SingleChoice
from panel.stats.opinions import LEAST_STANCES, NO_STANCE, Division, Stances, divisions, place
from panel.stats.published import Published
from panel.stats.published_map import NOT_ON_MAP, MapGroup, MapReason, MapStatement, PublishedMap
from panel.stats.publishing import publish_split
from panel.stats.relations import Earlier
from panel.stats.rounding import round_to_five
from panel.stats.weights_known import WeightsKnown

LEAST_STATEMENTS = 7
LEAST_SHARE = 0.5
"""Who is on the map answered at least 7 statements and at least this part of them."""
WITHOUT_AT_MOST = 3
LEAST_PROVEN = 0.5
"""At least this part of the statements must pass the proof; else the groups have no story that may be told."""


@dataclass(frozen=True, eq=False)
class Places:
    """Who of n people is on the map (n,), and of those people in which group they are (labels), from 0."""

    on_map: NDArray[np.bool_]
    labels: Labels
    groups: int

    @property
    def keys(self) -> tuple[str, ...]:
        """The letters of the groups."""
        return tuple(ascii_uppercase[: self.groups])

    @property
    def sizes(self) -> list[int]:
        """How many people are in each group."""
        return [int(size) for size in np.bincount(self.labels, minlength=self.groups)]

    @property
    def codes(self) -> Codes:
        """The group of each of n people; one more than the last for who is not on the map."""
        codes = np.full(self.on_map.size, self.groups, dtype=np.int16)
        codes[self.on_map] = self.labels
        return codes


def with_opinion_map(
    published: Published,
    microdata: Microdata,
    meaning: Mapping[str, Mapping[str, int]],
    *,
    previous: Sequence[Published | Earlier] = (),
    attacker_knows_size: bool = True,
    weights: WeightsKnown | None = None,
) -> Published:
    """The same outcome with an opinion map, or with the reason why there is none; as it is without enough statements.

    `meaning` says for each question that is a statement which option stands for which stance (AGREE, DISAGREE,
    UNSURE). Every answer counts as heavily, also when the outcome is weighted. Only statements that are shown and that
    everybody was asked take part, at least 7. A version after a first one that shows a map gets no map of its own: what
    changed between two would say who was taken out (see `kept_map`). `weights` is what could be known of the weights of
    the other figures.
    Takes some seconds, because 200 shuffles are grouped as well.
    """
    earlier = tuple(item if isinstance(item, Earlier) else Earlier(item) for item in previous)
    statements = statements_on_map(published, microdata, meaning)
    had_one = any(has_map(one.published) for one in earlier)
    if len(statements) < LEAST_STATEMENTS or had_one:
        return published
    stances = stances_of(statements, meaning)
    found = places_on_map(stances, published.threshold)
    if isinstance(found, MapReason):
        return replace(published, opinion_map=PublishedMap(shown=False, reason=found))
    drawn = drawn_map(stances, found, statements, published.threshold)
    size = microdata.size if attacker_knows_size else None
    return proven_map(replace(published, opinion_map=drawn), len(statements), earlier, size, weights)


def has_map(published: Published) -> bool:
    """Whether this outcome shows a map."""
    return published.opinion_map is not None and published.opinion_map.shown


def statements_on_map(
    published: Published, microdata: Microdata, meaning: Mapping[str, Mapping[str, int]]
) -> list[SingleChoice]:
    """The statements that are shown and that everybody was asked, in the order of the questions."""
    return [
        one
        for one in microdata.questions
        if isinstance(one, SingleChoice)
        and one.key in meaning
        and bool(one.asked.all())
        and published.shown
        and published.question(one.key).shown
    ]


def stances_of(statements: Sequence[SingleChoice], meaning: Mapping[str, Mapping[str, int]]) -> Stances:
    """What n people thought of m statements, (n, m)."""
    columns = []
    for one in statements:
        stance = np.array([meaning[one.key].get(option, NO_STANCE) for option in one.options], dtype=np.int8)
        columns.append(np.where(one.codes >= 0, stance[np.maximum(one.codes, 0)], np.int8(NO_STANCE)))
    return np.stack(columns, axis=1)


def enough_answers(stances: Stances, threshold: int) -> NDArray[np.bool_]:
    """Who of n people has a place on the map: at least 7 stances and half of the statements.

    Those without a place must not follow by subtraction. When there are any, those who answered least of the others
    join them until at least `threshold` of them answered each statement, or as far as 3 times the threshold goes.
    """
    given = stances != NO_STANCE
    answered = given.sum(axis=1)
    enough = answered >= max(LEAST_STANCES, int(np.ceil(LEAST_SHARE * stances.shape[1])))
    without = int((~enough).sum())
    if not without:
        return np.asarray(enough)
    order = np.argsort(answered, kind="stable")
    per_statement = given[order].cumsum(axis=0).min(axis=1)
    wanted = int(np.searchsorted(per_statement, threshold)) + 1
    without = max(without, min(max(wanted, threshold), WITHOUT_AT_MOST * threshold, len(stances)))
    enough = np.ones(len(stances), dtype=np.bool_)
    enough[order[:without]] = False
    return enough


def places_on_map(stances: Stances, threshold: int) -> Places | MapReason:
    """Who of n people is on the map and in which group, from their stances (n, m); or why there are no groups."""
    on_map = enough_answers(stances, threshold)
    if on_map.sum() < 2 * threshold:
        return MapReason.TOO_FEW_PEOPLE
    best = _large_groups(stances[on_map], threshold)
    if best is None or not beats_chance(stances[on_map], threshold):
        return MapReason.NO_GROUPS
    return Places(on_map, best.labels, best.groups)


def _large_groups(stances: Stances, threshold: int) -> Division | None:
    """The clearest division of these people in which every group is large enough."""
    large = [one for one in divisions(place(stances)) if np.bincount(one.labels).min() >= threshold]
    return max(large, key=lambda one: (one.silhouette, -one.groups), default=None)


def drawn_map(stances: Stances, found: Places, statements: Sequence[SingleChoice], threshold: int) -> PublishedMap:
    """The map of these groups as it would be shown, not yet proven."""
    kept = stances[found.on_map]
    points = on_the_map(place(kept))
    return PublishedMap(
        shown=True,
        left_out=round_to_five(int((~found.on_map).sum())),
        groups=tuple(
            MapGroup(key, round_to_five(int(size)), area)
            for key, size, area in zip(found.keys, found.sizes, areas(points, found.labels, found.groups), strict=True)
        ),
        cells=crowded_places(points, kept, threshold),
        statements=statements_by_group(statements, found.codes, found.keys, threshold),
    )


def statements_by_group(
    statements: Sequence[SingleChoice], codes: Codes, keys: Sequence[str], threshold: int
) -> tuple[MapStatement, ...]:
    """What each group thinks, where that may be shown; `codes` (n,) are the group of each, from 0, or one more."""
    everyone_on_map = bool((codes < len(keys)).all())
    names = tuple(keys) if everyone_on_map else (*keys, NOT_ON_MAP)
    grouping = Grouping(MAP, names, (), codes)
    splits = [(one.key, publish_split(one, grouping, None, threshold, may_lack=NOT_ON_MAP)) for one in statements]
    return tuple(MapStatement(key, split.groups) for key, split in splits if split is not None)


def proven_map(
    published: Published,
    of: int,
    earlier: tuple[Earlier, ...],
    exact_size: int | None,
    weights: WeightsKnown | None,
) -> Published:
    """Leave out the figures per group of every statement that fails the proof; no map when too few are left.

    Nor when it would give pairs of classes away that were weighed together.
    """
    drawn = published.opinion_map
    if drawn is None:
        raise ValueError("there is no map to prove")
    # Each statement is proven by itself, so what is left stands when others go.
    keys = tuple(one.key for one in drawn.statements)
    found = weaknesses(published, earlier, exact_size=exact_size, questions=keys, weights=weights)
    failed = {one.question for one in found}
    drawn = replace(drawn, statements=tuple(one for one in drawn.statements if one.key not in failed))
    made = replace(published, opinion_map=drawn)
    enough = len(drawn.statements) >= LEAST_PROVEN * of
    # A map tells more of pairs of classes that were weighed together, too; those stand already, so the map goes.
    if enough and (weights is None or pairs_are_safe(made, earlier, exact_size=exact_size, weights=weights)):
        return made
    return replace(published, opinion_map=PublishedMap(shown=False, reason=MapReason.PROOF))
