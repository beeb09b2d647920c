"""Which screen comes next (pure): the questions that this person gets first, then what is asked about the person."""

from __future__ import annotations

from dataclasses import dataclass

from panel.answering.answers import Answers, background_screen, question_screen
from panel.answering.routing import asked_of, most_asked_of
from panel.consultations.models import Breakdown, BreakdownSource, Consultation, Question


@dataclass(frozen=True)
class Step:
    """One screen with something to answer: a question or a background question.

    `place` is where it stands in the whole questionnaire, from 1: its address, the same for everybody. `number` and
    `total` count what this person gets; with `is_open` an answer to come decides whether `total` becomes smaller.
    """

    place: int
    number: int
    total: int
    question: Question | None = None
    breakdown: Breakdown | None = None
    is_open: bool = False

    @property
    def key(self) -> str:
        """Return a name for this screen that no other has: also a question and a breakdown may share a key."""
        if self.question:
            return question_screen(self.question.key)
        return background_screen(self.breakdown.key) if self.breakdown else ""


def asked_breakdowns(consultation: Consultation) -> list[Breakdown]:
    """Return the backgrounds that people are asked for; how the answers came in is noted by us."""
    return [one for one in consultation.breakdowns if one.filled_by is BreakdownSource.ASKED]


def all_steps(consultation: Consultation) -> list[Step]:
    """Return all screens of a consultation in order, also those that only a part of the people gets."""
    backgrounds = asked_breakdowns(consultation)
    total = len(consultation.questions) + len(backgrounds)
    asked = [Step(place, place, total, question=one) for place, one in enumerate(consultation.questions, start=1)]
    about = enumerate(backgrounds, start=len(asked) + 1)
    return asked + [Step(place, place, total, breakdown=one) for place, one in about]


def most_steps(consultation: Consultation) -> int:
    """Return how many screens that ask something one person gets at most."""
    return most_asked_of(consultation, Answers()) + len(asked_breakdowns(consultation))


def steps_of(consultation: Consultation, answers: Answers) -> list[Step]:
    """Return the screens that someone with these answers gets, in order."""
    asked = {one.key for one in asked_of(consultation, answers)}
    steps = [one for one in all_steps(consultation) if one.question is None or one.question.key in asked]
    most = len(steps) - len(asked) + most_asked_of(consultation, answers)
    return [
        Step(one.place, number, most, one.question, one.breakdown, is_open=most > len(steps))
        for number, one in enumerate(steps, start=1)
    ]


def step_at(consultation: Consultation, answers: Answers, place: int) -> Step | None:
    """Return the screen at this place, also when this person does not get it; None when there is no such place."""
    found = next((step for step in steps_of(consultation, answers) if step.place == place), None)
    return found or next((step for step in all_steps(consultation) if step.place == place), None)


def step_from(consultation: Consultation, answers: Answers, place: int) -> Step | None:
    """Return the screen at this place, or the first after it that this person gets; None when there is none."""
    if place < 1:
        return None
    return next((step for step in steps_of(consultation, answers) if step.place >= place), None)


def step_before(consultation: Consultation, answers: Answers, place: int) -> Step | None:
    """Return the last screen before this place that this person gets; None when there is none."""
    return next((step for step in reversed(steps_of(consultation, answers)) if step.place < place), None)


def is_done(step: Step, answers: Answers) -> bool:
    """Return whether someone has passed a screen, by answering or by skipping it."""
    if step.question is not None:
        return step.question.key in answers.given
    return step.breakdown is not None and step.breakdown.key in answers.background


def first_open(consultation: Consultation, answers: Answers, *, routed: bool = False) -> Step | None:
    """Return the first screen that was not passed yet: where someone who comes back goes on.

    With `routed` only among the questions that a part of the people gets: someone who looks back and changes an
    answer may get one that was not there before.
    """
    return next(
        (
            step
            for step in steps_of(consultation, answers)
            if not is_done(step, answers)
            and (not routed or (step.question is not None and step.question.only_if_question_id is not None))
        ),
        None,
    )
