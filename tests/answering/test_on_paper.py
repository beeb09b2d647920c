"""The questionnaire on paper: the questions, order and numbers of where it is typed in, with room for not knowing."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import flask
import pytest
from sqlalchemy.orm import Session

from panel.answering.answers import Answers
from panel.answering.on_paper import paper_questions
from panel.answering.typed_in import paper_lines
from panel.consultations.models import Consultation, EvidenceKind, Option, Question, QuestionKind, State
from panel.core.access import Role
from panel.core.keys import KeyDirectory
from tests.factories import QuestionFactory, UserFactory
from tests.support.scene import GROUP_CODE, open_class_consultation
from tests.support.visitor import Visitor


def of_every_kind(session: Session, keys: KeyDirectory, kind: EvidenceKind = EvidenceKind.GROUP) -> Consultation:
    """Open a questionnaire with every kind of question, and a background."""
    made = open_class_consultation(session, keys, evidence_kind=kind, with_breakdown=True)
    for one in (QuestionKind.TOP_THREE, QuestionKind.CHOOSE_PICTURE):
        QuestionFactory(consultation=made, kind=one)
    session.commit()
    session.refresh(made)
    return made


def reads(client: Visitor, made: Consultation, more: str = "") -> str:
    page = client.get(f"/werkplek/raadplegingen/{made.id}/vragenlijst-op-papier{more}")
    assert page.status_code == 200
    return page.text


def words_of(page: str) -> str:
    plain = re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(plain))


def test_paper_and_typing_in_have_the_same_questions_and_numbers(
    app: flask.Flask, session: Session, keys: KeyDirectory
) -> None:
    made = of_every_kind(session, keys)
    with app.test_request_context("/werkplek"):
        drawn = paper_questions(made, Answers())
        lines, _read = paper_lines(made, Answers())
    assert [one.number for one in drawn] == [line.number for line in lines] == list(range(1, len(lines) + 1))
    for one, line in zip(drawn, lines, strict=True):
        assert one.view.title == line.view.title
        assert [card.value for _number, card in one.cards] == [card.value for card in line.view.cards]
        assert [number for number, _card in one.cards] == list(range(1, len(line.view.cards) + 1))
    assert {QuestionKind(one.view.kind) for one in drawn if not one.view.is_background} == set(QuestionKind)


def test_the_number_beside_a_box_is_the_answer_that_is_typed(
    app: flask.Flask, session: Session, keys: KeyDirectory
) -> None:
    """A form of which every third box is ticked, typed over by its numbers, gives those answers."""
    made = of_every_kind(session, keys)
    with app.test_request_context("/werkplek"):
        drawn = paper_questions(made, Answers())
        ticked = {one.view.key: one.cards[min(2, len(one.cards) - 1)] for one in drawn if one.cards}
        lines, read = paper_lines(made, Answers(), {key: str(number) for key, (number, _card) in ticked.items()})
    assert [line.error for line in lines if line.error] == []
    for question in made.questions:
        card = ticked.get(next(one.view.key for one in drawn if one.view.question_key == question.key))
        if card is None:
            continue
        given = read.given[question.key]
        said = "DONT_KNOW" if given.state == "DONT_KNOW" else given.value
        assert card[1].value in (said if isinstance(said, list) else [said])


def test_not_knowing_has_a_box_at_every_question(
    client: Visitor, session: Session, keys: KeyDirectory, sign_in: Callable[..., Visitor]
) -> None:
    made = of_every_kind(session, keys)
    sign_in(client, UserFactory(municipality_id=made.municipality_id))
    page = reads(client, made)
    questions = page.split('<section class="mp-asked-on-paper">')[1:]
    assert len(questions) == len(made.questions) + 1
    for drawn in questions[:-1]:
        assert "Weet ik niet" in words_of(drawn)
    assert "Zeg ik liever niet" in words_of(questions[-1])
    assert all(drawn.count("mp-tick") + drawn.count("mp-line-to-write") > 0 for drawn in questions)


def test_a_spoken_answer_or_a_photo_is_not_offered(
    client: Visitor, session: Session, keys: KeyDirectory, sign_in: Callable[..., Visitor]
) -> None:
    made = of_every_kind(session, keys)
    for question in made.questions:
        if question.kind is QuestionKind.OPEN_TEXT:
            question.settings = {"voice": True, "photo": True}
    session.commit()
    sign_in(client, UserFactory(municipality_id=made.municipality_id))
    page = words_of(reads(client, made)).lower()
    assert "opname" not in page
    assert "foto" not in page


def test_the_paper_says_its_code_and_where_to_hand_it_in(
    client: Visitor, session: Session, keys: KeyDirectory, sign_in: Callable[..., Visitor]
) -> None:
    made = of_every_kind(session, keys)
    made.help_places = "de balie van de school"
    session.commit()
    sign_in(client, UserFactory(municipality_id=made.municipality_id))
    page = words_of(reads(client, made))
    assert f"{GROUP_CODE[:3]} {GROUP_CODE[3:]}" in page
    assert "Lever dit papier hier in: de balie van de school" in page
    assert "Schrijf je naam niet op." in page


def test_who_has_a_code_of_their_own_writes_it_in_eight_boxes(
    client: Visitor, session: Session, keys: KeyDirectory, sign_in: Callable[..., Visitor]
) -> None:
    made = of_every_kind(session, keys, EvidenceKind.SAMPLE)
    sign_in(client, UserFactory(municipality_id=made.municipality_id))
    page = reads(client, made)
    assert page.count('class="mp-cell"') == 8
    assert "De code staat op je brief." in words_of(page)


def test_easy_words_stand_on_the_paper_when_asked(
    client: Visitor, session: Session, keys: KeyDirectory, sign_in: Callable[..., Visitor]
) -> None:
    made = of_every_kind(session, keys)
    sign_in(client, UserFactory(municipality_id=made.municipality_id))
    usual, easy = (words_of(reads(client, made, more)) for more in ("", "?woorden=makkelijk"))
    assert "Hoe vaak sport jij in jouw buurt?" in usual
    assert "Sport je vaak buiten?" not in usual
    assert "Sport je vaak buiten?" in easy


@pytest.mark.parametrize("role", [Role.PANEL_WORKER, Role.FACILITATOR])
def test_who_helps_people_prints_it_once_it_is_no_draft(
    client: Visitor, session: Session, keys: KeyDirectory, sign_in: Callable[..., Visitor], role: Role
) -> None:
    made = of_every_kind(session, keys)
    sign_in(client, UserFactory(municipality_id=made.municipality_id, role=role))
    reads(client, made)
    made.state = State.DRAFT
    session.commit()
    assert client.get(f"/werkplek/raadplegingen/{made.id}/vragenlijst-op-papier").status_code == 404


def test_a_text_full_of_html_is_only_text(
    client: Visitor, session: Session, keys: KeyDirectory, sign_in: Callable[..., Visitor]
) -> None:
    made = of_every_kind(session, keys)
    question: Question = made.questions[0]
    option: Option = question.options[0]
    question.text, option.text = "<script>alert(1)</script> مرحبا 🚲", '"><img src=x onerror=alert(1)>'
    session.commit()
    sign_in(client, UserFactory(municipality_id=made.municipality_id))
    page = reads(client, made)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "مرحبا 🚲" in page
