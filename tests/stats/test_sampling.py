"""A draw is spread over the strata, gives everybody the same chance, and comes out the same by its seed."""

from __future__ import annotations

import numpy as np
import pytest

from panel.stats.sampling import draw_sample

PEOPLE = [("north", "young")] * 50 + [("north", "old")] * 30 + [("south", "old")] * 20


def test_each_stratum_gets_its_share_by_hand() -> None:
    found = draw_sample(PEOPLE, 10, seed=1)
    assert [(one.classes, one.people, one.drawn) for one in found.strata] == [
        (("north", "old"), 30, 3),
        (("north", "young"), 50, 5),
        (("south", "old"), 20, 2),
    ]
    assert len(set(found.places.tolist())) == 10
    assert (found.places < 50).sum() == 5


def test_the_same_seed_draws_the_same_people_and_another_seed_others() -> None:
    first, again, other = (draw_sample(PEOPLE, 20, seed=seed).places.tolist() for seed in (7, 7, 8))
    assert first == again == sorted(first)
    assert first != other


def test_everybody_has_the_same_chance() -> None:
    drawn = np.zeros(100)
    for seed in range(2000):
        drawn[draw_sample(PEOPLE, 10, seed).places] += 1
    # 200 expected, with a standard deviation of 13.
    assert drawn.min() > 140
    assert drawn.max() < 260


def test_everybody_can_be_drawn_and_not_more() -> None:
    assert draw_sample(PEOPLE, 100, seed=1).places.tolist() == list(range(100))
    for size in (0, 101):
        with pytest.raises(ValueError, match="sample"):
            draw_sample(PEOPLE, size, seed=1)
