"""A corrected version of weighted figures is weighed again where the proof can know the weights of both versions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from panel.stats.attack import Kind, weaknesses
from panel.stats.correction import TooFewRemovedError
from panel.stats.disclosure import Protection
from panel.stats.microdata import Breakdown, Microdata, SingleChoice, without
from panel.stats.published import Published
from panel.stats.publishing import publish
from panel.stats.relations import Earlier, Relation
from panel.stats.weighted_correction import _both, corrected_and_weighed
from panel.stats.weighted_outcome import PopulationCounts
from panel.stats.weighted_protection import weighed_and_protected
from tests.stats.builders import by_cells, random_consultation

HALF = [PopulationCounts("age", {"young": 500, "old": 500}, "CBS", "2026-01-01")]
CELLS = {"young": {"yes": 90, "no": 40}, "old": {"yes": 90, "no": 210}}
MIXED = np.r_[:20, 90:100]
"""Twenty young people who said yes, ten who said no."""


def first() -> tuple[Microdata, Published]:
    microdata = by_cells("bus", "age", CELLS)
    return microdata, weighed_and_protected(microdata, HALF, sampled=True).published


def again(microdata: Microdata, latest: Published, gone: np.ndarray, *more: Earlier) -> Protection | None:
    kept = np.ones(microdata.size, dtype=bool)
    kept[gone] = False
    earlier = [*more, Earlier(latest, Relation.BEFORE, exact_size=microdata.size)]
    return corrected_and_weighed(microdata, HALF, kept, latest, earlier, sampled=True)


def test_what_is_left_is_weighed_to_the_same_figures_and_split_again() -> None:
    microdata, latest = first()
    made = again(microdata, latest, MIXED)
    assert made is not None
    told = made.published
    assert told.weighted
    assert told.size == 400
    assert [one.key for one in told.breakdowns if one.shown] == ["age"]
    assert told.weighting is not None
    assert told.weighting.stopped is None
    assert told.weighting.margins[0].source == "CBS"
    assert latest.weighting is not None
    assert told.weighting.heaviest != latest.weighting.heaviest
    assert Published.from_dict(told.to_dict()) == told


def test_thirty_who_said_the_same_take_the_breakdown_away() -> None:
    """Before and after, what the young weighed tells what the thirty said."""
    microdata, latest = first()
    made = again(microdata, latest, np.arange(30))
    assert made is not None
    assert made.published.weighted
    assert [one.key for one in made.published.breakdowns if one.shown] == []


def test_a_breakdown_of_which_a_group_lost_a_few_is_left_out() -> None:
    microdata, latest = first()
    made = again(microdata, latest, np.r_[MIXED, 400:404])
    assert made is not None
    assert made.published.weighted
    assert [one.key for one in made.published.breakdowns if one.shown] == []


def test_the_attacker_who_knows_both_weighings_finds_nothing() -> None:
    microdata, latest = first()
    made = again(microdata, latest, MIXED)
    assert made is not None
    earlier = [Earlier(latest, Relation.BEFORE, exact_size=microdata.size)]
    assert weaknesses(made.published, earlier, exact_size=400, weights=made.weights) == ()


def test_the_attacker_who_knows_both_weighings_sees_who_was_taken_out() -> None:
    """Twelve people said the same and went: in weights of one size the two versions tell."""
    said = np.array([0] * 12 + [1] * 94 + [0] * 94, dtype=np.int16)
    codes = np.arange(200, dtype=np.int16) % 2
    before = Microdata(200, (SingleChoice("bus", ("yes", "no"), said),), (Breakdown("age", ("young", "old"), codes),))
    kept = np.arange(200) >= 12
    then, now = np.ones(200), np.ones(188)
    one = replace(before, weights=then)
    careless, latest = publish(replace(without(before, kept), weights=now), 10), publish(one, 10)
    # Numbers that are no multiple of five are read as exact.
    exact = [_exact(published, yes, no) for published, yes, no in ((careless, 94, 94), (latest, 106, 94))]
    earlier = [Earlier(exact[1], Relation.BEFORE, exact_size=200)]
    known = _both(before, kept, then, now)
    found = weaknesses(exact[0], earlier, exact_size=188, weights=known)
    assert Kind.UNANIMOUS in {each.kind for each in found}
    assert weaknesses(exact[0], earlier, exact_size=188, weights=replace(known, before=None)) == ()


def _exact(published: Published, *counts: int) -> Published:
    (question,) = published.questions
    assert question.table is not None
    options = tuple(
        replace(option, count=count, rest=None) for option, count in zip(question.table.options, counts, strict=True)
    )
    return replace(
        published,
        breakdowns=(),
        questions=(replace(question, splits=(), table=replace(question.table, options=options)),),
    )


def test_records_that_do_not_give_the_same_outcome_again_cannot_be_proven() -> None:
    """Backgrounds became coarser, or somebody withdrew: then the weights of before are not known."""
    microdata, latest = first()
    coarser = replace(microdata, breakdowns=(replace(microdata.breakdowns[0], codes=np.full(430, -1, np.int16)),))
    assert again(coarser, latest, np.arange(30)) is None
    assert again(without(microdata, np.arange(430) >= 9), latest, np.arange(30)) is None


def test_a_correction_is_not_corrected_once_more() -> None:
    microdata, latest = first()
    made = again(microdata, latest, np.arange(30))
    assert made is not None
    left = without(microdata, np.arange(430) >= 30)
    assert again(left, made.published, np.arange(30), Earlier(latest, Relation.BEFORE)) is None


def test_what_is_left_must_be_fit_to_be_weighed() -> None:
    microdata, latest = first()
    assert again(microdata, latest, np.arange(118)) is None


def test_fewer_than_ten_records_are_never_taken_out() -> None:
    microdata, latest = first()
    with pytest.raises(TooFewRemovedError):
        again(microdata, latest, np.arange(9))


@pytest.mark.parametrize("seed", range(8))
def test_corrected_weighted_consultations_hold_against_the_attacker(seed: int) -> None:
    rng = np.random.default_rng(seed)
    microdata = replace(random_consultation(seed, 300), weights=None)
    figures = [
        PopulationCounts(one.key, {key: int(rng.integers(2, 4) * 1000) for key in one.classes}, "CBS", "2026-01-01")
        for one in microdata.breakdowns
    ]
    latest = weighed_and_protected(microdata, figures).published
    kept = np.ones(microdata.size, dtype=bool)
    kept[rng.choice(microdata.size, max(10, microdata.size // 4), replace=False)] = False
    earlier = [Earlier(latest, Relation.BEFORE, exact_size=microdata.size)]
    made = corrected_and_weighed(microdata, figures, kept, latest, earlier, sampled=False)
    if made is not None:
        assert weaknesses(made.published, earlier, exact_size=int(kept.sum()), weights=made.weights) == ()
