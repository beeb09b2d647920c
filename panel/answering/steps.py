"""Which screen comes next (pure): the questions first, then what is asked about the person."""

from __future__ import annotations

from dataclasses import dataclass

from panel.answering.answers import Answers, background_screen, question_screen
from panel.consultations.models import Breakdown, BreakdownSource, Consultation, Question


@dataclass(frozen=True)
class Step:
    """One screen with something to answer: a question or a background question, numbered from 1."""

    number: int
    total: int
    question: Question | None = None
    breakdown: Breakdown | None = None

    @property
    def key(self) -> str:
        """Return a name for this screen that no other has: also a question and a breakdown may share a key."""
        if self.question:
            return question_screen(self.question.key)
        return background_screen(self.breakdown.key) if self.breakdown else ""

    @property
    def is_last(self) -> bool:
        return self.number == self.total


def asked_breakdowns(consultation: Consultation) -> list[Breakdown]:
    """Return the backgrounds that people are asked for; how the answers came in is noted by us."""
    return [one for one in consultation.breakdowns if one.filled_by is BreakdownSource.ASKED]


def steps_of(consultation: Consultation) -> list[Step]:
    """Return all screens of a consultation in order."""
    backgrounds = asked_breakdowns(consultation)
    total = len(consultation.questions) + len(backgrounds)
    asked = [Step(number, total, question=one) for number, one in enumerate(consultation.questions, start=1)]
    about = enumerate(backgrounds, start=len(asked) + 1)
    return asked + [Step(number, total, breakdown=one) for number, one in about]


def step_at(consultation: Consultation, number: int) -> Step | None:
    """Return the screen with this number, else None."""
    steps = steps_of(consultation)
    return steps[number - 1] if 1 <= number <= len(steps) else None


def is_done(step: Step, answers: Answers) -> bool:
    """Return whether someone has passed a screen, by answering or by skipping it."""
    if step.question is not None:
        return step.question.key in answers.given
    return step.breakdown is not None and step.breakdown.key in answers.background


def first_open(consultation: Consultation, answers: Answers) -> Step | None:
    """Return the first screen that was not passed yet: where someone who comes back goes on."""
    return next((step for step in steps_of(consultation) if not is_done(step, answers)), None)
