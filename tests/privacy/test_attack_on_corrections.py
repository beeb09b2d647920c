"""Corrected versions of weighted outcomes and of maps are attacked with all that was shown before, as read from files.

The attacker knows the weights of both versions, how many people took part, and which groups of a map were kept. A few
run always; 80 in two tests (marked `attack`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from panel.stats import map_chance
from panel.stats.attack import weaknesses
from panel.stats.map_as_breakdown import with_maps_as_breakdowns
from tests.privacy.attacked_house import House
from tests.privacy.corrected_stories import KINDS, corrected_story
from tests.privacy.facts import facts_of, written_back
from tests.stats.second_attacker import certain_findings
from tests.stats.spotter import suspicious_numbers

A_FEW, ALL = range(4), range(80)
AT_ONCE = 40


@pytest.fixture(autouse=True)
def _fewer_shuffles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether chance makes groups as clear is tested elsewhere."""
    monkeypatch.setattr(map_chance, "SHUFFLES", 20)
    monkeypatch.setattr(map_chance, "LARGER_AT_MOST", 0)


def attack(house: House, seed: int) -> Counter[str]:
    """Attack every version of a story; return how many there were, and what is in the later one."""
    told, found = corrected_story(seed), Counter[str]()
    house.tell(told)
    for shown in told.shown:
        where = f"story {seed}, {told.kind}, for {shown.audience}"
        # How it was weighed is told in tenths and percents, as rule 9 allows.
        stored = replace(shown.published, weighting=None).to_dict()
        assert suspicious_numbers(stored) == [], where
        assert certain_findings(stored) == [], where
        published, earlier = with_maps_as_breakdowns(shown.published, shown.earlier)
        seen = house.read(shown, ("PAGE", "CSV", ("API", "XLSX", "SAV")[seed % 3]))
        assert seen.items() <= facts_of(shown.published).items(), where
        read = written_back(seen, published)
        assert weaknesses(read, earlier, exact_size=shown.exact_size, weights=shown.weights) == (), where
        drawn = shown.published.opinion_map
        later = "later " if shown.earlier else "first "
        found[later + told.kind] += 1
        found[later + "split"] += bool(shown.published.weighted and any(one.splits for one in published.questions))
        found[later + "map"] += bool(drawn and drawn.shown)
    return found


def test_nothing_follows_from_two_versions(house: House) -> None:
    found = sum((attack(house, seed) for seed in A_FEW), Counter[str]())
    assert {f"first {kind}" for kind in KINDS} | {f"later {kind}" for kind in KINDS} <= set(found)


@pytest.mark.attack
@pytest.mark.parametrize("first", ALL[::AT_ONCE])
def test_nothing_follows_from_two_versions_of_80_consultations(house: House, first: int) -> None:
    found = sum((attack(house, seed) for seed in ALL[first : first + AT_ONCE]), Counter[str]())
    assert found["later corrected weighted"] >= 15
    assert found["later split"] >= 3
    assert found["first map"] >= 8
    assert found["later map"] >= 2
