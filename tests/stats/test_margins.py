"""Margins against published examples, and from rounded values only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.stats.margins import margin_of_error, may_speak_for_municipality, wilson_interval


def test_wilson_for_half_of_a_hundred() -> None:
    interval = wilson_interval(0.5, 100)
    assert (interval.low, interval.high) == pytest.approx((0.40383, 0.59617), abs=1e-5)


def test_wilson_for_nobody_of_ten_does_not_shrink_to_nothing() -> None:
    interval = wilson_interval(0.0, 10)
    assert (interval.low, interval.high) == pytest.approx((0.0, 0.27753), abs=1e-5)


def test_a_smaller_effective_sample_gives_a_wider_margin() -> None:
    plain, weighted = margin_of_error(300, 600), margin_of_error(300, 600, n_eff=400.0)
    assert weighted.low < plain.low < plain.high < weighted.high
    assert plain.whole_percents() == (46, 54)


@pytest.mark.parametrize(("count", "size"), [(301, 600), (300, 601), (0, 0), (-5, 600)])
def test_unrounded_or_impossible_numbers_are_refused(count: int, size: int) -> None:
    with pytest.raises(ValueError, match="margin"):
        margin_of_error(count, size)


@given(st.floats(0, 1), st.floats(1, 100_000))
def test_the_share_lies_inside_its_interval(share: float, n: float) -> None:
    interval = wilson_interval(share, n)
    assert 0 <= interval.low <= share <= interval.high <= 1


@pytest.mark.parametrize(("size", "may"), [(470, False), (475, False), (480, True)])
def test_nothing_is_said_about_the_municipality_below_475_answers(size: int, may: bool) -> None:
    assert may_speak_for_municipality(size) is may
