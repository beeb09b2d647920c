"""The map that may be shown has real groups of ten and more, areas instead of people, and proven figures only."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from panel.stats import safe_map
from panel.stats.attack import weaknesses
from panel.stats.disclosure import protect
from panel.stats.map_areas import area_of, crowded_places, on_the_map
from panel.stats.map_as_breakdown import MAP, with_map_as_breakdown
from panel.stats.map_chance import beats_chance
from panel.stats.microdata import Microdata
from panel.stats.opinions import AGREE, NO_STANCE, Stances, divisions, place
from panel.stats.published import Published
from panel.stats.published_map import NOT_ON_MAP, SIDE, UNIT, MapReason, PublishedMap
from panel.stats.relations import Earlier, Relation
from panel.stats.safe_map import enough_answers, proven_map, with_opinion_map
from panel.stats.weights_known import known_of
from tests.stats.opinions_made import asked, camps, meaning_of, noise
from tests.stats.spotter import suspicious_numbers


def mapped(stances: Stances, **codes: np.ndarray) -> tuple[Published, Microdata]:
    microdata = asked(stances, **codes)
    return with_opinion_map(protect(microdata).published, microdata, meaning_of(microdata)), microdata


@pytest.fixture(scope="module")
def shown() -> tuple[Published, Microdata]:
    stances, camp = camps((70, 50, 40), 10, missing=0.12)
    return mapped(stances, quarter=np.asarray(camp > 1, dtype=np.int16))


def the_map(published: Published) -> PublishedMap:
    assert published.opinion_map is not None
    return published.opinion_map


def test_camps_are_shown_as_groups_of_ten_and_more(shown: tuple[Published, Microdata]) -> None:
    found = the_map(shown[0])
    assert found.shown
    assert [one.key for one in found.groups] == ["A", "B", "C"]
    assert all(one.size >= 10 for one in found.groups)
    assert len(found.statements) >= 5


def test_no_number_on_the_map_is_exact(shown: tuple[Published, Microdata]) -> None:
    assert suspicious_numbers(shown[0].to_dict()) == []


def test_the_map_comes_back_from_storage(shown: tuple[Published, Microdata]) -> None:
    assert Published.from_dict(json.loads(json.dumps(shown[0].to_dict()))) == shown[0]


def test_an_outcome_from_before_there_were_maps_can_be_read(shown: tuple[Published, Microdata]) -> None:
    stored = shown[0].to_dict()
    del stored["opinion_map"]
    assert Published.from_dict(stored).opinion_map is None


def test_the_attacker_finds_nothing_with_the_map_in_hand(shown: tuple[Published, Microdata]) -> None:
    published, microdata = shown
    assert weaknesses(published, exact_size=microdata.size) == ()


def test_no_map_where_it_would_give_pairs_away_that_were_weighed_together(
    shown: tuple[Published, Microdata], monkeypatch: pytest.MonkeyPatch
) -> None:
    published, microdata = shown
    assert published.opinion_map
    asked_of = len(published.opinion_map.statements)
    known = known_of(microdata, np.ones(microdata.size))
    proven = proven_map(published, asked_of, (), microdata.size, None)
    assert proven.opinion_map
    assert proven.opinion_map.shown
    monkeypatch.setattr(safe_map, "pairs_are_safe", lambda *_, weights, **__: weights is not known)
    monkeypatch.setattr(safe_map, "weaknesses", lambda *_, **__: ())
    refused = proven_map(published, asked_of, (), microdata.size, known).opinion_map
    assert refused == PublishedMap(shown=False, reason=MapReason.PROOF)


def test_the_attacker_reads_the_figures_of_the_groups(shown: tuple[Published, Microdata]) -> None:
    """A group of one mind is a weakness, also when only the map says so."""
    published, microdata = shown
    folded = with_map_as_breakdown(published)
    key = the_map(published).statements[0].key
    assert folded.question(key).split(MAP) is not None
    assert sum(one.size for one in folded.breakdown(MAP).groups) == pytest.approx(microdata.size, abs=10)
    alone = replace(the_map(published), groups=tuple(replace(one, size=5) for one in the_map(published).groups))
    assert weaknesses(replace(published, opinion_map=alone), exact_size=microdata.size)


def test_who_is_not_on_the_map_is_nobody_or_ten(shown: tuple[Published, Microdata]) -> None:
    stances, _camp = camps((40, 30), 10)
    stances[:3, :8] = NO_STANCE
    without = ~enough_answers(stances, 10)
    assert without[:3].all()
    # Three answered the last two statements only: ten more make ten who answered each.
    assert without.sum() == 13
    assert ((stances[without] != NO_STANCE).sum(axis=0) >= 10).all()
    stances, _camp = camps((40, 30), 10)
    assert enough_answers(stances, 10).all()
    groups = {one.key for one in with_map_as_breakdown(shown[0]).breakdown(MAP).groups}
    assert (NOT_ON_MAP in groups) == bool(the_map(shown[0]).left_out)


def test_noise_gives_no_groups() -> None:
    """Without the comparison with chance every one of these would show groups; one in twenty still may."""
    made = [noise(60, 8, seed) for seed in range(6)]
    assert all(len(divisions(place(stances))) == 4 for stances in made)
    reasons = [the_map(mapped(stances)[0]).reason for stances in made]
    assert reasons.count(MapReason.NO_GROUPS) >= 5


def test_camps_beat_chance() -> None:
    assert beats_chance(camps((45, 35), 10)[0])


def test_fewer_than_seven_statements_make_no_map() -> None:
    published, _microdata = mapped(camps((40, 40), 6)[0])
    assert published.opinion_map is None


def test_too_few_people_with_enough_answers_make_no_map() -> None:
    stances, _camp = camps((20, 20), 10)
    stances[12:, 2:] = NO_STANCE
    published, _microdata = mapped(stances)
    assert the_map(published).reason is MapReason.TOO_FEW_PEOPLE


def test_a_next_version_has_no_map(shown: tuple[Published, Microdata]) -> None:
    published, microdata = shown
    later = Microdata(microdata.size, microdata.questions)
    again = with_opinion_map(
        protect(later).published, later, meaning_of(later), previous=[Earlier(published, Relation.BEFORE)]
    )
    assert again.opinion_map is None


@pytest.mark.parametrize("sizes", [(200, 150), (700, 900)])
def test_crowded_places_hold_ten_who_differ_and_leave_nobody_or_ten(sizes: tuple[int, ...]) -> None:
    stances, _camp = camps(sizes, 9, sure=0.75)
    points = np.clip(on_the_map(place(stances)), 0, SIDE - 1e-9)
    cells = crowded_places(points, stances, 10)
    assert cells
    covered = np.zeros(len(points), dtype=int)
    for cell in cells:
        x, y = points.T
        inside = (x >= cell.x) & (x < cell.x + cell.wide) & (y >= cell.y) & (y < cell.y + cell.high)
        covered += inside
        assert inside.sum() >= 10
        assert abs(int(inside.sum()) - cell.count) <= 2
        assert all(len(np.unique(column)) > 1 for column in stances[inside].T)
    assert covered.max() == 1
    assert (covered == 0).sum() == 0 or (covered == 0).sum() >= 10


def test_a_statement_on_which_all_agree_leaves_no_crowded_places() -> None:
    stances, _camp = camps((100, 80), 9)
    stances[:, 0] = AGREE
    assert crowded_places(on_the_map(place(stances)), stances, 10) == ()


def test_an_area_is_a_rounded_ellipse() -> None:
    rng = np.random.default_rng(5)
    turned = np.array([[np.cos(np.pi / 4), -np.sin(np.pi / 4)], [np.sin(np.pi / 4), np.cos(np.pi / 4)]])
    points = rng.normal(size=(4000, 2)) * [UNIT, UNIT / 4] @ turned.T + [70, 90]
    area = area_of(points)
    assert (area.x, area.y, area.turn) == (70, 90, 45)
    assert (area.long, area.short) == (30, 10)
