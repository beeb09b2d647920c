"""Who gets a question stays right whatever else changes, is copied or travels, or the change is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.forecast import expected_asked
from panel.consultations.gates import Gate, Place, missing_for_opening
from panel.consultations.hints import Hint, question_hints
from panel.consultations.kinds import DONT_KNOW
from panel.consultations.models import Consultation, Question, QuestionKind, State
from panel.consultations.service import (
    EVERYBODY,
    ClassText,
    OnlyIf,
    OptionText,
    RoutingError,
    ShutError,
    StaleEditionError,
    add_breakdown,
    add_question,
    change_question,
    fingerprint,
    move_question,
    remove_question,
)
from panel.consultations.service.copying import copy_consultation, copy_question
from panel.consultations.service.exchange.loading import load_consultation
from panel.consultations.service.exchange.problems import FileError
from panel.consultations.service.exchange.reading import read_consultation_file
from panel.consultations.service.exchange.saving import save_consultation
from panel.consultations.service.library import add_to_library, take_from_library
from panel.core.clock import today
from panel.media.folder import MediaFolder
from panel.municipalities.models import Municipality
from tests.consultations.making import ready_consultation
from tests.factories import ConsultationFactory


@pytest.fixture
def draft(session: Session, officer: User) -> Consultation:
    """How often (1), what can be better (2, open), why never (3: who says never), what would help (4: after 3)."""
    made = ready_consultation(session, officer)
    first = made.questions[0]
    never = first.options[2].key
    why = add_question(
        session, made, kind=QuestionKind.CHOOSE_SEVERAL, text="Waarom nooit?", only_if=OnlyIf(first.id, (never,)),
        options=[OptionText("Geen tijd"), OptionText("Te duur"), OptionText("Geen zin")],
    )  # fmt: skip
    add_question(
        session, made, kind=QuestionKind.STATEMENT, text="Er moet een gratis les zijn.",
        only_if=OnlyIf(why.id, (why.options[1].key, DONT_KNOW)),
    )  # fmt: skip
    session.commit()
    return made


def conditions(consultation: Consultation) -> list[tuple[int, list[str]] | None]:
    """Return the condition of each question: the place of the question it depends on, and the words of its answers."""
    told: list[tuple[int, list[str]] | None] = []
    for one in consultation.questions:
        needed = next((other for other in consultation.questions if other.id == one.only_if_question_id), None)
        texts = {option.key: option.text for option in needed.options} if needed else {}
        told.append((needed.position, [texts.get(key, key) for key in one.only_if_answers]) if needed else None)
    return told


ROUTED = [None, None, (1, ["Nooit"]), (3, ["Te duur", DONT_KNOW])]


def save(session: Session, draft: Consultation, question: Question, **changes: object) -> None:
    """Save a question as it is, but for what `changes` says."""
    kept = [OptionText(one.text, one.easy_text, one.pictogram, one.key) for one in question.options]
    said = {"text": question.text, "options": kept, "settings": question.settings, "mark": fingerprint(question)}
    change_question(session, draft, question, **{**said, **changes})  # type: ignore[arg-type]


def refused(code: str, change: Callable[[], object]) -> RoutingError:
    with pytest.raises(RoutingError) as told:
        change()
    assert told.value.code == code
    return told.value


def test_a_condition_is_kept_in_the_order_of_the_answers(session: Session, draft: Consultation) -> None:
    session.expire_all()
    assert conditions(draft) == ROUTED
    last = draft.questions[3]
    keys = [one.key for one in draft.questions[2].options]
    save(session, draft, last, only_if=OnlyIf(draft.questions[2].id, (DONT_KNOW, keys[2], keys[0])))
    assert last.only_if_answers == [keys[0], keys[2], DONT_KNOW]
    save(session, draft, last, only_if=EVERYBODY)
    session.commit()
    assert (last.only_if_question_id, last.only_if_answers) == (None, [])


def test_a_condition_that_cannot_be_is_refused(session: Session, draft: Consultation) -> None:
    first, open_text, why, last = draft.questions
    keys = tuple(one.key for one in first.options)

    def wanting(question: Question, needed: Question, *answers: str) -> Callable[[], None]:
        return lambda: save(session, draft, question, only_if=OnlyIf(needed.id, answers))

    refused("NO_SUCH_QUESTION", wanting(why, last, "AGREE"))
    refused("NO_SUCH_QUESTION", wanting(why, why, why.options[0].key))
    refused("NO_SUCH_QUESTION", wanting(why, open_text, "WRITTEN"))
    refused("NO_SUCH_QUESTION", lambda: save(session, draft, why, only_if=OnlyIf(987654, ("a",))))
    refused("NO_ANSWERS", wanting(why, first))
    refused("ANSWERS_GONE", wanting(why, first, keys[0], "elsewhere"))
    refused("ALL_ANSWERS", wanting(why, first, *keys, DONT_KNOW))
    session.rollback()
    assert conditions(draft) == ROUTED


def test_a_colleague_who_changed_who_gets_it_is_not_overwritten(session: Session, draft: Consultation) -> None:
    question = draft.questions[3]
    mark = fingerprint(question)
    save(session, draft, question, only_if=EVERYBODY)
    with pytest.raises(StaleEditionError):
        save(session, draft, question, mark=mark)


def test_a_question_never_comes_before_the_one_it_depends_on(session: Session, draft: Consultation) -> None:
    told = refused("ORDER", lambda: move_question(session, draft, draft.questions[3], places=-1))
    assert told.numbers == (4, 3)
    told = refused("ORDER", lambda: move_question(session, draft, draft.questions[0], places=2))
    assert told.numbers == (3, 1)
    move_question(session, draft, draft.questions[1], places=2)
    session.commit()
    assert conditions(draft) == [None, (1, ["Nooit"]), (2, ["Te duur", DONT_KNOW]), None]


def test_a_question_on_which_others_depend_stays(session: Session, draft: Consultation) -> None:
    assert refused("STILL_NEEDED", lambda: remove_question(session, draft, draft.questions[2])).numbers == (4,)
    for place in (3, 2, 0):
        remove_question(session, draft, draft.questions[place])
    session.commit()
    assert [one.text for one in draft.questions] == ["Wat kan beter?"]


def test_an_answer_on_which_a_question_depends_stays(session: Session, draft: Consultation) -> None:
    first = draft.questions[0]
    kept = [OptionText(one.text, key=one.key) for one in first.options]
    told = refused("ANSWERS_NEEDED", lambda: save(session, draft, first, options=kept[:2]))
    assert (told.numbers, told.answers) == ((3,), (first.options[2].key,))
    save(session, draft, first, options=[*kept[1:], OptionText("Soms wel")])
    session.commit()
    assert conditions(draft) == ROUTED


def test_the_class_of_a_number_on_which_a_question_depends_stays(session: Session, draft: Consultation) -> None:
    number = {"least": 0, "most": 7, "limits": [1, 3]}
    asked = add_question(session, draft, kind=QuestionKind.NUMBER, text="Hoe vaak?", settings=number)
    add_question(session, draft, kind=QuestionKind.OPEN_TEXT, text="Waar?", only_if=OnlyIf(asked.id, ("1-2", "3-7")))
    refused("ANSWERS_NEEDED", lambda: save(session, draft, asked, settings={**number, "limits": [1, 4]}))
    save(session, draft, asked, settings={**number, "unit": "keer"})


def test_taking_the_other_answers_away_shuts_the_gate_at_the_question(session: Session, draft: Consultation) -> None:
    assert missing_for_opening(draft, on=today()) == []
    why, last = draft.questions[2:]
    save(session, draft, last, only_if=OnlyIf(why.id, (why.options[1].key, why.options[2].key, DONT_KNOW)))
    save(session, draft, why, options=[OptionText(one.text, key=one.key) for one in why.options[1:]])
    missing = missing_for_opening(draft, on=today())
    assert [(one.code, one.place, one.part_id, one.gate) for one in missing] == [
        ("ONLY_IF_ALL_ANSWERS", Place.QUESTION, last.id, Gate.QUESTIONS)
    ]


def test_after_opening_nobody_changes_who_gets_what(session: Session, draft: Consultation) -> None:
    draft.state = State.IN_REVIEW
    session.commit()
    for change in (
        lambda: save(session, draft, draft.questions[2], only_if=EVERYBODY),
        lambda: move_question(session, draft, draft.questions[1], places=1),
        lambda: remove_question(session, draft, draft.questions[3]),
    ):
        with pytest.raises(ShutError):
            change()


def test_the_database_itself_holds_a_condition_to_its_own_questionnaire(
    session: Session, draft: Consultation, officer: User
) -> None:
    other = ready_consultation(session, officer)
    question = draft.questions[1]
    for needed, answers in ((other.questions[0].id, ["o1"]), (None, ["o1"]), (draft.questions[0].id, [])):
        question.only_if_question_id, question.only_if_answers = needed, answers
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()


def test_a_copied_questionnaire_has_the_same_conditions_on_its_own_questions(
    session: Session, draft: Consultation, officer: User
) -> None:
    copy = copy_consultation(session, draft, by=officer.id, title="Nog eens?")
    session.commit()
    session.expire_all()
    assert conditions(copy) == ROUTED
    assert {one.only_if_question_id for one in copy.questions} - {None} <= {one.id for one in copy.questions}


def test_a_copied_question_keeps_its_condition_where_that_can_be(
    session: Session, town: Municipality, draft: Consultation, officer: User
) -> None:
    copy_question(session, draft.questions[2], draft, draft, by=officer.id)
    assert conditions(draft)[2:4] == [(1, ["Nooit"]), (1, ["Nooit"])]
    other = ConsultationFactory(municipality=town)
    alone = copy_question(session, draft.questions[2], draft, other, by=officer.id)
    assert (alone.only_if_question_id, alone.only_if_answers) == (None, [])
    for question in (draft.questions[0], draft.questions[2]):
        copy_question(session, question, draft, other, by=officer.id)
    session.commit()
    assert conditions(other) == [None, None, (2, ["Nooit"])]


def test_the_library_keeps_a_condition_and_finds_it_again(
    session: Session, town: Municipality, draft: Consultation, officer: User, tmp_path: Path
) -> None:
    folder = MediaFolder(tmp_path)
    kept = [add_to_library(session, draft, one, folder, by=officer.id) for one in draft.questions]
    other = ConsultationFactory(municipality=town)
    for one in (kept[3], kept[0], kept[2], kept[3]):
        take_from_library(session, one, other, folder, by=officer.id)
    session.commit()
    assert conditions(other) == [None, None, (2, ["Nooit"]), (3, ["Te duur", DONT_KNOW])]
    other.questions[1].options[2].text = "Bijna nooit"
    take_from_library(session, kept[2], other, folder, by=officer.id)
    assert conditions(other)[-1] is None


def test_a_file_carries_conditions(session: Session, draft: Consultation, officer: User) -> None:
    written = save_consultation(draft)
    assert json.loads(written)["version"] == 3
    loaded = load_consultation(
        session, read_consultation_file(written), municipality_id=draft.municipality_id, by=officer.id
    )
    session.commit()
    assert conditions(loaded) == ROUTED
    assert save_consultation(loaded) == written


@pytest.mark.parametrize(
    ("changed", "code", "place"),
    [
        ({"question": "nergens", "answers": ["o1"]}, "UNKNOWN_QUESTION", "questions[2].only_if.question"),
        ({"question": "q4", "answers": ["AGREE"]}, "ONLY_IF_CIRCLE", "questions[2].only_if"),
        ({"question": "q2", "answers": ["WRITTEN"]}, "ONLY_IF_NO_CONDITION_KIND", "questions[2].only_if"),
        ({"question": "q1", "answers": ["o9"]}, "ONLY_IF_ANSWERS_GONE", "questions[2].only_if"),
        ({"question": "q1", "answers": []}, "TOO_FEW", "questions[2].only_if.answers"),
        ({"question": "q1"}, "MISSING", "questions[2].only_if.answers"),
    ],
)
def test_a_file_with_a_condition_that_cannot_be_is_refused_with_its_place(
    draft: Consultation, changed: dict[str, object], code: str, place: str
) -> None:
    content = json.loads(save_consultation(draft))
    assert [one["key"] for one in content["questions"]] == ["q1", "q2", "q3", "q4"]
    content["questions"][2]["only_if"] = changed
    with pytest.raises(FileError) as told:
        read_consultation_file(json.dumps(content))
    assert (code, place) in {(one.code, one.place) for one in told.value.problems}


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_of_before_there_were_conditions_is_read(draft: Consultation, version: int) -> None:
    content = json.loads(save_consultation(draft)) | {"version": version}
    for question in content["questions"]:
        question.pop("only_if", None)
    assert [one.only_if for one in read_consultation_file(json.dumps(content)).questions] == [None] * 4


def test_the_forecast_warns_when_too_few_people_get_a_question(session: Session, draft: Consultation) -> None:
    assert expected_asked(draft) == {}
    draft.expected_responses = 200
    third, fourth = (expected_asked(draft)[one.id] for one in draft.questions[2:])
    # One of four answers; then two of four again.
    assert (third.asked, third.not_asked, third.is_too_small) == (50, 150, False)
    assert (fourth.asked, fourth.not_asked, fourth.is_too_small) == (25, 175, False)
    assert (third.group_is_too_small, question_hints(draft)) == (False, [])
    draft.expected_responses = 60
    assert expected_asked(draft)[draft.questions[3].id].is_too_small
    assert question_hints(draft) == [Hint.FEW_ASKED]


def test_the_forecast_warns_for_the_smallest_group_too(session: Session, draft: Consultation) -> None:
    draft.expected_responses = 200
    shares = (ClassText("Centrum", share=85), ClassText("Noord", share=15))
    add_breakdown(session, draft, label="Wijk", text="Waar woon je?", classes=shares)
    found = expected_asked(draft)[draft.questions[2].id]
    assert (found.is_too_small, found.group, found.people_of_group, found.group_is_too_small) == (
        False, "Noord", 7, True,
    )  # fmt: skip
