"""Which questions a person gets, given what that person answered before, and what is wrong with such conditions.

Pure: it reads questions and answers and changes neither. A question without a condition is for everybody. A question
with one depends on a single earlier question, so every path can be followed by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from panel.consultations.kinds import DONT_KNOW, MOST_PLACES, WRITTEN, kind_of
from panel.consultations.kinds.choose_several import ChooseSeveral
from panel.consultations.models import Question, QuestionKind


class RoutingCode(StrEnum):
    """What can be wrong with the condition of a question. The presenter words it."""

    MISSING_QUESTION = "MISSING_QUESTION"
    LATER_QUESTION = "LATER_QUESTION"
    CIRCLE = "CIRCLE"
    NO_CONDITION_KIND = "NO_CONDITION_KIND"
    NO_ANSWERS = "NO_ANSWERS"
    ANSWERS_GONE = "ANSWERS_GONE"
    ALL_ANSWERS = "ALL_ANSWERS"
    UNREACHABLE = "UNREACHABLE"


@dataclass(frozen=True)
class RoutingFault:
    """One fault, and the key of the question whose condition has it."""

    code: RoutingCode
    question_key: str


def condition_answers(question: Question) -> tuple[str, ...]:
    """Return the keys on which a later question may depend, in the order of the screen; none for an open answer.

    They are the classes in which an answer is counted, and DONT_KNOW. Own words are never a condition: a machine
    may not decide from them what someone is asked.
    """
    classes = kind_of(question).classes(question)
    return () if not classes or classes == (WRITTEN,) else (*classes, DONT_KNOW)


def asked_questions(questions: Sequence[Question], counted: Mapping[str, Collection[str]]) -> list[Question]:
    """Return the questions that a person gets, in the order given.

    `counted` maps the key of a question to the classes in which this person's answer is counted, DONT_KNOW included;
    a question that was skipped or not answered is absent or has no classes. A question is asked when it has no
    condition, or when its condition question is itself asked and one of its classes is in `only_if_answers`.
    Every condition question stands before the questions that depend on it; one that does not is never met.
    """
    asked: list[Question] = []
    met: dict[int, Collection[str]] = {}
    for question in questions:
        needed = question.only_if_question_id
        if needed is None or not set(question.only_if_answers).isdisjoint(met.get(needed, ())):
            asked.append(question)
            met[question.id] = counted.get(question.key, ())
    return asked


def possibly_asked(
    questions: Sequence[Question], counted: Mapping[str, Collection[str]], done: Collection[str]
) -> list[Question]:
    """Return the questions that a person gets or may still get, in the order given.

    `done` holds the keys of the questions that this person answered or skipped. A condition that depends on a
    question which may still come is open; once everything is done this equals `asked_questions`.
    """
    possible: list[Question] = []
    met: dict[int, Collection[str] | None] = {}
    for question in questions:
        needed = question.only_if_question_id
        if needed is not None:
            answers = met.get(needed, ())
            if answers is not None and set(question.only_if_answers).isdisjoint(answers):
                continue
        possible.append(question)
        met[question.id] = counted.get(question.key, ()) if question.key in done else None
    return possible


def depending_on(question: Question, questions: Sequence[Question]) -> list[Question]:
    """Return the questions whose condition is about this one, in the order given."""
    return [one for one in questions if one.only_if_question_id == question.id]


def is_routed(questions: Sequence[Question]) -> bool:
    """Return whether there is any question that not everybody gets."""
    return any(one.only_if_question_id is not None for one in questions)


def longest_path(questions: Sequence[Question]) -> list[Question]:
    """Return the most questions that one person can get, in the order given: what taking part asks at most."""
    longest: list[Question] = []
    for question in questions:
        if question.only_if_question_id is None:
            longest += _longest_from(question, questions)
    places = {question.id: place for place, question in enumerate(questions)}
    return sorted(longest, key=lambda one: places[one.id])


def _longest_from(question: Question, questions: Sequence[Question]) -> list[Question]:
    """Return a question with the most questions that an answer to it, and the answers after that, can bring."""
    following = [(set(one.only_if_answers), _longest_from(one, questions)) for one in depending_on(question, questions)]
    best: list[Question] = []
    for answer in _answers_that_matter(question, following):
        found = [one for needed, path in following if needed & answer for one in path]
        best = found if len(found) > len(best) else best
    return [question, *best]


def _answers_that_matter(question: Question, following: Sequence[tuple[set[str], object]]) -> Iterator[set[str]]:
    """Give the answers that can bring the most questions, as classes: one more class never takes a question away."""
    needed = set().union(*(answers for answers, _path in following))
    classes = [one for one in condition_answers(question) if one in needed and one != DONT_KNOW]
    for some in combinations(classes, min(_most_classes(question), len(classes))):
        yield set(some)
    yield {DONT_KNOW}


def _most_classes(question: Question) -> int:
    """Return in how many classes the answer of one person can be counted."""
    if question.kind is QuestionKind.TOP_THREE:
        return MOST_PLACES
    return ChooseSeveral().most_choices(question) if question.kind is QuestionKind.CHOOSE_SEVERAL else 1


def routing_faults(questions: Sequence[Question]) -> list[RoutingFault]:
    """Return everything that is wrong with the conditions of a questionnaire, in its order; empty when all is well.

    `questions` are all questions of one consultation in the order of the screen. A question has at most one fault
    here: the first that an officer must mend.
    """
    places = {question.id: place for place, question in enumerate(questions)}
    out_of_reach: set[int] = set()
    found: list[RoutingFault] = []
    for question in questions:
        code = _fault_of(question, questions, places, out_of_reach)
        if code is None:
            continue
        found.append(RoutingFault(code, question.key))
        if not _can_be_met(question, questions, places, code):
            out_of_reach.add(question.id)
    return found


def _fault_of(
    question: Question, questions: Sequence[Question], places: Mapping[int, int], out_of_reach: Collection[int]
) -> RoutingCode | None:
    needed = question.only_if_question_id
    if needed is None:
        return None
    if needed not in places:
        return RoutingCode.MISSING_QUESTION
    if _goes_round(question, questions, places):
        return RoutingCode.CIRCLE
    if places[needed] >= places[question.id]:
        return RoutingCode.LATER_QUESTION
    if needed in out_of_reach:
        return RoutingCode.UNREACHABLE
    return _fault_in_answers(question, condition_answers(questions[places[needed]]))


def _fault_in_answers(question: Question, possible: Collection[str]) -> RoutingCode | None:
    chosen = set(question.only_if_answers)
    if not possible:
        return RoutingCode.NO_CONDITION_KIND
    if not chosen:
        return RoutingCode.NO_ANSWERS
    if not chosen <= set(possible):
        return RoutingCode.ANSWERS_GONE
    return RoutingCode.ALL_ANSWERS if chosen == set(possible) else None


def _can_be_met(
    question: Question, questions: Sequence[Question], places: Mapping[int, int], code: RoutingCode
) -> bool:
    """Return whether anybody can still get a question that has this fault."""
    needed = question.only_if_question_id
    if needed is None or code not in (RoutingCode.ANSWERS_GONE, RoutingCode.ALL_ANSWERS):
        return False
    return not set(question.only_if_answers).isdisjoint(condition_answers(questions[places[needed]]))


def _goes_round(question: Question, questions: Sequence[Question], places: Mapping[int, int]) -> bool:
    """Return whether the conditions lead from a question back to itself."""
    seen: set[int] = set()
    at = question.only_if_question_id
    while at is not None and at in places and at not in seen:
        if at == question.id:
            return True
        seen.add(at)
        at = questions[places[at]].only_if_question_id
    return False
