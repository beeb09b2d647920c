"""Which screen comes next."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from panel.answering.answers import Answers, Given
from panel.answering.steps import all_steps, first_open, is_done, step_at, steps_of
from panel.consultations.models import Consultation
from tests.support.scene import some_answers, write_class_consultation


@pytest.fixture
def consultation(session: Session) -> Consultation:
    return write_class_consultation(session, with_breakdown=True)


@pytest.mark.sqlite
def test_questions_come_first_and_then_what_is_asked_about_the_person(consultation: Consultation) -> None:
    steps = steps_of(consultation, Answers())
    assert steps == all_steps(consultation)
    assert [step.place for step in steps] == [step.number for step in steps] == [1, 2, 3, 4, 5, 6, 7]
    assert [step.total for step in steps] == [7] * 7
    assert not any(step.is_open for step in steps)
    assert steps[0].key == "q-how-often"
    assert steps[-1].key == "b-age"


@pytest.mark.sqlite
def test_there_is_no_screen_before_the_first_or_after_the_last(consultation: Consultation) -> None:
    assert step_at(consultation, Answers(), 0) is None
    assert step_at(consultation, Answers(), 8) is None


@pytest.mark.sqlite
def test_someone_who_comes_back_goes_on_at_the_first_screen_that_was_not_passed(consultation: Consultation) -> None:
    answers = Answers({"how-often": Given("SKIPPED"), "wishes": Given("DONT_KNOW")})
    found = first_open(consultation, answers)
    assert found is not None
    assert found.key == "q-pleasant"


@pytest.mark.sqlite
def test_who_passed_everything_has_no_open_screen(consultation: Consultation) -> None:
    complete = some_answers(1).with_background("age", "12-13")
    assert all(is_done(step, complete) for step in all_steps(consultation))
    assert first_open(consultation, complete) is None
