"""Reading a paper form that someone types in: numbers for answers, with exactly the same result as on a screen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from panel.answering.answers import NO_STATEMENT, Answers, Given, check_background
from panel.answering.presenters import present_step
from panel.answering.refusals import word_problem
from panel.answering.steps import Step, all_steps
from panel.answering.views import StepView
from panel.consultations.kinds import DONT_KNOW, BadAnswerError, kind_of
from panel.consultations.models import AddressForm, Consultation, Question, QuestionKind

# On paper nobody can tick "Weet ik niet" beside an empty line; the typist types this.
UNSURE = "?"
MOST_SINGLE_DIGITS = 9
LONGEST_NUMBER = 3


@dataclass(frozen=True)
class PaperLine:
    """One question of the form: its screen in words, what was typed, and what is wrong with it."""

    number: int
    key: str
    view: StepView
    typed: str = ""
    error: str = ""

    @property
    def several(self) -> bool:
        return self.view.several or self.view.kind == QuestionKind.TOP_THREE


def paper_lines(
    consultation: Consultation, answers: Answers, typed: Mapping[str, str] | None = None
) -> tuple[list[PaperLine], Answers]:
    """Return the form as lines, and what can be taken of it as answers.

    With `typed` (texts by key of the screen) that is what was typed just now, each with its error; without it the
    lines show `answers` as they would have been typed.
    """
    lines = []
    read = Answers()
    for step in all_steps(consultation):
        view = present_step(consultation, step, answers)
        if typed is None:
            lines.append(PaperLine(step.number, step.key, view, _as_typed(view, step, answers)))
            continue
        text = typed.get(step.key, "").strip()
        error = ""
        try:
            read = _with(read, step, view, text)
        except BadAnswerError as problem:
            error = _what_is_wrong(problem, view)
        lines.append(PaperLine(step.number, step.key, view, text, error))
    return lines, read


def _with(read: Answers, step: Step, view: StepView, text: str) -> Answers:
    if step.breakdown is not None:
        values = _numbers(text, view)
        if len(values) > 1:
            raise BadAnswerError("ONE_ONLY")
        return read.with_background(step.breakdown.key, check_background(step.breakdown, (values or [NO_STATEMENT])[0]))
    if step.question is None:
        raise ValueError("a step asks something")
    return read.with_given(step.question.key, _given(step.question, view, text))


def _given(question: Question, view: StepView, text: str) -> Given:
    if not text:
        return Given("SKIPPED")
    if text == UNSURE:
        return Given("DONT_KNOW")
    values = _numbers(text, view) if view.cards else [text]
    if values == [DONT_KNOW]:
        return Given("DONT_KNOW")
    if DONT_KNOW in values:
        raise BadAnswerError("ONE_ONLY")
    return Given("ANSWERED", kind_of(question).read(values, question))


def _numbers(text: str, view: StepView) -> list[str]:
    """Return the cards that numbers stand for: "13" is two answers as long as there are no more than nine."""
    if re.fullmatch(r"[0-9\s,.;+/-]*", text) is None:
        raise BadAnswerError("UNKNOWN_OPTION")
    found = re.findall("[0-9]" if len(view.cards) <= MOST_SINGLE_DIGITS else "[0-9]+", text)
    if any(len(one) > LONGEST_NUMBER or not 1 <= int(one) <= len(view.cards) for one in found):
        raise BadAnswerError("UNKNOWN_OPTION")
    return list(dict.fromkeys(view.cards[int(one) - 1].value for one in found))


def _as_typed(view: StepView, step: Step, answers: Answers) -> str:
    if step.question is None or not view.cards:
        given = answers.given.get(step.question.key) if step.question else None
        if given is not None and given.state == "DONT_KNOW":
            return UNSURE
        if step.question is not None:
            return view.typed
    places = {card.value: str(number) for number, card in enumerate(view.cards, start=1)}
    if step.question is None:
        return " ".join(places[card.value] for card in view.cards if card.chosen)
    given = answers.given.get(step.question.key)
    if given is None or given.state == "SKIPPED":
        return ""
    values = [DONT_KNOW] if given.state == "DONT_KNOW" else given.value
    chosen = values if isinstance(values, list) else [str(values)]
    return " ".join(places[one] for one in chosen if one in places)


def _what_is_wrong(problem: BadAnswerError, view: StepView) -> str:
    if problem.code == "UNKNOWN_OPTION":
        return _("Typ een nummer van 1 tot en met %(most)s.", most=len(view.cards))
    return word_problem(problem, AddressForm.JE)
