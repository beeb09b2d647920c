"""Says above a question for whom it is, where all questions stand together: on paper and in a test."""

from __future__ import annotations

from flask_babel import format_decimal
from flask_babel import gettext as _

from panel.answering.wording import Wording
from panel.consultations.kinds import DONT_KNOW, Stance
from panel.consultations.models import Question, QuestionKind


def only_for(wording: Wording, question: Question) -> str:
    """Return for whom a question is, in one sentence; empty when it is for everybody."""
    questions = wording.consultation.questions
    needed = question.only_if_question_id
    number = next((at for at, one in enumerate(questions, start=1) if needed is not None and one.id == needed), None)
    if number is None:
        return ""
    answers = [f"‘{_answer(wording, questions[number - 1], key)}’" for key in question.only_if_answers]
    told = answers[-1]
    if answers[:-1]:
        told = _("%(first)s of %(last)s", first=", ".join(answers[:-1]), last=told)
    return _("Alleen voor wie bij vraag %(number)s dit koos: %(answers)s.", number=number, answers=told)


def _answer(wording: Wording, question: Question, key: str) -> str:
    fixed = {
        DONT_KNOW: _("Weet ik niet"),
        Stance.AGREE.value: _("Eens"),
        Stance.DISAGREE.value: _("Oneens"),
    }
    if key in fixed:
        return fixed[key]
    if question.kind is QuestionKind.NUMBER:
        first, _dash, last = key.partition("-")
        if first == last:
            return str(format_decimal(int(first)))
        told = {"first": format_decimal(int(first)), "last": format_decimal(int(last))}
        return _("%(first)s tot en met %(last)s", **told)
    words = next((wording.option(one).text for one in question.options if one.key == key), key)
    return words.strip().removesuffix(".")
