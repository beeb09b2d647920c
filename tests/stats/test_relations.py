"""Two outcomes may stand side by side only if the people between them are nobody or enough."""

import pytest

from panel.stats.relations import correction_allowed


@pytest.mark.parametrize(
    ("after", "allowed"),
    [({"A": 40, "B": 30}, True), ({"A": 30, "B": 30}, True), ({"A": 31, "B": 30}, False), ({"A": 28, "B": 18}, True)],
)
def test_each_group_changes_by_nobody_or_by_at_least_ten(after: dict[str, int], allowed: bool) -> None:
    assert correction_allowed({"A": 40, "B": 30}, after) is allowed


def test_ten_scattered_records_are_refused() -> None:
    assert not correction_allowed({"A": 40, "B": 30}, {"A": 35, "B": 25})


def test_records_that_were_altered_count_too() -> None:
    assert not correction_allowed({"A": 40}, {"A": 40}, {"A": 4})
    assert correction_allowed({"A": 40}, {"A": 40}, {"A": 14})


def test_a_group_that_came_or_went_is_refused() -> None:
    assert not correction_allowed({"A": 40, "B": 30}, {"A": 40})


def test_changes_that_do_not_explain_the_difference_are_an_error() -> None:
    with pytest.raises(ValueError, match="cannot explain"):
        correction_allowed({"A": 40}, {"A": 20}, {"A": 10})
