"""Margins against published examples, and from rounded values only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.stats.margins import finite_correction, margin_of_error, may_speak_for_municipality, wilson_interval


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


def test_half_of_a_small_town_that_answered_leaves_half_of_the_chance() -> None:
    # n = 600 is at least 598 of 1,200: 1 - 598/1200 = 0.501667. Worth 600 / 0.501667 = 1196.01; by hand with Wilson:
    # 1.959964 x sqrt(0.25/1196.01 + 3.841459/(4 x 1196.01^2)) / (1 + 3.841459/1196.01) = 0.028291.
    correction = finite_correction(600, 1200)
    assert correction == pytest.approx(0.501667, abs=1e-6)
    interval = margin_of_error(300, 600, n_eff=600 / correction)
    assert (interval.low, interval.high) == pytest.approx((0.471709, 0.528291), abs=1e-6)


@pytest.mark.parametrize(
    ("size", "frame", "expected"),
    [
        (600, None, 1.0),
        # 598 of 11,960 is 5% exactly: left out; one person fewer in the frame is above it.
        (600, 11960, 1.0),
        (600, 11959, 1 - 598 / 11959),
        # A frame that is not larger than who answered is not the frame.
        (600, 600, 1.0),
        (600, 100, 1.0),
        (0, 100, 1.0),
    ],
)
def test_the_frame_counts_from_five_percent_on(size: int, frame: int | None, expected: float) -> None:
    assert finite_correction(size, frame) == pytest.approx(expected)
