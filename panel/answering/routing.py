"""Which questions one person gets, from what that person answered; what is left over is dropped at sending."""

from __future__ import annotations

from dataclasses import replace

from panel.answering.answers import Answers, Given
from panel.consultations.kinds import DONT_KNOW, kind_of
from panel.consultations.models import Consultation, Question
from panel.consultations.routing import asked_questions, depending_on, possibly_asked


def counted_as(question: Question, given: Given | None) -> tuple[str, ...]:
    """Return the classes in which an answer is counted; none when the question was skipped or not answered."""
    if given is None or given.state == "SKIPPED":
        return ()
    if given.state == "DONT_KNOW" or given.value is None:
        return (DONT_KNOW,)
    return kind_of(question).counted_as(given.value, question)


def has_routes(consultation: Consultation) -> bool:
    """Return whether some question is for a part of the people only."""
    return any(one.only_if_question_id is not None for one in consultation.questions)


def asked_of(consultation: Consultation, answers: Answers) -> list[Question]:
    """Return the questions that someone with these answers gets: one whose condition is still open is not among them.

    An answer to a question that someone does not get any more decides nothing.
    """
    return asked_questions(consultation.questions, _counted(consultation, answers))


def perhaps_asked_of(consultation: Consultation, answers: Answers) -> list[Question]:
    """Return the questions that someone with these answers gets or may still get."""
    return possibly_asked(consultation.questions, _counted(consultation, answers), answers.given.keys())


def most_asked_of(consultation: Consultation, answers: Answers) -> int:
    """Return how many questions someone with these answers gets at most, whatever they answer to what is still open."""
    counted = _counted(consultation, answers)

    def following(question: Question) -> int:
        many = [(one.only_if_answers, 1 + following(one)) for one in depending_on(question, consultation.questions)]
        if question.key in answers.given:
            return sum(more for needed, more in many if not set(needed).isdisjoint(counted[question.key]))
        if kind_of(question).several:
            return sum(more for _needed, more in many)
        possible = {answer for needed, _more in many for answer in needed}
        return max((sum(more for needed, more in many if answer in needed) for answer in possible), default=0)

    return sum(1 + following(one) for one in consultation.questions if one.only_if_question_id is None)


def only_asked(consultation: Consultation, answers: Answers) -> Answers:
    """Return answers without those to questions that this person did not get, as they are counted.

    What someone typed stays in the draft while they may still change an earlier answer back; nothing of it is sent.
    """
    if not has_routes(consultation):
        return answers
    asked = {one.key for one in asked_of(consultation, answers)}
    return replace(answers, given={key: one for key, one in answers.given.items() if key in asked})


def in_vain(consultation: Consultation, answers: Answers) -> list[int]:
    """Return the places, from 1, of questions that this person answered and did not get: nothing of it is sent."""
    asked = {one.key for one in asked_of(consultation, answers)}
    answered = {key for key, one in answers.given.items() if one.state != "SKIPPED" or one.not_understood}
    return [at for at, one in enumerate(consultation.questions, start=1) if one.key in answered - asked]


def _counted(consultation: Consultation, answers: Answers) -> dict[str, tuple[str, ...]]:
    return {one.key: counted_as(one, answers.given.get(one.key)) for one in consultation.questions}
