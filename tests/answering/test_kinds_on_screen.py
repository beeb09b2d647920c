"""The phone without scripts: choosing a picture, a top three tap by tap, and opening what a word means."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy.orm import Session

from panel.answering.models import Draft
from panel.answering.queries import media_on_screens
from panel.consultations.models import Consultation, EvidenceKind, QuestionKind, State
from panel.core.keys import KeyDirectory
from tests.answering.conftest import Phone
from tests.factories import ConsultationFactory, QuestionFactory, RoundFactory, TermFactory
from tests.support.visitor import Visitor

PICTURE, TOP, STATEMENT = (f"/meedoen/vraag/{number}" for number in (1, 2, 3))


@pytest.fixture
def asked(session: Session, keys: KeyDirectory) -> Consultation:
    """An open link with a question with pictures, a top three and a statement."""
    made: Consultation = ConsultationFactory(state=State.OPEN, evidence_kind=EvidenceKind.OPEN, code="het-plein")
    for kind in (QuestionKind.CHOOSE_PICTURE, QuestionKind.TOP_THREE, QuestionKind.STATEMENT):
        QuestionFactory(consultation=made, kind=kind)
    RoundFactory(consultation=made, directory=keys)
    return made


@pytest.fixture
def visitor(asked: Consultation, client: Visitor) -> Phone:
    """Someone who came in and stands at the first question."""
    phone = Phone(client)
    phone.open("/meedoen/het-plein")
    phone.tap("/meedoen/start", code="het-plein")
    phone.open(PICTURE)
    return phone


def order_on(page: str) -> list[str]:
    """Return the order that the page carries along, unseen."""
    return re.findall(r'<input type="hidden" name="answer" value="([^"]+)">', page)


def numbers_on(page: str) -> dict[str, str]:
    """Return the number that each card shows, by its answer."""
    cards = re.findall(r'data-answer="(\w+)" aria-pressed="(true|false)".*?</button>', page, re.DOTALL)
    found = {}
    for key, pressed in cards:
        card = page.split(f'data-answer="{key}"')[1].split("</button>")[0]
        shown = re.search(r"<span data-place>.*?<span>(\d)</span>", card, re.DOTALL)
        assert (shown is not None) == (pressed == "true" and key != "DONT_KNOW")
        found[key] = shown.group(1) if shown else ""
    return found


def test_every_picture_has_its_words_and_a_card_to_tap(visitor: Phone, asked: Consultation, session: Session) -> None:
    pictures = media_on_screens(session, asked)
    for option in asked.questions[0].options:
        shown = pictures[option.picture_id or 0]
        assert f'src="{shown.address}" alt="{shown.words}"' in visitor.page
        assert f'data-answer="{option.key}"' in visitor.page
    assert visitor.page.count('type="radio"') == len(asked.questions[0].options) + 1
    assert visitor.tap(PICTURE, answer="tree", do="NEXT").request.path == TOP
    visitor.open(PICTURE)
    assert re.search(r'value="tree" checked', visitor.page)


def test_each_tap_gives_the_next_number_and_nothing_is_kept_until_next(visitor: Phone, session: Session) -> None:
    before = session.query(Draft).one().box
    visitor.open(TOP)
    chosen: list[str] = []
    for key in ("quiet", "light", "play"):
        assert visitor.tap(TOP, answer=chosen, do=f"PICK:{key}").status_code == 200
        chosen = order_on(visitor.page)
    assert chosen == ["quiet", "light", "play"]
    assert numbers_on(visitor.page) == {"light": "2", "green": "", "quiet": "1", "play": "3", "DONT_KNOW": ""}
    assert "Gekozen: 3 van de 3." in visitor.page
    session.expire_all()
    assert session.query(Draft).one().box == before
    assert visitor.tap(TOP, answer=chosen, do="NEXT").request.path == STATEMENT
    session.expire_all()
    assert session.query(Draft).one().box != before
    visitor.open(TOP)
    assert order_on(visitor.page) == chosen


def test_a_tap_again_moves_the_rest_up_and_one_button_begins_again(visitor: Phone) -> None:
    visitor.tap(TOP, answer=["quiet", "light"], do="PICK:quiet")
    assert numbers_on(visitor.page)["light"] == "1"
    visitor.tap(TOP, answer=["quiet", "light"], do="PICK:")
    assert order_on(visitor.page) == []


def test_a_fourth_card_is_told_where_it_was_tapped(visitor: Phone) -> None:
    visitor.tap(TOP, answer=["quiet", "light", "play"], do="PICK:green")
    assert order_on(visitor.page) == ["quiet", "light", "play"]
    card = visitor.page.split('data-answer="green"')[1]
    assert "Je hebt er al drie. Haal er eerst één weg." in card.split('data-answer="quiet"')[0]


def test_not_knowing_is_a_card_too(visitor: Phone) -> None:
    visitor.tap(TOP, answer=["quiet"], do="PICK:DONT_KNOW")
    assert order_on(visitor.page) == ["DONT_KNOW"]
    assert visitor.tap(TOP, answer="DONT_KNOW", do="NEXT").request.path == STATEMENT
    visitor.open("/meedoen/nakijken")
    assert "Weet ik niet" in visitor.page


def test_looking_back_shows_the_order(visitor: Phone) -> None:
    visitor.tap(TOP, answer=["quiet", "light"], do="NEXT")
    visitor.open("/meedoen/nakijken")
    assert "1. Rust\n2. Meer licht" in visitor.page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Kies een antwoord."),
        ({"answer": ["light", "green", "quiet", "play"]}, "Kies er niet meer dan 3."),
        ({"answer": ["light", "light"]}, "Kies elk antwoord maar één keer."),
        ({"answer": ["zebra"]}, "Kies een van de antwoorden hier."),
    ],
)
def test_what_cannot_be_taken_gets_a_sentence_and_stays(
    visitor: Phone, fields: dict[str, list[str]], sentence: str
) -> None:
    response = visitor.tap(TOP, do="NEXT", **fields)
    assert response.status_code == 400
    assert sentence in visitor.page


def test_an_expired_page_keeps_the_order(visitor: Phone) -> None:
    response = visitor.tap(TOP, token=False, answer=["quiet", "light"], do="NEXT")
    assert response.status_code == 400
    assert order_on(visitor.page) == ["quiet", "light"]


@pytest.mark.parametrize("do", ["PICK:light", "PICK:", "PICK:zebra", "PICK:" + "x" * 5000])
def test_a_pick_on_another_kind_of_question_changes_nothing(visitor: Phone, do: str) -> None:
    assert visitor.tap(STATEMENT, answer="AGREE", do=do).status_code == 200
    assert visitor.open("/meedoen/nakijken").status_code == 200
    assert "Overgeslagen" in visitor.page


def test_a_phone_with_scripts_brings_the_same_list(visitor: Phone, asked: Consultation) -> None:
    top, picture = asked.questions[1].key, asked.questions[0].key
    good = {top: {"state": "ANSWERED", "value": ["play", "light"]}, picture: {"state": "ANSWERED", "value": "slide"}}
    assert visitor.client.post("/meedoen/sync", json={"answers": good}).get_json() == {"status": "SAVED"}
    visitor.open(TOP)
    assert order_on(visitor.page) == ["play", "light"]
    for value in ("play", ["play", "play"], ["play", None], [["play"]], {"play": 1}, 3, True, ["play"] * 400):
        reply = visitor.client.post("/meedoen/sync", json={"answers": {top: {"state": "ANSWERED", "value": value}}})
        assert (reply.status_code, reply.get_json()["status"]) == (422, "REFUSED"), json.dumps(value)
    visitor.open(TOP)
    assert order_on(visitor.page) == ["play", "light"]


def test_a_hard_word_is_marked_in_the_text_and_explained_under_the_question(
    visitor: Phone, asked: Consultation
) -> None:
    TermFactory(consultation=asked, word="glijbaan", explanation="Een schuine plaat om van te glijden.")
    TermFactory(consultation=asked, word="inspraak", explanation="Je zegt wat je vindt.")
    asked.edition += 1
    visitor.open(PICTURE)
    assert 'Een <dfn class="mp-word" data-word="1">glijbaan</dfn>' in visitor.page
    chip = visitor.page.split('<details class="mp-term">')[1].split("</details>")[0]
    assert "<summary>" in chip
    assert "Een schuine plaat om van te glijden." in chip
    assert "inspraak" not in visitor.page
    visitor.open(STATEMENT)
    assert "glijbaan" not in visitor.page
