"""Who gets a question: storing its condition, and keeping every condition right when something else changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panel.consultations.models import Question
from panel.consultations.routing import condition_answers, depending_on
from panel.consultations.service.errors import RoutingError
from panel.consultations.service.exchange.library_part import ConditionAnswer, ConditionPart


@dataclass(frozen=True)
class OnlyIf:
    """Who gets a question: everybody, or who gave one of these answers (keys) to an earlier question."""

    question_id: int | None = None
    answers: tuple[str, ...] = ()


EVERYBODY = OnlyIf()


def put_condition(question: Question, wanted: OnlyIf, earlier: Sequence[Question]) -> None:
    """Write a condition in a question; `earlier` are the questions before it. Nothing is written when it is refused.

    Raises RoutingError: NO_SUCH_QUESTION, NO_ANSWERS, ANSWERS_GONE or ALL_ANSWERS.
    """
    if wanted.question_id is None:
        question.only_if_question_id, question.only_if_answers = None, []
        return
    needed = next((one for one in earlier if one.id == wanted.question_id), None)
    possible = () if needed is None else condition_answers(needed)
    if needed is None or not possible:
        raise RoutingError("NO_SUCH_QUESTION")
    if not wanted.answers:
        raise RoutingError("NO_ANSWERS", [needed.position])
    if not set(wanted.answers) <= set(possible):
        raise RoutingError("ANSWERS_GONE", [needed.position])
    if set(wanted.answers) == set(possible):
        raise RoutingError("ALL_ANSWERS", [needed.position])
    question.only_if_question_id = needed.id
    question.only_if_answers = [one for one in possible if one in wanted.answers]


def check_order(ordered: Sequence[Question]) -> None:
    """Raise RoutingError (ORDER: the question and the one it depends on) when a condition would come too late."""
    seen: set[int] = set()
    for question in ordered:
        needed = question.only_if_question_id
        if needed is not None and needed not in seen:
            condition = next(one for one in ordered if one.id == needed)
            raise RoutingError("ORDER", [question.position, condition.position])
        seen.add(question.id)


def check_not_needed(question: Question, questions: Sequence[Question]) -> None:
    """Raise RoutingError (STILL_NEEDED, with the questions) when others depend on a question that is to go."""
    needing = depending_on(question, questions)
    if needing:
        raise RoutingError("STILL_NEEDED", [one.position for one in needing])


def check_answers_stay(changed: Question, question: Question, questions: Sequence[Question]) -> None:
    """Raise RoutingError (ANSWERS_NEEDED) when others depend on answers that a changed question no longer has.

    `changed` is the question as it would become; it need not be in the database.
    """
    kept = set(condition_answers(changed))
    needing = [one for one in depending_on(question, questions) if not set(one.only_if_answers) <= kept]
    if needing:
        gone = [key for key in condition_answers(question) if any(key in one.only_if_answers for one in needing)]
        raise RoutingError("ANSWERS_NEEDED", [one.position for one in needing], [x for x in gone if x not in kept])


def condition_part(question: Question, questions: Sequence[Question]) -> ConditionPart | None:
    """Return the condition of a question in texts, so that it can be found again in another questionnaire."""
    needed = next((one for one in questions if one.id == question.only_if_question_id), None)
    if needed is None:
        return None
    texts = {option.key: option.text for option in needed.options}
    answers = [ConditionAnswer(key=key, text=texts.get(key, "")) for key in question.only_if_answers]
    return ConditionPart(text=needed.text, kind=needed.kind, answers=answers)


def found_condition(part: ConditionPart | None, earlier: Sequence[Question]) -> OnlyIf:
    """Return the same condition among the questions of another questionnaire; for everybody when it is not there.

    The last question with the same words and the same answers counts: answers that an officer wrote are compared by
    their words, those that every question of a kind has by their keys.
    """
    if part is None:
        return EVERYBODY
    for question in reversed(earlier):
        if question.kind is not part.kind or question.text.casefold() != part.text.casefold():
            continue
        own = {option.text.casefold(): option.key for option in question.options}
        keys = [own.get(one.text.casefold()) if one.text else one.key for one in part.answers]
        found = tuple(key for key in keys if key is not None)
        # With all its answers it would be no condition.
        if len(found) == len(keys) and set(found) < set(condition_answers(question)):
            return OnlyIf(question.id, found)
    return EVERYBODY
