"""Exact counts are right, and quick for a large city."""

import time

import numpy as np
import pytest

from panel.stats.microdata import SeveralChoice, SingleChoice
from panel.stats.tally import everybody, tally
from tests.stats.builders import random_consultation, single, ticks


def test_people_are_counted_per_option_and_skips_and_routes_apart() -> None:
    counted = tally(single("q", YES=7, NO=2, SKIPPED=3, NOT_ASKED=4), everybody(16), 1)
    assert counted.counts.tolist() == [[7, 2]]
    assert (counted.answered.tolist(), counted.asked.tolist(), counted.people.tolist()) == ([9], [12], [16])


def test_merged_options_count_people_and_not_ticks() -> None:
    question = ticks("q", ("A", "B", "C"), [["A", "B"], ["B"], ["A", "B"], ["C"], []])
    assert tally(question, everybody(5), 1, merged=(0, 1)).counts.tolist() == [[1, 3]]


def test_single_choice_options_cannot_be_merged() -> None:
    with pytest.raises(ValueError, match="never merged"):
        tally(single("q", YES=3, NO=3), everybody(6), 1, merged=(0,))


def test_weighted_amounts_are_the_weighted_share_times_the_people_who_answered() -> None:
    question = single("q", YES=2, NO=2, SKIPPED=1)
    counted = tally(question, everybody(5), 1, weights=np.array([3.0, 3.0, 1.0, 1.0, 9.0]))
    assert counted.amounts[0].tolist() == pytest.approx([3.0, 1.0])
    assert counted.counts.tolist() == [[2, 2]]


@pytest.mark.parametrize("seed", range(20))
def test_groups_add_up_to_everybody(seed: int) -> None:
    microdata = random_consultation(seed, largest=300)
    codes = np.arange(microdata.size, dtype=np.int16) % 3
    for question in microdata.questions:
        total = tally(question, everybody(microdata.size), 1)
        split = tally(question, codes, 3)
        assert split.counts.sum(axis=0).tolist() == total.counts[0].tolist()
        assert int(split.answered.sum()) == int(question.answered.sum())
        if isinstance(question, SingleChoice):
            plain = [int((question.codes == index).sum()) for index in range(len(question.options))]
            assert total.counts[0].tolist() == plain


def test_a_hundred_thousand_people_and_ten_questions_take_less_than_two_seconds() -> None:
    rng = np.random.default_rng(1)
    people = 100_000
    several = SeveralChoice("s", tuple("abcdefgh"), rng.random((people, 8)) < 0.3, np.zeros(people, dtype=np.int16))
    choice = SingleChoice("c", tuple("abcde"), rng.integers(0, 5, people))
    codes = rng.integers(0, 8, people).astype(np.int16)
    started = time.perf_counter()
    for question in [several, choice] * 5:
        tally(question, codes, 8)
    assert time.perf_counter() - started < 2
