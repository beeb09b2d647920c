"""All that leaves of an opinion map is read back for the attacker: from the page, the chart and the sheet to read."""

from __future__ import annotations

import functools

import pytest

from panel.stats import map_chance
from panel.stats.map_as_breakdown import MAP
from tests.privacy.attacked_house import House
from tests.privacy.corrected_stories import corrected_story
from tests.privacy.facts import DisagreeError, facts_of, together
from tests.privacy.stories import Shown

SEEDS = range(1, 40, 2)
"""Every other story has statements."""


@pytest.fixture
def shown(house: House, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Return a first outcome with a map and crowded places."""
    monkeypatch.setattr(map_chance, "SHUFFLES", 20)
    monkeypatch.setattr(map_chance, "LARGER_AT_MOST", 0)
    told = corrected_story(_seed_with_a_map())
    house.tell(told)
    return told.shown[0]


@functools.cache
def _seed_with_a_map() -> int:
    for seed in SEEDS:
        drawn = corrected_story(seed).shown[0].published.opinion_map
        if drawn is not None and drawn.shown and drawn.cells:
            return seed
    raise AssertionError("no story with a map")


def test_page_and_chart_tell_the_whole_map_and_nothing_else(house: House, shown: Shown) -> None:
    frozen = facts_of(shown.published)
    of_map = {fact: told for fact, told in frozen.items() if MAP in fact or fact[0] == "CROWD"}
    assert {fact[0] for fact in of_map} >= {"CROWD", "GROUP", "SHARE"}
    seen = house.read(shown, ("PAGE",))
    assert seen.items() <= frozen.items()
    assert {fact for fact in of_map if fact[0] in ("CROWD", "GROUP", "SHARE", "EDGE")} <= seen.keys()


def test_the_workbook_tells_its_groups_on_both_sheets(house: House, shown: Shown) -> None:
    frozen, seen = facts_of(shown.published), house.read(shown, ("XLSX",))
    assert seen.items() <= frozen.items()
    assert {fact for fact in frozen if MAP in fact} <= seen.keys()


def test_a_crowded_place_that_two_views_tell_differently_is_noticed(house: House, shown: Shown) -> None:
    seen = house.read(shown, ("PAGE",))
    crowd = next(fact for fact in seen if fact[0] == "CROWD")
    with pytest.raises(DisagreeError):
        together(seen, {crowd: 5})
