"""Walking through the questions on the phone beside the desk: what is tapped decides what comes and is not kept."""

from __future__ import annotations

from collections.abc import Sequence

from panel.answering.answers import Answers, Given
from panel.answering.routing import asked_of, most_asked_of, perhaps_asked_of
from panel.answering.steps import Step, all_steps
from panel.consultations.kinds import DONT_KNOW, BadAnswerError, kind_of
from panel.consultations.models import Consultation, Question
from panel.consultations.routing import condition_answers

SKIPPED = "SKIPPED"
MOST = 200


def as_texts(answers: Answers) -> list[str]:
    """Return what was tapped so far as "key:answer", for the address of the next screen; own words stay out of it."""
    found = []
    for key, given in answers.given.items():
        values = given.value if isinstance(given.value, list) else [given.value]
        found += [f"{key}:{given.state if given.value is None else value}" for value in values]
    return found


def tapped_before(consultation: Consultation, texts: Sequence[str]) -> Answers:
    """Return the answers that `as_texts` wrote; what is none of ours is left out."""
    by_key: dict[str, list[str]] = {}
    for text in texts[:MOST]:
        key, _colon, value = text.partition(":")
        by_key.setdefault(key, []).append(value)
    answers = Answers()
    for question in consultation.questions:
        if question.key in by_key:
            answers = with_tapped(answers, question, by_key[question.key])
    return answers


def with_tapped(answers: Answers, question: Question, values: Sequence[str], button: str = "NEXT") -> Answers:
    """Return answers with what is chosen on a screen now: only what a later question may depend on."""
    if not condition_answers(question):
        return answers
    if button == "SKIP" or list(values) == [SKIPPED]:
        return answers.with_given(question.key, Given("SKIPPED"))
    if button == DONT_KNOW or DONT_KNOW in values:
        return answers.with_given(question.key, Given("DONT_KNOW"))
    try:
        return answers.with_given(question.key, Given("ANSWERED", kind_of(question).read(values, question)))
    except BadAnswerError:
        return answers


def rehearsal_steps(consultation: Consultation, answers: Answers) -> list[Step]:
    """Return the screens that are walked through: as long as nothing was chosen, also those that may not come."""
    possible = {one.key for one in perhaps_asked_of(consultation, answers)}
    steps = [one for one in all_steps(consultation) if one.question is None or one.question.key in possible]
    asked = {one.key for one in asked_of(consultation, answers)}
    most = len([one for one in steps if one.question is None]) + most_asked_of(consultation, answers)
    return [
        Step(one.place, number, max(most, number), one.question, one.breakdown, is_open=len(asked) < len(possible))
        for number, one in enumerate(steps, start=1)
    ]


def is_sure(consultation: Consultation, answers: Answers, question: Question) -> bool:
    """Return whether this question comes for certain after what was tapped."""
    return question.key in {one.key for one in asked_of(consultation, answers)}
