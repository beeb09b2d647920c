"""Who gets which screen: the same on a phone with scripts, without them and when answers are counted."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panel.answering.answers import Answers, Given
from panel.answering.routing import asked_of, only_asked
from panel.answering.steps import first_open, is_done, step_at, step_before, step_from, steps_of
from panel.answering.sync import given_to_phone
from panel.consultations.kinds import DONT_KNOW, kind_of
from panel.consultations.models import Breakdown, BreakdownSource, Consultation, Option, Question, QuestionKind
from panel.consultations.routing import condition_answers
from tests.support.house import PANEL

KINDS = [
    QuestionKind.CHOOSE_ONE,
    QuestionKind.CHOOSE_SEVERAL,
    QuestionKind.STATEMENT,
    QuestionKind.NUMBER,
    QuestionKind.TOP_THREE,
    QuestionKind.OPEN_TEXT,
]
WRITTEN_KEYS = ("a", "b", "c", "d")


@st.composite
def questionnaires(draw: st.DrawFn) -> Consultation:
    """Up to seven questions of any kind, each for everybody or for who gave some answer before; and one background."""
    made: list[Question] = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        kind = draw(st.sampled_from(KINDS))
        options = [Option(key=key, text=key, position=at) for at, key in enumerate(WRITTEN_KEYS, start=1)]
        one = Question(
            id=number,
            key=f"k{number}",
            kind=kind,
            position=number,
            text="Wat?",
            settings={"least": 0, "most": 20, "limits": [1, 5, 12]} if kind is QuestionKind.NUMBER else {},
            options=options if kind.value.startswith(("CHOOSE", "TOP")) else [],
            only_if_answers=[],
        )
        before = [other for other in made if condition_answers(other)]
        if before and draw(st.booleans()):
            needed = draw(st.sampled_from(before))
            one.only_if_question_id = needed.id
            one.only_if_answers = sorted(draw(st.sets(st.sampled_from(condition_answers(needed)), min_size=1)))
        made.append(one)
    return Consultation(
        questions=made,
        breakdowns=[
            Breakdown(key="age", label="Leeftijd", text="Hoe oud?", filled_by=BreakdownSource.ASKED, classes=[])
        ],
    )


@st.composite
def answers_to(draw: st.DrawFn, consultation: Consultation) -> Answers:
    """Any answers at all, also to questions that this person does not get."""
    found: dict[str, Given] = {}
    for one in consultation.questions:
        state = draw(st.sampled_from(["", "SKIPPED", "DONT_KNOW", "ANSWERED", "ANSWERED", "ANSWERED"]))
        if state == "ANSWERED":
            found[one.key] = Given("ANSWERED", draw(values(one)))
        elif state:
            found[one.key] = Given("SKIPPED" if state == "SKIPPED" else "DONT_KNOW")
    return Answers(found, {"age": "NO_STATEMENT"} if draw(st.booleans()) else {})


def values(question: Question) -> st.SearchStrategy[Any]:
    if question.kind is QuestionKind.NUMBER:
        return st.integers(0, 20)
    if question.kind is QuestionKind.OPEN_TEXT:
        return st.sampled_from(["a", "Meer licht"])
    if question.kind in {QuestionKind.CHOOSE_SEVERAL, QuestionKind.TOP_THREE}:
        return st.lists(st.sampled_from(WRITTEN_KEYS), min_size=1, max_size=3, unique=True)
    return st.sampled_from(kind_of(question).classes(question))


@st.composite
def people(draw: st.DrawFn) -> tuple[Consultation, Answers]:
    consultation = draw(questionnaires())
    return consultation, draw(answers_to(consultation))


def as_pages_tell(consultation: Consultation) -> list[dict[str, str]]:
    """Return the marks of each screen in the page, as a phone reads them."""
    keys = {one.id: one.key for one in consultation.questions}
    found = []
    for place, one in enumerate(consultation.questions, start=1):
        screen = {"screen": str(place), "key": f"q-{one.key}", "kind": one.kind.value}
        if one.only_if_question_id is not None:
            screen |= {
                "onlyIf": f"q-{keys[one.only_if_question_id]}",
                "onlyAnswers": " ".join(one.only_if_answers),
            }
        found.append(screen)
    return [*found, {"screen": str(len(found) + 1), "key": "b-age", "kind": "BACKGROUND"}]


@pytest.fixture(scope="module")
def phone_rule(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own script, ready for node: prints what a phone makes of each case that it reads."""
    folder = tmp_path_factory.mktemp("phone")
    shutil.copytree(PANEL / "static" / "js" / "answering", folder / "answering")
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "main.js").write_text(
        "import { readFileSync } from 'node:fs';"
        "import { wayThrough } from './answering/routing.js';"
        "const cases = JSON.parse(readFileSync(0, 'utf8'));"
        "console.log(JSON.stringify(cases.map(([screens, answers]) => wayThrough(screens, answers))));"
    )
    return folder / "main.js"


def on_phones(rule: Path, cases: list[tuple[Consultation, Answers]]) -> list[dict[str, Any]]:
    node = shutil.which("node")
    assert node is not None
    told = json.dumps([(as_pages_tell(asked), given_to_phone(answers)) for asked, answers in cases])
    said = subprocess.run([node, rule], input=told, capture_output=True, text=True, check=True).stdout
    found: list[dict[str, Any]] = json.loads(said)
    return found


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
@given(cases=st.lists(people(), min_size=10, max_size=25))
def test_a_phone_shows_each_person_the_screens_that_the_server_shows(
    phone_rule: Path, cases: list[tuple[Consultation, Answers]]
) -> None:
    for (asked, answers), phone in zip(cases, on_phones(phone_rule, cases), strict=True):
        steps = steps_of(asked, answers)
        assert phone["asked"] == [str(step.place) for step in steps]
        assert {phone["most"]} == {step.total for step in steps}
        assert {phone["most"] > len(steps)} == {step.is_open for step in steps}


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("4", True), ("04", True), (" 3 ", True), ("٤", True), ("۳", True), ("5", False), ("0", False), ("", False)],
)
def test_a_phone_reads_a_number_as_it_is_typed(phone_rule: Path, typed: str, asked: bool) -> None:
    screens = [
        {"screen": "1", "key": "q-n", "kind": "NUMBER"},
        {"screen": "2", "key": "q-m", "kind": "OPEN_TEXT", "onlyIf": "q-n", "onlyAnswers": "1-4"},
    ]
    answers = {"q-n": {"state": "ANSWERED", "value": typed}}
    node = shutil.which("node")
    assert node is not None
    said = subprocess.run(
        [node, phone_rule], input=json.dumps([[screens, answers]]), capture_output=True, text=True, check=True
    ).stdout
    assert json.loads(said)[0]["asked"] == (["1", "2"] if asked else ["1"])


@settings(max_examples=60, deadline=None)
@given(people())
def test_the_numbers_on_the_screens_count_what_this_person_gets(case: tuple[Consultation, Answers]) -> None:
    consultation, answers = case
    steps = steps_of(consultation, answers)
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert all(step.total >= len(steps) and step.is_open == (step.total > len(steps)) for step in steps)
    places = [step.place for step in steps]
    for place in range(1, len(consultation.questions) + 2):
        here = step_from(consultation, answers, place)
        before = step_before(consultation, answers, place)
        assert (here.place if here else None) == min((one for one in places if one >= place), default=None)
        assert (before.place if before else None) == max((one for one in places if one < place), default=None)
        at = step_at(consultation, answers, place)
        assert at is not None
        assert at.place == place


@settings(max_examples=60, deadline=None)
@given(people())
def test_who_answers_what_is_shown_comes_to_the_end_and_is_never_promised_more_than_comes(
    case: tuple[Consultation, Answers],
) -> None:
    consultation, wishes = case
    answers, totals, seen = Answers(), [], []
    while (step := first_open(consultation, answers)) is not None:
        totals.append(step.total)
        seen.append(step.number)
        if step.question is not None:
            answers = answers.with_given(step.question.key, wishes.given.get(step.question.key, Given("SKIPPED")))
        elif step.breakdown is not None:
            answers = answers.with_background(step.breakdown.key, "NO_STATEMENT")
    assert seen == list(range(1, len(seen) + 1))
    assert totals == sorted(totals, reverse=True)
    assert totals[-1] == len(seen)
    assert all(is_done(step, answers) and not step.is_open for step in steps_of(consultation, answers))


@settings(max_examples=60, deadline=None)
@given(people())
def test_what_is_sent_has_only_answers_to_what_was_asked(case: tuple[Consultation, Answers]) -> None:
    consultation, answers = case
    kept = only_asked(consultation, answers)
    asked = {one.key for one in asked_of(consultation, answers)}
    assert kept.given == {key: one for key, one in answers.given.items() if key in asked}
    assert kept.background == answers.background
    # Dropping changes nothing of who is asked what: it can be done again.
    assert only_asked(consultation, kept) == kept
    assert {one.key for one in asked_of(consultation, kept)} == asked


def test_who_skips_or_leaves_the_condition_is_not_asked() -> None:
    first = Question(id=1, key="a", kind=QuestionKind.STATEMENT, text="Wat?", settings={}, only_if_answers=[])
    second = Question(
        id=2, key="b", kind=QuestionKind.OPEN_TEXT, text="Waarom?", settings={},
        only_if_question_id=1, only_if_answers=["AGREE", DONT_KNOW],
    )  # fmt: skip
    consultation = Consultation(questions=[first, second], breakdowns=[])
    for given_, asked in (
        ({"a": Given("SKIPPED")}, ["a"]),
        ({}, ["a"]),
        ({"a": Given("ANSWERED", "DISAGREE")}, ["a"]),
        ({"a": Given("ANSWERED", "AGREE")}, ["a", "b"]),
        ({"a": Given("DONT_KNOW")}, ["a", "b"]),
    ):
        assert [one.key for one in asked_of(consultation, Answers(given_))] == asked
