"""A corrected outcome keeps the groups of its map where each lost nobody or at least ten; else it has no map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from panel.stats import kept_map, map_chance
from panel.stats.attack import weaknesses
from panel.stats.correction import corrected
from panel.stats.disclosure import protect
from panel.stats.kept_map import with_corrected_map
from panel.stats.map_as_breakdown import MAP, with_maps_as_breakdowns
from panel.stats.map_chance import beats_chance
from panel.stats.microdata import Microdata, without
from panel.stats.opinions import NO_STANCE, Stances
from panel.stats.published import Published
from panel.stats.published_map import MapReason, PublishedMap
from panel.stats.relations import Earlier, Relation
from panel.stats.safe_map import places_on_map, stances_of, with_opinion_map
from tests.stats.opinions_made import asked, camps, meaning_of, noise
from tests.stats.spotter import suspicious_numbers

SIZES = (60, 50)


@pytest.fixture(autouse=True, scope="module")
def _fewer_shuffles() -> Iterator[None]:
    """How often chance makes groups as clear is tested elsewhere; here thirty shuffles tell camps from noise."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(map_chance, "SHUFFLES", 30)
        patch.setattr(map_chance, "LARGER_AT_MOST", 0)
        yield


def shown_first(stances: Stances) -> tuple[Microdata, Published]:
    before = asked(stances)
    return before, with_opinion_map(protect(before).published, before, meaning_of(before))


@pytest.fixture(scope="module")
def first() -> tuple[Microdata, Published]:
    return shown_first(camps(SIZES, 7, sure=0.8)[0])


def second(first: tuple[Microdata, Published], gone: np.ndarray, *more: Earlier) -> Published:
    """The version after this one in which these records are taken out."""
    before, published = first
    kept = np.ones(before.size, dtype=bool)
    kept[gone] = False
    previous = [*more, Earlier(published, Relation.BEFORE, exact_size=before.size)]
    protection = corrected(before, kept, published, previous)
    after = without(before, kept)
    return with_corrected_map(
        protection.published, after, before, kept, meaning_of(before), previous=previous, weights=protection.weights
    )


def the_map(published: Published) -> PublishedMap:
    assert published.opinion_map is not None
    return published.opinion_map


def members(first: tuple[Microdata, Published], group: int) -> np.ndarray:
    before, _published = first
    found = places_on_map(stances_of(before.questions, meaning_of(before)), 10)  # type: ignore[arg-type]
    assert not isinstance(found, MapReason)
    return np.flatnonzero(found.codes == group)


@pytest.fixture(scope="module")
def later(first: tuple[Microdata, Published]) -> Published:
    """The same consultation without twenty people of the first group."""
    return second(first, members(first, 0)[:20])


def test_a_group_that_lost_enough_stays_on_the_map_and_the_other_is_as_it_was(
    first: tuple[Microdata, Published], later: Published
) -> None:
    told = later
    one, two = the_map(first[1]), the_map(told)
    assert two.shown
    assert two.groups_kept
    assert two.groups[1] == one.groups[1]
    assert two.groups[0].size == one.groups[0].size - 20
    assert two.cells == ()
    assert {each.key for each in two.statements} <= {each.key for each in one.statements}
    assert suspicious_numbers(told.to_dict()) == []
    assert Published.from_dict(told.to_dict()) == told


def test_both_maps_together_give_nobody_away(first: tuple[Microdata, Published]) -> None:
    before, published = first
    earlier = [Earlier(published, Relation.BEFORE, exact_size=before.size)]
    told = second(first, members(first, 1)[:14])
    assert the_map(told).shown
    assert weaknesses(told, earlier, exact_size=before.size - 14) == ()


def test_a_few_of_the_other_group_take_the_map_away(first: tuple[Microdata, Published]) -> None:
    """Else the difference of that group would be about three people."""
    told = second(first, np.r_[members(first, 0)[:20], members(first, 1)[:3]])
    assert told.shown
    assert the_map(told).reason is MapReason.CORRECTED


def test_the_attacker_sees_the_three_people_whom_a_careless_map_gives_away(
    first: tuple[Microdata, Published],
) -> None:
    """What the rule prevents: the groups again after three of one mind left one of them."""
    before, published = first
    gone = np.r_[members(first, 0)[:20], members(first, 1)[:3]]
    kept = np.ones(before.size, dtype=bool)
    kept[gone] = False
    careless = replace(the_map(published), groups_kept=True)
    told = replace(protect(without(before, kept)).published, opinion_map=careless)
    earlier = [Earlier(published, Relation.BEFORE, exact_size=before.size)]
    assert weaknesses(told, earlier, exact_size=before.size - gone.size)


def test_a_group_that_is_left_with_fewer_than_ten_takes_the_map_away(first: tuple[Microdata, Published]) -> None:
    assert the_map(second(first, members(first, 1)[:-5])).reason is MapReason.CORRECTED


def test_groups_that_are_no_clearer_than_chance_any_more_are_not_kept(
    first: tuple[Microdata, Published], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[np.ndarray] = []

    def not_any_more(_stances: Stances, _least: int, labels: np.ndarray) -> bool:
        asked_for.append(labels)
        return False

    monkeypatch.setattr(kept_map, "beats_chance", not_any_more)
    assert the_map(second(first, members(first, 0)[:20])).reason is MapReason.CORRECTED
    assert asked_for[0].size == sum(SIZES) - 20
    camps_, camp = camps((60, 40), 10)
    assert beats_chance(camps_, 10, camp)
    assert not beats_chance(camps_, 10, np.random.default_rng(1).permutation(camp))


def test_other_records_than_those_that_were_shown_make_no_map(first: tuple[Microdata, Published]) -> None:
    """Somebody withdrew in between: the groups do not come out as they were shown."""
    before, published = first
    fewer = without(before, np.arange(before.size) >= 12)
    assert the_map(second((fewer, published), np.arange(20))).reason is MapReason.CORRECTED


def test_after_a_withdrawal_the_groups_are_not_looked_for(first: tuple[Microdata, Published]) -> None:
    before, published = first
    kept = ~np.isin(np.arange(before.size), members(first, 0)[:20])
    earlier = [Earlier(published, Relation.BEFORE)]
    told = corrected(before, kept, published, earlier, breakdowns_known=False).published
    after = without(before, kept)
    made = with_corrected_map(told, after, before, kept, meaning_of(before), previous=earlier, groups_known=False)
    assert the_map(made).reason is MapReason.CORRECTED


def test_a_third_version_has_no_map(first: tuple[Microdata, Published], later: Published) -> None:
    before, published = first
    gone, told = members(first, 0)[:20], later
    left = without(before, ~np.isin(np.arange(before.size), gone))
    third = second((left, told), np.arange(30), Earlier(published, Relation.BEFORE, exact_size=before.size))
    assert the_map(third).reason is MapReason.CORRECTED


def test_who_is_not_on_the_map_is_a_group_too() -> None:
    stances, _camp = camps(SIZES, 7, sure=0.8)
    stances[:14, 3:] = NO_STANCE
    whole = shown_first(stances)
    assert the_map(whole[1]).left_out
    few = members(whole, 2)[:4]
    assert the_map(second(whole, np.r_[members(whole, 0)[:15], few])).reason is MapReason.CORRECTED


def test_a_first_map_may_come_after_a_version_without_one() -> None:
    stances, _camp = camps(SIZES, 7, sure=0.8)
    whole = shown_first(np.r_[stances, noise(300, 7, 1)])
    hidden = replace(whole[1], opinion_map=PublishedMap(shown=False, reason=MapReason.NO_GROUPS))
    told = second((whole[0], hidden), np.arange(110, 410))
    assert the_map(told).shown
    assert not the_map(told).groups_kept


def test_kept_groups_are_one_breakdown_in_both_versions(first: tuple[Microdata, Published], later: Published) -> None:
    new, (old,) = with_maps_as_breakdowns(later, (Earlier(first[1], Relation.BEFORE),))
    assert [one.key for one in new.breakdowns] == [one.key for one in old.published.breakdowns] == [MAP]
    own, (old,) = with_maps_as_breakdowns(first[1], (Earlier(first[1], Relation.BEFORE),))
    assert own.breakdowns[0].key != old.published.breakdowns[0].key
