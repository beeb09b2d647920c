"""Only differences that chance rarely gives are worth knowing, of all that are compared at once."""

from __future__ import annotations

import pytest

from panel.stats.differences import chance_of_difference, differences_worth_knowing, holm
from panel.stats.disclosure import protect
from panel.stats.published import Published
from tests.stats.builders import by_cells


def outcome(**cells: dict[str, int]) -> Published:
    """A published outcome of one question by one breakdown."""
    return protect(by_cells("bus", "age", cells)).published


def test_holm_by_hand() -> None:
    # Sorted 0.01, 0.02, 0.03 against 0.05/3, 0.05/2, 0.05/1; and a step that fails stops all after it.
    assert holm([0.03, 0.01, 0.02]) == [True, True, True]
    assert holm([0.03, 0.01, 0.04]) == [False, True, False]
    assert holm([]) == []


def test_two_shares_by_hand() -> None:
    # 60 and 40 of a hundred: z = 0.2 / sqrt(0.25 x 0.02) = 2.828, so p = 0.0047.
    assert chance_of_difference(0.6, 100, 0.4, 100) == pytest.approx(0.00468, abs=1e-5)
    assert chance_of_difference(0.0, 100, 0.0, 100) == 1.0
    with pytest.raises(ValueError, match="both sides"):
        chance_of_difference(0.5, 0, 0.5, 10)


def test_a_large_difference_is_told_with_the_group_that_gave_it_more() -> None:
    found = differences_worth_knowing(outcome(young={"yes": 240, "no": 60}, old={"yes": 120, "no": 180}))
    assert [(one.option, one.more, one.less) for one in found] == [("yes", "young", "old"), ("no", "old", "young")]
    assert found[0].points == pytest.approx(40)


def test_a_small_difference_is_not_told_however_many_people_there_are() -> None:
    assert not differences_worth_knowing(outcome(young={"yes": 11000, "no": 9000}, old={"yes": 10000, "no": 10000}))


def test_a_difference_between_few_people_is_not_told() -> None:
    assert not differences_worth_knowing(outcome(young={"yes": 12, "no": 8}, old={"yes": 8, "no": 12}))
