"""Rounded counts, units, shares that add up, and words at the edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.stats.published_tables import Edge, Unit
from panel.stats.rounding import (
    largest_remainder,
    round_to_five,
    safe_count,
    several_table,
    single_table,
    steps_in,
    unit_for,
)


@pytest.mark.parametrize(("people", "shown"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (12, 10), (612, 610)])
def test_people_are_rounded_to_the_nearest_five(people: int, shown: int) -> None:
    assert round_to_five(people) == shown


@pytest.mark.parametrize(
    ("size", "unit"),
    [(10, Unit.TENTHS), (45, Unit.TENTHS), (50, Unit.PERCENT_5), (295, Unit.PERCENT_5), (300, Unit.PERCENT)],
)
def test_small_tables_get_coarse_shares(size: int, unit: Unit) -> None:
    assert unit_for(size) is unit


def test_three_equal_thirds_add_up_to_ten() -> None:
    assert largest_remainder([10, 10, 10], 10) == [4, 3, 3]


def test_shares_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        largest_remainder([0, 0], 10)


@given(st.lists(st.integers(0, 400).map(lambda five: 5 * five), min_size=1, max_size=12).filter(any))
def test_shares_add_up_and_stay_within_one_step_of_the_truth(counts: list[int]) -> None:
    shares = largest_remainder(counts, 20)
    assert sum(shares) == 20
    assert all(abs(share - 20 * count / sum(counts)) < 1 for share, count in zip(shares, counts, strict=True))
    assert all(share == 0 for share, count in zip(shares, counts, strict=True) if count == 0)


@given(st.lists(st.integers(0, 900), min_size=1, max_size=8).filter(lambda counts: sum(counts) >= 10))
def test_a_single_choice_table_shows_only_fives_and_steps(counts: list[int]) -> None:
    table = single_table([str(index) for index in range(len(counts))], [float(n) for n in counts], sum(counts))
    if table is None:
        assert all(count <= 2 for count in counts)
        return
    steps, step = steps_in(table.unit)
    assert all(option.count is not None and option.count % 5 == 0 for option in table.options)
    assert all(option.share % step == 0 for option in table.options)
    whole = sum(option.share for option in table.options)
    alone = sum(1 for option in table.options if option.count) == 1
    everyone = any(option.edge is Edge.EVERYONE for option in table.options)
    assert whole == (steps - 1 if alone and not everyone else steps) * step


def test_eight_of_twelve_is_not_everyone_although_both_round_to_ten() -> None:
    table = single_table(["YES", "NO"], [8.0, 4.0], 12)
    assert table is not None
    assert [(option.share, option.edge) for option in table.options] == [(7, None), (3, None)]


def test_eight_of_twelve_with_scattered_others_stops_short_of_the_whole() -> None:
    table = single_table(["A", "B", "C"], [8.0, 2.0, 2.0], 12)
    assert table is not None
    assert [(option.share, option.edge) for option in table.options] == [(9, None), (0, Edge.NOBODY), (0, Edge.NOBODY)]


@pytest.mark.parametrize("size", [10, 100, 1000])
def test_all_but_two_read_as_everyone_at_every_size(size: int) -> None:
    table = single_table(["YES", "NO"], [size - 2.0, 2.0], size)
    assert table is not None
    assert [option.edge for option in table.options] == [Edge.EVERYONE, Edge.NOBODY]


def test_a_question_in_which_every_answer_is_rare_gives_no_table() -> None:
    assert single_table(list("abcdef"), [2.0] * 6, 12) is None


def test_a_routed_table_shows_shares_only() -> None:
    table = single_table(["YES", "NO"], [30.0, 30.0], 60, size_shown=False)
    assert table is not None
    assert table.size is None
    assert [(option.count, option.share) for option in table.options] == [(None, 50), (None, 50)]


def test_several_answers_are_shares_of_people_each_on_its_own() -> None:
    table = several_table([("A", ()), ("*OTHER", ("B", "C"))], [8.0, 12.0], 12)
    assert [(option.count, option.rest, option.share) for option in table.options] == [(10, 5, 7), (10, 0, 10)]
    assert table.options[1].merged == ("B", "C")


@pytest.mark.parametrize(
    ("people", "shown"), [(0, False), (9, False), (10, True), (50, True), (51, False), (60, False)]
)
def test_skips_are_shown_only_when_both_sides_are_enough(people: int, shown: bool) -> None:
    assert (safe_count(people, 60, 10) is not None) == shown
