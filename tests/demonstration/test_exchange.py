"""A consultation goes into a file and comes out the same; a broken file is refused with its field and line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, PolicyQuestion, State
from panel.consultations.queries import consultation_by_code
from panel.consultations.service.exchange.loading import load_consultation
from panel.consultations.service.exchange.problems import FileError
from panel.consultations.service.exchange.reading import read_consultation_file
from panel.consultations.service.exchange.saving import save_consultation
from tests.demonstration.files import as_text, whole
from tests.factories import UserFactory


def load(session: Session, content: dict[str, Any], **more: Any) -> Consultation:
    """Load a consultation for a new officer."""
    officer = UserFactory()
    file = read_consultation_file(as_text(content))
    return load_consultation(session, file, municipality_id=officer.municipality_id, by=officer.id, **more)


def test_a_loaded_consultation_is_a_draft_without_a_round(session: Session) -> None:
    loaded = load(session, whole())
    assert loaded.state is State.DRAFT
    assert loaded.rounds == []
    assert [one.key for one in loaded.questions] == ["keuze", "meer", "stelling", "keren", "idee"]


def test_saving_a_copy_under_another_code_gives_the_same_file(session: Session) -> None:
    first = load(session, whole())
    session.commit()
    text = save_consultation(first)
    officer = UserFactory()
    load_consultation(
        session, read_consultation_file(text), municipality_id=officer.municipality_id, by=officer.id, code="een-kopie"
    )
    session.commit()
    session.expunge_all()
    second = consultation_by_code(session, "een-kopie")
    assert second is not None
    assert save_consultation(second) == text
    assert text.count("Ağaçlar") == 1


def test_a_saved_file_names_nobody_and_promises_nothing(session: Session) -> None:
    text = save_consultation(load(session, whole()))
    for kept_here in ("B. Vis", "wethouder", "2099", "het-plein", "owner", "reply", "code"):
        assert kept_here not in text


def test_a_taken_code_is_named_and_nothing_is_kept(session: Session) -> None:
    load(session, whole())
    session.commit()
    with pytest.raises(FileError) as caught:
        load(session, whole())
    session.rollback()
    assert [one.code for one in caught.value.problems] == ["CODE_TAKEN"]
    assert session.scalar(select(func.count()).select_from(PolicyQuestion)) == 1


def test_more_than_ten_questions_need_a_reason(session: Session) -> None:
    content = whole()
    content["questions"] += [{"key": f"s{number}", "kind": "STATEMENT", "text": "Zo is het."} for number in range(6)]
    with pytest.raises(FileError) as caught:
        load(session, content)
    assert [one.code for one in caught.value.problems] == ["MORE_QUESTIONS"]
    session.rollback()
    assert len(load(session, content, reason_for_more="Ze horen bij elkaar.").questions) == 11


def broken(change: Callable[[dict[str, Any]], object]) -> str:
    """Return the text of a whole consultation in which one thing was changed."""
    content = whole()
    change(content)
    return as_text(content)


BROKEN: list[tuple[str, Callable[[dict[str, Any]], object], str, str]] = [
    ("no title", lambda c: c["policy_question"].pop("title"), "MISSING", "policy_question.title"),
    ("empty text", lambda c: c["questions"][0].update(text=" "), "EMPTY", "questions[0].text"),
    ("unknown field", lambda c: c["questions"][1].update(colour="red"), "UNKNOWN_FIELD", "questions[1].colour"),
    ("unknown kind", lambda c: c["questions"][2].update(kind="ESSAY"), "NOT_ONE_OF", "questions[2].kind"),
    ("number for text", lambda c: c["consultation"].update(topic=7), "WRONG_TYPE", "consultation.topic"),
    ("truth for number", lambda c: c["questions"][3]["settings"].update(most=True), "WRONG_TYPE",
     "questions[3].settings.most"),
    ("too long", lambda c: c["consultation"].update(topic="x" * 121), "TOO_LONG", "consultation.topic"),
    ("control character", lambda c: c["consultation"].update(welcome="a\x00b"), "NOT_TEXT", "consultation.welcome"),
    ("no such day", lambda c: c["policy_question"].update(reply_due_on="2027-02-30"), "NOT_A_DATE",
     "policy_question.reply_due_on"),
    ("moment for day", lambda c: c["policy_question"].update(reply_due_on=1_700_000_000), "WRONG_TYPE",
     "policy_question.reply_due_on"),
    ("no months", lambda c: c["consultation"].update(retention_months=0), "NOT_MONTHS",
     "consultation.retention_months"),
    ("unknown ground", lambda c: c["consultation"].update(privacy_ground="BECAUSE"), "NOT_ONE_OF",
     "consultation.privacy_ground"),
    ("bad code", lambda c: c["consultation"].update(code="482913"), "NOT_A_SLUG", "consultation.code"),
    ("bad key", lambda c: c["questions"][0].update(key="a b"), "NOT_A_KEY", "questions[0].key"),
    ("key twice", lambda c: c["questions"][1].update(key="keuze"), "KEY_TWICE", "questions[1].key"),
    ("our own key", lambda c: c["questions"][0]["options"][1].update(key="DONT_KNOW"), "KEY_RESERVED",
     "questions[0].options[1].key"),
    ("one option", lambda c: c["questions"][0]["options"].pop(), "TOO_FEW_OPTIONS", "questions[0]"),
    ("same options", lambda c: c["questions"][0]["options"][1].update(text="bomen"), "OPTIONS_ALIKE", "questions[0]"),
    ("no bounds", lambda c: c["questions"][3]["settings"].pop("least"), "NUMBER_WITHOUT_BOUNDS", "questions[3]"),
    ("options at a statement", lambda c: c["questions"][2].update(options=[{"key": "a", "text": "b"}]),
     "OPTIONS_NOT_USED", "questions[2].options"),
    ("settings at a statement", lambda c: c["questions"][2].update(settings={"most": 1}), "SETTING_NOT_USED",
     "questions[2].settings.most"),
    ("no questions", lambda c: c.update(questions=[], glossary=[]), "TOO_FEW", "questions"),
    ("one class", lambda c: c["breakdowns"][0]["classes"].pop(), "TOO_FEW", "breakdowns[0].classes"),
    ("five breakdowns", lambda c: c.update(breakdowns=c["breakdowns"] * 5), "TOO_MANY", "breakdowns"),
    ("breakdown named as a question", lambda c: c["breakdowns"][0].update(key="idee"), "KEY_TWICE",
     "breakdowns[0].key"),
    ("word of no question", lambda c: c["glossary"][1].update(question="x"), "UNKNOWN_QUESTION",
     "glossary[1].question"),
    ("unknown language", lambda c: c["consultation"].update(translations={"fr": {"topic": "la place"}}), "NOT_ONE_OF",
     "consultation.translations.fr"),
    ("other format", lambda c: c.update(format="something"), "WRONG_FORMAT", "format"),
    ("later version", lambda c: c.update(version=4), "WRONG_VERSION", "version"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "place"), [one[1:] for one in BROKEN], ids=[one[0] for one in BROKEN])
def test_a_broken_file_names_its_field_and_line(
    change: Callable[[dict[str, Any]], object], code: str, place: str
) -> None:
    text = broken(change)
    with pytest.raises(FileError) as caught:
        read_consultation_file(text)
    found = {(one.code, one.place) for one in caught.value.problems}
    assert (code, place) in found
    assert all(one.line is not None and 1 <= one.line <= text.count("\n") + 1 for one in caught.value.problems)


def test_the_line_of_a_problem_is_the_line_of_its_field() -> None:
    text = broken(lambda content: content["questions"][0]["options"][1].update(text=""))
    with pytest.raises(FileError) as caught:
        read_consultation_file(text)
    line = caught.value.problems[0].line
    assert line is not None
    assert text.splitlines()[line - 1].strip() == '"text": ""'


def test_all_problems_are_told_at_once() -> None:
    def change(content: dict[str, Any]) -> None:
        content["questions"][0]["text"] = ""
        content["consultation"]["topic"] = ""

    with pytest.raises(FileError) as caught:
        read_consultation_file(broken(change))
    assert [one.place for one in caught.value.problems] == ["consultation.topic", "questions[0].text"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"format": "meepraat-consultation",\n "version": 1,,}', "NOT_JSON"),
        ('{"format": 1, "format": 2}', "FIELD_TWICE"),
        ('{"format": NaN}', "STRANGE_NUMBER"),
        ('{"format": ' + "9" * 5000 + "}", "STRANGE_NUMBER"),
        ("[" * 100_000, "TOO_DEEP"),
        ("[1, 2]", "WRONG_FORMAT"),
        ('"een tekst"', "WRONG_FORMAT"),
    ],
)
def test_what_is_no_consultation_at_all_is_refused(text: str, code: str) -> None:
    with pytest.raises(FileError) as caught:
        read_consultation_file(text)
    assert [one.code for one in caught.value.problems] == [code]


def test_broken_json_names_its_line() -> None:
    with pytest.raises(FileError) as caught:
        read_consultation_file('{"format": "x",\n "version": 1,,}')
    assert caught.value.problems[0].line == 2
