"""Weighted figures are published with how they came about, by the stop rules, and never break the proof."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from panel.stats.attack import Kind, weaknesses
from panel.stats.correction import corrected
from panel.stats.microdata import Breakdown, Microdata, SingleChoice
from panel.stats.published import Published
from panel.stats.published_weighting import StopReason
from panel.stats.publishing import publish
from panel.stats.relations import Earlier, Relation
from panel.stats.weighted_outcome import PopulationCounts, weigh_microdata
from panel.stats.weighted_protection import still_not_weighed, weighed_and_protected
from panel.stats.weights_known import weights_known
from tests.stats.builders import by_cells, random_consultation

HALF = [PopulationCounts("age", {"young": 500, "old": 500}, "CBS", "2026-01-01")]


def test_a_weighted_share_by_hand() -> None:
    # 100 young people (80 yes) and 300 old people (90 yes), where there are as many of both: (80% + 30%) / 2 = 55%.
    cells = {"young": {"yes": 80, "no": 20}, "old": {"yes": 90, "no": 210}}
    published = weighed_and_protected(by_cells("bus", "age", cells), HALF, sampled=True).published
    table = published.question("bus").table
    assert table is not None
    assert [(one.key, one.count, one.share) for one in table.options] == [("yes", 220, 55), ("no", 180, 45)]
    told = published.weighting
    assert told is not None
    # Weights 2 and 2/3; 400 answers are worth 400^2 / (100 x 4 + 300 x 4/9) = 300.
    assert (told.lightest, told.heaviest, told.effective_size, told.design_effect) == (7, 20, 300, 14)
    assert [(one.group, one.population) for one in told.margins[0].groups] == [("young", 50), ("old", 50)]
    assert Published.from_dict(published.to_dict()) == published


def test_within_a_group_of_equal_weights_nothing_changes() -> None:
    cells = {"young": {"yes": 80, "no": 20}, "old": {"yes": 90, "no": 210}}
    split = weighed_and_protected(by_cells("bus", "age", cells), HALF).published.question("bus").splits[0]
    assert [option.count for group in split.groups if group.table for option in group.table.options] == [
        80,
        20,
        90,
        210,
    ]


def test_a_sample_knows_its_frame_from_figures_that_count_it_and_takes_the_most() -> None:
    cells = {"young": {"yes": 80, "no": 20}, "old": {"yes": 90, "no": 210}}
    microdata = by_cells("bus", "age", cells)
    counted = [replace(HALF[0], count_frame=True)]
    known = weighed_and_protected(microdata, counted, sampled=True).published
    assert known.weighting is not None
    assert known.weighting.frame == 1000
    assert Published.from_dict(known.to_dict()) == known
    for figures, sampled in ((HALF, True), (counted, False)):
        told = weighed_and_protected(microdata, figures, sampled=sampled).published.weighting
        assert told is not None
        assert told.frame is None
    stopped = [PopulationCounts("age", {"young": 990, "old": 10}, "CBS", "2026-01-01", count_frame=True)]
    unweighted = weighed_and_protected(microdata, stopped, sampled=True).published.weighting
    assert unweighted is not None
    assert (unweighted.stopped is not None, unweighted.frame) == (True, 1000)


def test_an_outcome_from_before_the_frame_was_kept_is_read_without_it() -> None:
    cells = {"young": {"yes": 80, "no": 20}, "old": {"yes": 90, "no": 210}}
    stored = weighed_and_protected(by_cells("bus", "age", cells), HALF, sampled=True).published.to_dict()
    del stored["weighting"]["frame"]
    read = Published.from_dict(stored).weighting
    assert read is not None
    assert read.frame is None


def test_an_interval_uses_what_the_margins_explain() -> None:
    cells = {"young": {"yes": 190, "no": 10}, "old": {"yes": 60, "no": 540}}
    told = weighed_and_protected(by_cells("bus", "age", cells), HALF, sampled=True).published.weighting
    assert told is not None
    assert told.effect("bus", "yes") < (told.design_effect or 0) / 10
    panel = weighed_and_protected(by_cells("bus", "age", cells), HALF).published.weighting
    assert panel is not None
    assert panel.effects == ()


@pytest.mark.parametrize(
    ("cells", "counts", "reason"),
    [
        ({"young": {"yes": 12}, "old": {"no": 188}}, {"young": 350, "old": 650}, StopReason.TOO_HEAVY),
        ({"young": {"yes": 20}, "old": {"no": 80}}, {"young": 700, "old": 300}, StopReason.NOT_FITTING),
        ({"young": {"yes": 20}, "old": {"no": 80}}, {"young": 0, "old": 300}, StopReason.EMPTY_CLASS),
    ],
)
def test_stop_rules_lead_to_an_unweighted_outcome_that_says_why(
    cells: dict[str, dict[str, int]], counts: dict[str, int], reason: StopReason
) -> None:
    figures = [PopulationCounts("age", counts, "CBS", "2026-01-01")]
    published = weighed_and_protected(by_cells("bus", "age", cells), figures).published
    assert not published.weighted
    assert published.weighting is not None
    assert published.weighting.stopped is reason
    assert published.weighting.heaviest is None


def test_figures_without_every_class_are_not_used() -> None:
    figures = [PopulationCounts("age", {"young": 500}, "CBS", "2026-01-01")]
    published = weighed_and_protected(by_cells("bus", "age", {"young": {"y": 40}, "old": {"n": 40}}), figures).published
    assert not published.weighted
    assert published.weighting is None


def test_no_class_under_ten_is_named_by_its_population() -> None:
    cells = {name: {"yes": 3, "no": 3} for name in ("tiny", "small")}
    cells |= {name: {"yes": 60, "no": 60} for name in ("young", "old")}
    figures = [PopulationCounts("age", {"tiny": 50, "small": 50, "young": 450, "old": 450}, "CBS", "2026-01-01")]
    told = weighed_and_protected(by_cells("bus", "age", cells), figures).published.weighting
    assert told is not None
    assert not {"tiny", "small"} & {one.group for one in told.margins[0].groups}


def test_an_attacker_who_knows_the_weights_sees_through_a_heavy_group() -> None:
    # Everybody but one heavy person said yes; "bijna iedereen" of the whole leaves room for one at most in that group.
    codes = np.array([0] * 12 + [1] * 188)
    said = np.zeros(200, dtype=np.int16)
    said[0] = 1
    weights = np.where(codes == 0, 2.4, (200 - 12 * 2.4) / 188)
    microdata = Microdata(
        200, (SingleChoice("bus", ("yes", "no"), said),), (Breakdown("age", ("young", "old"), codes),), weights
    )
    published = publish(microdata, 10)
    blind = weaknesses(published, exact_size=200)
    knowing = weaknesses(published, exact_size=200, weights=weights_known(microdata))
    assert not blind
    assert {one.kind for one in knowing} == {Kind.UNANIMOUS}


@pytest.mark.parametrize("seed", range(12))
def test_what_is_published_of_weighted_consultations_holds_against_the_attacker(seed: int) -> None:
    microdata = replace(random_consultation(seed, 400), weights=None)
    rng = np.random.default_rng(seed)
    figures = [
        PopulationCounts(one.key, {key: int(rng.integers(1, 5) * 1000) for key in one.classes}, "CBS", "2026-01-01")
        for one in microdata.breakdowns
    ]
    published = weighed_and_protected(microdata, figures).published
    if published.weighting is not None:
        assert published.weighting.heaviest is None or published.weighting.heaviest <= 30
    weighed = weigh_microdata(microdata, figures)
    known = None if weighed is None else weights_known(weighed.microdata)
    if published.shown:
        assert not weaknesses(published, exact_size=microdata.size, weights=known)
        assert not weaknesses(published, exact_size=microdata.size)


def test_a_correction_of_figures_that_could_not_be_weighed_says_why_again() -> None:
    cells = {"young": {"yes": 20, "no": 10}, "old": {"yes": 90, "no": 210}}
    microdata = by_cells("bus", "age", cells)
    latest = weighed_and_protected(microdata, HALF, sampled=True).published
    assert not latest.weighted
    kept = ~np.isin(np.arange(microdata.size), np.r_[100:110, 160:170])
    made = corrected(microdata, kept, latest, [Earlier(latest, Relation.BEFORE)])
    told = still_not_weighed(made, latest).published
    assert told.weighting is not None
    assert told.weighting.stopped is StopReason.TOO_HEAVY
    assert Published.from_dict(told.to_dict()) == told
