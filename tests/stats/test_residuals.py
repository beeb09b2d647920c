"""What the margins explain is not left to chance, and the rest is: standard errors from weighted residuals."""

from __future__ import annotations

import numpy as np
import pytest

from panel.stats.kish import effective_size
from panel.stats.residuals import Residuals
from panel.stats.weighing import weigh
from tests.stats.weighing_examples import margin, reference_figures, reference_margins, rows_of


def test_an_unweighted_mean_has_the_standard_error_of_the_textbook() -> None:
    values = np.array([1.0, 2.0, 3.0, 6.0])
    found = Residuals(np.ones(4), []).mean(values)
    # Mean 3, deviations -2, -1, 0, 3: variance 14/3, over 4.
    assert found.mean == 3.0
    assert found.standard_error == pytest.approx((14 / 3 / 4) ** 0.5)


def test_a_frame_that_is_half_asked_halves_the_variance() -> None:
    values = np.array([1.0, 2.0, 3.0, 6.0])
    whole, half = Residuals(np.ones(4), []).mean(values), Residuals(np.ones(4), [], frame=8).mean(values)
    assert half.standard_error == pytest.approx(whole.standard_error / 2**0.5)


def test_a_share_by_hand_with_one_margin() -> None:
    # Two strata of two: weights 0.5 and 1.5. In each one of two said yes, so residuals are all half.
    groups = [np.array([0, 0, 1, 1], dtype=np.int16)]
    found = Residuals(np.array([0.5, 0.5, 1.5, 1.5]), groups).share(np.array([True, False, True, False]))
    # Variance 4/3 x sum (w/4 x 1/2)^2 = 4/3 x (2 x 0.0625^2 + 2 x 0.1875^2) = 0.104167; n_eff = 0.25 / 0.104167.
    assert found.share == 0.5
    assert found.standard_error**2 == pytest.approx(4 / 3 * (2 * 0.0625**2 + 2 * 0.1875**2))
    assert found.effective_size == pytest.approx(2.4)
    assert found.design_effect == pytest.approx(4 / 2.4)


def test_an_answer_that_follows_the_margin_is_surer_than_kish_says() -> None:
    rng = np.random.default_rng(3)
    age = rng.choice(2, 800, p=[0.25, 0.75])
    weighed = weigh([margin("age", {"young": 1, "old": 1}, age)])
    said = rng.random(800) < np.where(age == 0, 0.9, 0.1)
    found = Residuals(weighed.weights, weighed.groups).share(said)
    assert found.effective_size > 1.5 * effective_size(weighed.weights)


@pytest.mark.parametrize("answer", [False, True])
def test_where_everybody_agrees_kish_counts(answer: bool) -> None:
    weights = np.array([0.5, 1.0, 1.5, 1.0])
    found = Residuals(weights, [np.array([0, 0, 1, 1], dtype=np.int16)]).share(np.full(4, answer))
    assert found.share == float(answer)
    assert found.effective_size == pytest.approx(effective_size(weights))
    assert found.interval().low < found.interval().high


def test_a_group_rests_on_its_own_people() -> None:
    rng = np.random.default_rng(4)
    inside, said = rng.random(600) < 0.3, rng.random(600) < 0.4
    found = Residuals(np.ones(600), []).share(said, inside)
    assert found.people == int(inside.sum())
    assert found.share == pytest.approx(said[inside].mean())
    assert found.effective_size == pytest.approx(found.people, rel=0.02)


def test_nobody_has_no_share() -> None:
    with pytest.raises(ValueError, match="people"):
        Residuals(np.ones(3), []).share(np.ones(3, dtype=bool), np.zeros(3, dtype=bool))


def test_the_reference_standard_errors_come_back() -> None:
    figures, sample = reference_figures(), rows_of("apisrs.csv")
    weighed = weigh(reference_margins(), bounds=None, merge_below=0)
    residuals = Residuals(weighed.weights, weighed.groups)
    mean = residuals.mean(np.array([float(row["api00"]) for row in sample]))
    assert mean.mean == pytest.approx(figures["apisrs_rake3_mean_api00"], rel=1e-9)
    assert mean.standard_error == pytest.approx(figures["apisrs_rake3_se_api00"], rel=0.01)
    share = residuals.share(np.array([row["sch.wide"] == "Yes" for row in sample]))
    assert share.share == pytest.approx(figures["apisrs_rake3_prop_schwideYes"], rel=1e-9)
    assert share.standard_error == pytest.approx(figures["apisrs_rake3_se_schwideYes"], rel=0.01)
