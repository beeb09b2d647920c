"""Who gets which question: followed by answers, and checked for conditions that cannot be right."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panel.consultations.kinds import DONT_KNOW
from panel.consultations.models import Option, Question, QuestionKind
from panel.consultations.routing import (
    RoutingCode,
    asked_questions,
    condition_answers,
    longest_path,
    possibly_asked,
    routing_faults,
)

KEYS = ("a", "b", "c")


def question(number: int, only_if: int | None = None, answers: Collection[str] = (), **rest: object) -> Question:
    """Return a question with a number, in no database: q1, q2 and so on."""
    kind = rest.get("kind", QuestionKind.CHOOSE_ONE)
    options = [Option(key=key, text=key, position=place) for place, key in enumerate(KEYS, start=1)]
    return Question(
        id=number,
        key=f"q{number}",
        kind=kind,
        position=number,
        text="Wat kies je?",
        settings=rest.get("settings", {}),
        options=options if kind in (QuestionKind.CHOOSE_ONE, QuestionKind.CHOOSE_SEVERAL) else [],
        only_if_question_id=only_if,
        only_if_answers=list(answers),
    )


def keys(questions: Collection[Question]) -> list[str]:
    return [one.key for one in questions]


def faults(*questions: Question) -> dict[str, RoutingCode]:
    return {fault.question_key: fault.code for fault in routing_faults(questions)}


@st.composite
def questionnaires(draw: st.DrawFn) -> list[Question]:
    """Up to eight questions, each for everybody or depending on an earlier one: never a fault."""
    made = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        needed = draw(st.none() | st.integers(1, number - 1)) if number > 1 else None
        chosen = draw(st.sets(st.sampled_from((*KEYS, DONT_KNOW)), min_size=1, max_size=3)) if needed else set()
        made.append(question(number, needed, sorted(chosen)))
    return made


@st.composite
def tangles(draw: st.DrawFn) -> list[Question]:
    """Up to six questions whose conditions may point anywhere, also at themselves, and name any answer."""
    number = draw(st.integers(1, 6))
    anywhere, any_answer = st.none() | st.integers(1, 8), st.lists(st.sampled_from((*KEYS, "gone", DONT_KNOW)))
    return [question(at, draw(anywhere), draw(any_answer)) for at in range(1, number + 1)]


answers_given = st.dictionaries(
    st.sampled_from([f"q{number}" for number in range(1, 9)]),
    st.sets(st.sampled_from((*KEYS, DONT_KNOW)), max_size=2),
)


def test_a_question_without_a_condition_is_for_everybody() -> None:
    assert keys(asked_questions([question(1), question(2)], {})) == ["q1", "q2"]


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ({"q1": ["a"]}, ["q1", "q2", "q3"]),
        ({"q1": ["b"]}, ["q1", "q3"]),
        ({"q1": [DONT_KNOW]}, ["q1", "q2", "q3"]),
        ({"q1": []}, ["q1", "q3"]),
        ({}, ["q1", "q3"]),
    ],
)
def test_a_question_is_asked_of_who_gave_one_of_its_answers(counted: dict[str, list[str]], expected: list[str]) -> None:
    asked = asked_questions([question(1), question(2, 1, ["a", DONT_KNOW]), question(3)], counted)
    assert keys(asked) == expected


def test_one_of_several_ticks_is_enough() -> None:
    several = question(1, kind=QuestionKind.CHOOSE_SEVERAL)
    assert keys(asked_questions([several, question(2, 1, ["a"])], {"q1": {"c", "a"}})) == ["q1", "q2"]


def test_an_answer_left_from_a_question_that_is_no_longer_asked_leads_nowhere() -> None:
    chain = [question(1), question(2, 1, ["a"]), question(3, 2, ["a"])]
    assert keys(asked_questions(chain, {"q1": ["b"], "q2": ["a"]})) == ["q1"]


@given(tangles(), answers_given)
def test_following_the_answers_always_ends_and_keeps_the_order(
    tangle: list[Question], counted: dict[str, set[str]]
) -> None:
    asked = keys(asked_questions(tangle, counted))
    assert asked == [one.key for one in tangle if one.key in asked]
    assert {one.key for one in tangle if one.only_if_question_id is None} <= set(asked)


@given(questionnaires(), answers_given)
def test_what_may_be_asked_holds_what_is_asked_and_shrinks_to_it(
    made: list[Question], counted: dict[str, set[str]]
) -> None:
    asked, everything = asked_questions(made, counted), [one.key for one in made]
    before = everything
    for number in range(len(made) + 1):
        possible = keys(possibly_asked(made, counted, everything[:number]))
        assert set(keys(asked)) <= set(possible) <= set(before)
        before = possible
    assert before == keys(asked)


def test_before_the_first_answer_every_question_may_come() -> None:
    made = [question(1), question(2, 1, ["a"]), question(3, 2, ["b"])]
    assert possibly_asked(made, {}, ()) == made


@given(questionnaires())
def test_conditions_on_earlier_answers_are_never_a_fault_and_each_question_can_be_reached(made: list[Question]) -> None:
    assert routing_faults(made) == []
    by_id = {one.id: one for one in made}
    for goal in made:
        counted: dict[str, list[str]] = {}
        at = goal
        while at.only_if_question_id is not None:
            counted[by_id[at.only_if_question_id].key] = at.only_if_answers[:1]
            at = by_id[at.only_if_question_id]
        assert goal in asked_questions(made, counted)


@given(tangles(), st.lists(answers_given, max_size=4))
def test_a_question_that_can_never_be_asked_has_a_fault(
    tangle: list[Question], tried: list[dict[str, set[str]]]
) -> None:
    at_fault = {fault.question_key for fault in routing_faults(tangle)}
    everything = {one.key: [*KEYS, DONT_KNOW] for one in tangle}
    reached = set(keys(asked_questions(tangle, everything)))
    assert {one.key for one in tangle} - reached <= at_fault
    for counted in tried:
        assert set(keys(asked_questions(tangle, counted))) <= reached


def test_the_faults_are_told_apart() -> None:
    assert faults(question(1, 9, ["a"])) == {"q1": RoutingCode.MISSING_QUESTION}
    assert faults(question(1, 2, ["a"]), question(2)) == {"q1": RoutingCode.LATER_QUESTION}
    assert faults(question(1), question(2, 1, [])) == {"q2": RoutingCode.NO_ANSWERS}
    assert faults(question(1), question(2, 1, ["a", "gone"])) == {"q2": RoutingCode.ANSWERS_GONE}
    assert faults(question(1), question(2, 1, [*KEYS, DONT_KNOW])) == {"q2": RoutingCode.ALL_ANSWERS}
    open_text = question(1, kind=QuestionKind.OPEN_TEXT)
    assert faults(open_text, question(2, 1, ["WRITTEN"])) == {"q2": RoutingCode.NO_CONDITION_KIND}


def test_a_circle_is_named_at_each_question_in_it() -> None:
    assert faults(question(1, 2, ["a"]), question(2, 1, ["a"])) == {"q1": RoutingCode.CIRCLE, "q2": RoutingCode.CIRCLE}
    assert faults(question(1, 1, ["a"])) == {"q1": RoutingCode.CIRCLE}


def test_what_depends_on_a_question_that_nobody_gets_is_out_of_reach() -> None:
    made = [question(1), question(2, 1, ["gone"]), question(3, 2, ["a"]), question(4, 3, ["b"]), question(5, 1, ["b"])]
    assert faults(*made) == {
        "q2": RoutingCode.ANSWERS_GONE,
        "q3": RoutingCode.UNREACHABLE,
        "q4": RoutingCode.UNREACHABLE,
    }


def test_what_depends_on_a_question_that_some_still_get_is_not_out_of_reach() -> None:
    made = [question(1), question(2, 1, ["a", "gone"]), question(3, 2, ["a"])]
    assert faults(*made) == {"q2": RoutingCode.ANSWERS_GONE}


def test_a_condition_may_be_any_class_in_which_the_kind_is_counted() -> None:
    number = question(1, kind=QuestionKind.NUMBER, settings={"least": 0, "most": 7, "limits": [1, 3]})
    assert condition_answers(number) == ("0-0", "1-2", "3-7", DONT_KNOW)
    assert condition_answers(question(1, kind=QuestionKind.STATEMENT)) == ("AGREE", "DISAGREE", DONT_KNOW)
    assert condition_answers(question(1)) == (*KEYS, DONT_KNOW)
    assert condition_answers(question(1, kind=QuestionKind.OPEN_TEXT)) == ()


@st.composite
def small_questionnaires(draw: st.DrawFn) -> list[Question]:
    """Up to four questions, some with several answers at once."""
    made = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        needed = draw(st.none() | st.integers(1, number - 1)) if number > 1 else None
        chosen = draw(st.sets(st.sampled_from((*KEYS, DONT_KNOW)), min_size=1, max_size=2)) if needed else set()
        several = draw(st.booleans())
        kind = QuestionKind.CHOOSE_SEVERAL if several else QuestionKind.CHOOSE_ONE
        most = draw(st.sampled_from([{}, {"most": 2}])) if several else {}
        made.append(question(number, needed, sorted(chosen), kind=kind, settings=most))
    return made


def every_answer(one: Question) -> list[tuple[str, ...]]:
    """Return every way to answer a question, skipping it included."""
    most = one.settings.get("most", len(KEYS)) if one.kind is QuestionKind.CHOOSE_SEVERAL else 1
    return [(), (DONT_KNOW,), *(some for number in range(1, most + 1) for some in combinations(KEYS, number))]


@settings(max_examples=40)
@given(small_questionnaires())
def test_the_longest_path_is_what_somebody_gets_and_nobody_gets_more(made: list[Question]) -> None:
    longest = longest_path(made)
    paths = [
        asked_questions(made, {one.key: given for one, given in zip(made, answers, strict=True)})
        for answers in product(*map(every_answer, made))
    ]
    assert len(longest) == max(map(len, paths))
    assert longest in paths


@given(tangles())
def test_the_longest_path_ends_also_when_conditions_go_round(tangle: list[Question]) -> None:
    assert len(longest_path(tangle)) <= len(tangle)
