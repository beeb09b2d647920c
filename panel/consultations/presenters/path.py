"""Who gets which question: the way through a questionnaire in words, question by question, with its drawing."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from panel.consultations.gates import condition_problems
from panel.consultations.models import Consultation, Question
from panel.consultations.presenters.conditions import (
    OnlyIfLine,
    answer_word,
    condition_line,
    few_asked,
    forecasts,
    quoted,
)
from panel.consultations.presenters.missing import question_words
from panel.consultations.presenters.path_drawing import Drawing, Stop, draw_path
from panel.consultations.routing import depending_on, longest_path
from panel.core.i18n import spoken_list


@dataclass(frozen=True)
class PathLine:
    """One question on the way: who gets it, where its answers lead, and how many people will get it."""

    id: int
    number: int
    text: str
    only_if: OnlyIfLine | None
    leads: list[str]
    forecast: str
    is_too_small: bool
    problems: list[str]


@dataclass(frozen=True)
class PathShown:
    """The whole way: how long it is at least and at most, its drawing, and the same in words."""

    lengths: list[str]
    drawing: Drawing
    lines: list[PathLine]


def present_path(consultation: Consultation) -> PathShown:
    """Return who gets which question of a consultation."""
    questions = consultation.questions
    problems, told, few = condition_problems(consultation), forecasts(consultation), few_asked(consultation)
    lines = [
        PathLine(
            id=one.id,
            number=number,
            text=one.text,
            only_if=condition_line(one, questions),
            leads=_leads(one, questions),
            forecast=told.get(one.id, ""),
            is_too_small=one.id in few,
            problems=[question_words(code) for code in problems.get(one.key, ())],
        )
        for number, one in enumerate(questions, start=1)
    ]
    return PathShown(_lengths(questions), draw_path([_stop(one) for one in lines]), lines)


def _lengths(questions: list[Question]) -> list[str]:
    everybody = sum(one.only_if_question_id is None for one in questions)
    most = len(longest_path(questions))
    return [
        ngettext("Iedereen krijgt %(num)s vraag.", "Iedereen krijgt %(num)s vragen.", everybody),
        ngettext("De langste route is %(num)s vraag.", "De langste route is %(num)s vragen.", most),
    ]


def _leads(question: Question, questions: list[Question]) -> list[str]:
    """Return for each set of answers on which other questions depend where it leads."""
    by_answers: dict[tuple[str, ...], list[str]] = {}
    for one in depending_on(question, questions):
        by_answers.setdefault(tuple(one.only_if_answers), []).append(str(one.position))
    return [
        _(
            "Wie %(answers)s antwoordt, krijgt ook vraag %(numbers)s.",
            answers=quoted(answer_word(question, key) for key in answers),
            numbers=spoken_list(numbers),
        )
        for answers, numbers in by_answers.items()
    ]


def _stop(line: PathLine) -> Stop:
    condition = line.only_if
    if condition is None:
        return Stop(line.number, line.text)
    label = _("Na %(answers)s bij vraag %(number)s", answers=condition.answers, number=condition.number)
    return Stop(line.number, line.text, condition.number, label)
