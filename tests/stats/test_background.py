"""Stored background never singles anybody out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panel.stats.background import MERGED, Coarsened, coarsen
from panel.stats.microdata import NO_STATEMENT, Breakdown
from tests.stats.builders import groups


def smallest_combination(coarsened: tuple[Coarsened, ...]) -> int:
    rows = np.stack([one.codes for one in coarsened], axis=1)
    return int(np.unique(rows, axis=0, return_counts=True)[1].min())


def test_large_combinations_stay_as_they_are() -> None:
    breakdown = groups("b", A=20, B=15, NONE=10)
    (stored,) = coarsen([breakdown])
    assert stored.classes == ("A", "B")
    assert stored.codes.tolist() == breakdown.codes.tolist()


def test_a_small_class_goes_together_with_the_next_smallest() -> None:
    (stored,) = coarsen([groups("b", A=20, B=15, C=4)])
    assert stored.classes == ("A", MERGED)
    assert np.bincount(stored.codes).tolist() == [20, 19]


def test_fewer_than_ten_records_keep_no_background() -> None:
    (stored,) = coarsen([groups("b", A=5, B=4)])
    assert stored.classes == ()
    assert set(stored.codes.tolist()) == {NO_STATEMENT}


def test_no_breakdowns_give_nothing() -> None:
    assert coarsen([]) == ()


def test_breakdowns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="same number"):
        coarsen([groups("b", A=5), groups("c", A=6)])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(10, 400), st.integers(1, 4))
def test_every_combination_that_is_stored_has_ten_records(seed: int, people: int, number: int) -> None:
    rng = np.random.default_rng(seed)
    breakdowns = []
    for index in range(number):
        classes = int(rng.integers(1, 7))
        codes = rng.choice(classes + 1, people, p=rng.dirichlet(np.full(classes + 1, 0.8))) - 1
        breakdowns.append(Breakdown(f"b{index}", tuple(f"c{each}" for each in range(classes)), codes))
    assert smallest_combination(coarsen(breakdowns)) >= 10
    order = rng.permutation(people)
    shuffled = coarsen([Breakdown(one.key, one.classes, one.codes[order]) for one in breakdowns])
    for one, other in zip(coarsen(breakdowns), shuffled, strict=True):
        assert one.classes == other.classes
        assert one.codes[order].tolist() == other.codes.tolist()
