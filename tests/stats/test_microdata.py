"""Microdata refuses rows that cannot be right."""

import numpy as np
import pytest

from panel.stats.microdata import Breakdown, Microdata, SeveralChoice, SingleChoice
from tests.stats.builders import groups, single


def test_codes_outside_the_options_are_refused() -> None:
    with pytest.raises(ValueError, match="between -2 and 1"):
        SingleChoice("q", ("YES", "NO"), np.array([0, 2]))


def test_fractions_are_refused_as_codes() -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        SingleChoice("q", ("YES", "NO"), np.array([0.5, 1.0]))


def test_ticks_need_a_row_per_person_and_a_column_per_option() -> None:
    with pytest.raises(ValueError, match="expected \\(3, 2\\)"):
        SeveralChoice("q", ("A", "B"), np.zeros((3, 3), dtype=bool), np.zeros(3, dtype=np.int16))


def test_ticks_of_somebody_who_did_not_answer_do_not_count() -> None:
    question = SeveralChoice("q", ("A",), np.ones((3, 1), dtype=bool), np.array([0, -1, -2]))
    assert question.ticks[:, 0].tolist() == [True, False, False]


def test_keys_of_the_house_are_not_for_authors() -> None:
    with pytest.raises(ValueError, match="reserved"):
        Breakdown("age", ("*OTHER",), np.zeros(2, dtype=np.int16))


def test_the_same_option_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        SingleChoice("q", ("YES", "YES"), np.array([0]))


def test_every_question_has_as_many_rows_as_there_are_people() -> None:
    with pytest.raises(ValueError, match="5 rows, expected 6"):
        Microdata(6, (single("q", YES=5),))
    with pytest.raises(ValueError, match="4 rows, expected 5"):
        Microdata(5, (single("q", YES=5),), (groups("b", A=4),))


def test_not_understood_has_a_mark_per_person() -> None:
    with pytest.raises(ValueError, match="not_understood"):
        SingleChoice("q", ("YES",), np.array([0, 0]), not_understood=np.array([True]))


@pytest.mark.parametrize("weights", [[1.0], [1.0, 0.0], [1.0, float("nan")], [1.0, -2.0]])
def test_weights_are_positive_and_one_per_person(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Microdata(2, (single("q", YES=2),), weights=np.array(weights))
