"""Answers to pictures and top threes: what is taken, what is refused, and in which classes each is counted."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.consultations.gates import question_problems
from panel.consultations.kinds import KINDS, MOST_PLACES, BadAnswerError, Value, kind_of
from panel.consultations.models import Option, Question, QuestionKind

KEYS = [f"o{number}" for number in range(1, 11)]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.sampled_from(KEYS),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def asked(kind: QuestionKind, number: int, *, with_pictures: bool = True) -> Question:
    """Return a question with so many answers, in no database."""
    options = [
        Option(key=key, text=f"Antwoord {key}", position=at, picture_id=at if with_pictures else None)
        for at, key in enumerate(KEYS[:number], start=1)
    ]
    return Question(key="q", kind=kind, text="Wat kies je?", settings={}, options=options)


TOP = asked(QuestionKind.TOP_THREE, 10)
orders = st.lists(st.sampled_from(KEYS), min_size=1, max_size=MOST_PLACES, unique=True)


@given(orders)
def test_a_top_three_keeps_its_order_through_a_form_and_through_a_box(order: list[str]) -> None:
    kind = kind_of(TOP)
    assert kind.read(order, TOP) == order
    assert kind.check(json.loads(json.dumps(order)), TOP) == order


@given(orders)
def test_a_top_three_counts_who_has_it_and_not_at_which_place(order: list[str]) -> None:
    kind = kind_of(TOP)
    counted = kind.counted_as(kind.check(order, TOP), TOP)
    assert set(counted) == set(order)
    assert counted == kind.counted_as(list(reversed(order)), TOP)


@given(ANYTHING)
def test_whatever_comes_in_is_a_proper_order_or_is_refused(value: object) -> None:
    try:
        taken = kind_of(TOP).check(value, TOP)
    except BadAnswerError:
        return
    assert isinstance(taken, list)
    assert 1 <= len(taken) <= MOST_PLACES
    assert len(set(taken)) == len(taken)
    assert set(taken) <= set(KEYS)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([], "EMPTY"),
        (None, "EMPTY"),
        ("o1", "EMPTY"),
        (["o1", "o2", "o3", "o4"], "TOO_MANY"),
        (["o1", "o1"], "TWICE"),
        (["o1", "elsewhere"], "UNKNOWN_OPTION"),
        (["o1", 2], "UNKNOWN_OPTION"),
        ([["o1"]], "UNKNOWN_OPTION"),
    ],
)
def test_a_top_three_says_why_it_is_refused(value: object, code: str) -> None:
    with pytest.raises(BadAnswerError) as refused:
        kind_of(TOP).check(value, TOP)
    assert refused.value.code == code


@given(ANYTHING)
def test_one_picture_is_taken_by_its_key_and_nothing_else(value: object) -> None:
    question = asked(QuestionKind.CHOOSE_PICTURE, 4)
    taken: Value | None
    try:
        taken = kind_of(question).check(value, question)
    except BadAnswerError:
        taken = None
    assert taken == (value if isinstance(value, str) and value in KEYS[:4] else None)


@pytest.mark.parametrize("number", range(11))
def test_how_many_answers_each_kind_takes(number: int) -> None:
    pictures = question_problems(asked(QuestionKind.CHOOSE_PICTURE, number))
    assert pictures == ([] if 2 <= number <= 6 else ["TOO_FEW_OPTIONS" if number < 2 else "TOO_MANY_OPTIONS"])
    places = question_problems(asked(QuestionKind.TOP_THREE, number))
    assert places == ([] if number >= 3 else ["TOO_FEW_OPTIONS"])
    scale = question_problems(asked(QuestionKind.SCALE, number))
    assert (scale == []) == (number in {3, 5})


def test_pictures_that_are_missing_keep_a_question_shut() -> None:
    assert question_problems(asked(QuestionKind.CHOOSE_PICTURE, 3, with_pictures=False)) == ["PICTURES_MISSING"]


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_every_kind_of_question_is_in_the_dictionary(kind: QuestionKind) -> None:
    assert KINDS[kind].key is kind


@given(orders)
def test_the_largest_answer_of_a_top_three_holds_every_order(order: list[str]) -> None:
    longest = ["x" * 60 for _ in order]
    assert len(json.dumps(longest, separators=(",", ":")).encode()) <= kind_of(TOP).largest_answer(TOP)
