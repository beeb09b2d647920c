"""Small groups and rare answers go together until nobody stands alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.stats.grouping import group_breakdown, merge_options, merge_small
from panel.stats.published import NO_STATEMENT_KEY, OTHER
from tests.stats.builders import groups, single, ticks


def grouped(**counts: int) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    size = sum(counts.values())
    grouping = group_breakdown(groups("b", **counts), [single("q", YES=size)], 10)
    return None if grouping is None else (grouping.keys, grouping.merged)


def test_large_groups_stay_as_they_are() -> None:
    assert grouped(A=30, B=20, NONE=10) == (("A", "B", NO_STATEMENT_KEY), ())


def test_one_small_group_takes_the_next_smallest_along() -> None:
    assert grouped(A=30, B=20, C=3) == (("A", OTHER), ("B", "C"))


def test_two_small_groups_with_nine_people_take_a_third() -> None:
    assert grouped(A=30, B=20, C=4, D=5) == (("A", OTHER), ("B", "C", "D"))


def test_two_small_groups_with_ten_people_are_enough() -> None:
    assert grouped(A=30, B=20, C=5, D=5) == (("A", "B", OTHER), ("C", "D"))


def test_no_statement_is_a_group_like_any_other() -> None:
    assert grouped(A=30, B=20, NONE=3) == (("A", OTHER), ("B", NO_STATEMENT_KEY))


@pytest.mark.parametrize("counts", [{"A": 30}, {"NONE": 30}, {"A": 30, "B": 9}, {"A": 9, "B": 9, "C": 9}])
def test_a_breakdown_with_fewer_than_two_groups_disappears(counts: dict[str, int]) -> None:
    assert grouped(**counts) is None


def test_empty_classes_do_not_count_as_a_group() -> None:
    assert grouped(A=30, B=20, C=0) == (("A", "B"), ())


def test_the_question_with_the_smallest_base_decides() -> None:
    skipped_in_b = np.concatenate([np.zeros(30), np.zeros(9), -np.ones(6), np.zeros(15)]).astype(np.int16)
    question = single("q", YES=60)
    narrow = type(question)("r", ("YES",), skipped_in_b)
    breakdown = groups("b", A=30, B=15, C=15)
    everyone = group_breakdown(breakdown, [question], 10)
    both = group_breakdown(breakdown, [question, narrow], 10)
    assert everyone is not None
    assert both is not None
    assert everyone.keys == ("A", "B", "C")
    assert both.keys == ("A", OTHER)


def test_a_routed_question_does_not_take_the_groups_away_from_others() -> None:
    grouping = group_breakdown(groups("b", A=30, B=30), [single("q", YES=60), single("r", YES=12, NOT_ASKED=48)], 10)
    assert grouping is not None
    assert grouping.keys == ("A", "B")


@given(st.lists(st.integers(1, 60), min_size=1, max_size=9))
def test_merged_classes_are_none_or_two_with_enough_people(sizes: list[int]) -> None:
    bases = np.array(sizes)
    merged = merge_small(bases, bases[None, :], 10)
    assert all(size >= 10 for index, size in enumerate(sizes) if index not in merged)
    if merged and len(merged) < len(sizes):
        assert len(merged) >= 2
        assert sum(sizes[index] for index in merged) >= 10
        assert max(sizes[index] for index in merged) <= min(
            size for index, size in enumerate(sizes) if index not in merged
        )


def test_rare_answers_of_several_become_other_and_people_count_once() -> None:
    rows = [["A"]] * 20 + [["A", "B", "C"]] * 8 + [["B"]] + [["C"]] + [["D"]] * 15
    question = ticks("q", ("A", "B", "C", "D"), rows)
    assert merge_options(question, 10) == (1, 2)


def test_one_rare_answer_takes_no_frequent_answer_along() -> None:
    question = ticks("q", ("A", "B", "C"), [["A"]] * 40 + [["B"]] * 20 + [["C"]] * 7)
    assert merge_options(question, 10) == (2,)


def test_rare_answers_to_a_single_choice_are_not_merged() -> None:
    assert merge_options(single("q", YES=30, NO=1), 10) == ()
