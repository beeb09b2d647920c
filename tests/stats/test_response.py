"""While a consultation is open only bands are told, and none before there is something to tell."""

from __future__ import annotations

import pytest

from panel.stats.response import Band, response_bands


@pytest.mark.parametrize(
    ("young", "old", "band"),
    [(10, 190, Band.FEW), (65, 135, Band.FEWER), (100, 100, Band.FITTING), (190, 10, Band.MORE)],
)
def test_a_class_against_half_of_the_population(young: int, old: int, band: Band) -> None:
    assert response_bands({"young": 500, "old": 500}, {"young": young, "old": old})["young"] is band


def test_with_few_answers_it_is_too_early() -> None:
    assert response_bands({"young": 1, "old": 9}, {"old": 60})["young"] is Band.TOO_EARLY
    assert set(response_bands({"young": 5, "old": 5}, {}).values()) == {Band.TOO_EARLY}


def test_what_chance_can_do_still_fits() -> None:
    # 7 instead of 10 of 20: chance does that often.
    assert response_bands({"young": 1, "old": 1}, {"young": 7, "old": 13})["young"] is Band.FITTING


def test_a_population_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="population"):
        response_bands({"young": 0}, {"young": 3})
