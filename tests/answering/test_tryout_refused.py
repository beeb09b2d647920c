"""What testers should not send, links that lead nowhere, and guessing: nothing is stored, and every page says why."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from http import HTTPStatus

import flask
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config import Settings
from panel.answering.guesses import WRONG_CODES
from panel.app import create_app
from panel.consultations.models import Consultation, Remark, State
from panel.consultations.service import OptionText, change_question, fingerprint
from tests.answering.trying import PAGE, begins, remarks, says
from tests.support.scene import write_class_consultation
from tests.support.time import SetClock
from tests.support.visitor import Visitor

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.CANCELLED])
def test_a_test_of_what_is_no_draft_says_that_it_is_over(
    client: Visitor, session: Session, draft: Consultation, state: State
) -> None:
    begins(client)
    mark = fingerprint(draft.questions[0])
    draft.state = state
    session.commit()
    for answer in (
        client.get(PAGE),
        client.get(f"{PAGE}/vraag/1"),
        client.post(PAGE, data={"target": "YES"}),
        client.post(f"{PAGE}/vraag/1", data={"mark": mark, "own_words": "Te laat"}),
    ):
        assert answer.status_code == HTTPStatus.GONE
        assert "Deze test is klaar." in answer.text
    assert remarks(session, draft) == []


def test_a_stopped_or_unknown_link_leads_nowhere(client: Visitor, session: Session, draft: Consultation) -> None:
    begins(client)
    draft.test_key = None
    session.commit()
    for address in (PAGE, f"{PAGE}/vraag/1", "/proef/onbekend", "/proef/%00", "/proef/" + "x" * 2000):
        answer = client.get(address)
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert "Deze link werkt niet." in answer.text


def test_the_link_of_another_municipality_is_not_there(client: Visitor, session: Session, draft: Consultation) -> None:
    elsewhere = write_class_consultation(session, code="elders")
    elsewhere.test_key = "zzzzzzzzzzzz"
    session.commit()
    assert client.get(PAGE).status_code == HTTPStatus.OK
    assert elsewhere.municipality_id != draft.municipality_id
    assert client.get("/proef/zzzzzzzzzzzz").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "mark", ["MINUS:1", "MINUS:9999", "MINUS:-4", "OWN_WORDS:0", "PLUS:", "PLUS:4:5", "x" * 500, "PLUS:\uff14"]
)
def test_a_mark_that_is_none_of_ours_is_told_and_own_words_stay(
    client: Visitor, session: Session, draft: Consultation, mark: str
) -> None:
    begins(client)
    answer = says(client, 1, word=["PLUS:0", mark], own_words="Of ik sport")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Dit woord staat niet in de vraag." in answer.text
    assert "Of ik sport</textarea>" in answer.text
    assert remarks(session, draft) == []


@pytest.mark.parametrize(
    "text",
    ['<script>alert("x")</script>', "‮tsket edreekrev‬", "مرحبا", "🎉" * 120, "{{ 7 * 7 }}", "a\r\n\r\nb"],
)
def test_own_words_of_any_kind_are_kept_and_shown_as_words(
    client: Visitor, session: Session, draft: Consultation, text: str
) -> None:
    begins(client)
    assert says(client, 1, own_words=text).status_code == HTTPStatus.FOUND
    page = client.get(f"{PAGE}/vraag/1").text
    assert "<script>alert" not in page
    assert len(remarks(session, draft)) == 1


@pytest.mark.parametrize("text", ["y" * 401, "z" * 100_000, "kapot\x00tekst"])
def test_own_words_that_do_not_fit_are_told_and_stay_on_the_screen(
    client: Visitor, session: Session, draft: Consultation, text: str
) -> None:
    begins(client)
    answer = says(client, 1, own_words=text, word="PLUS:4")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert 'value="PLUS:4"' in answer.text
    assert text[:300] in answer.text
    assert remarks(session, draft) == []


def test_a_question_that_changed_meanwhile_is_shown_anew_with_the_own_words(
    client: Visitor, session: Session, draft: Consultation
) -> None:
    begins(client)
    question = draft.questions[0]
    old = fingerprint(question)
    options = [OptionText(one.text, pictogram=one.pictogram, key=one.key) for one in question.options]
    change_question(session, draft, question, mark=old, text="Sport jij elke week?", options=options)
    session.commit()
    answer = client.post(f"{PAGE}/vraag/1", data={"mark": old, "word": "PLUS:4", "own_words": "Of ik sport"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Sport jij elke week?" in answer.text
    assert "Of ik sport</textarea>" in answer.text
    assert remarks(session, draft) == []


def test_an_expired_form_brings_everything_back(client: Visitor, session: Session, draft: Consultation) -> None:
    begins(client)
    mark = fingerprint(draft.questions[0])
    sent = {"mark": mark, "word": "MINUS:4", "own_words": "Of ik sport"}
    answer = client.post(f"{PAGE}/vraag/1", data=sent, token=False)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Of ik sport</textarea>" in answer.text
    assert 'value="MINUS:4"' in answer.text
    assert session.scalar(select(func.count()).select_from(Remark)) == 0


@pytest.mark.parametrize("cookie", ["", "x", "WzEsMl0.abc", "W10.AAAA"])
def test_a_changed_cookie_is_no_ticket(client: Visitor, draft: Consultation, cookie: str) -> None:
    client.set_cookie("meepraat-proef", cookie, path="/proef")
    assert client.get(f"{PAGE}/vraag/1").location == PAGE
    begins(client)


@pytest.mark.parametrize("number", [0, 7, 999_999])
def test_a_question_that_is_not_there_leads_to_the_start(client: Visitor, draft: Consultation, number: int) -> None:
    begins(client)
    assert client.get(f"{PAGE}/vraag/{number}").location == PAGE
    assert client.post(f"{PAGE}/vraag/{number}", data={"mark": "x"}).location == PAGE


def test_who_did_not_come_to_the_end_is_not_thanked_yet(client: Visitor, draft: Consultation) -> None:
    begins(client)
    assert client.get(f"{PAGE}/bedankt").location == f"{PAGE}/vraag/1"


def test_who_reads_another_language_says_it_in_words_only(client: Visitor, draft: Consultation) -> None:
    client.set_cookie("meepraat-lezen", "ar")
    begins(client)
    page = client.get(f"{PAGE}/vraag/1").text
    assert 'dir="rtl"' in page
    assert "WORD:" not in page
    assert 'name="own_words"' in page


def test_who_reads_easy_words_taps_those(client: Visitor, draft: Consultation) -> None:
    client.set_cookie("meepraat-lezen", "easy")
    begins(client)
    page = client.get(f"{PAGE}/vraag/1").text
    words = re.findall(r'value="WORD:(\d+)"', page)
    assert int(words[0]) == len(draft.questions[0].text) + 1, "the easy text is the title now, and comes first"


@pytest.fixture
def limited(settings: Settings, draft: Consultation) -> Iterator[flask.Flask]:
    made = create_app(settings.model_copy(update={"rate_limits": True, "effort_bits": 6}))
    made.test_client_class = Visitor
    yield made
    made.extensions["meepraat_database"].engine.dispose()


def test_guessing_links_is_slowed_and_who_tests_already_goes_on(
    limited: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = SetClock(monkeypatch, dt.datetime.now(dt.UTC).replace(microsecond=0))
    monkeypatch.setattr("time.time", lambda: moment.moment.timestamp())
    tester, guesser = limited.test_client(), limited.test_client()
    assert tester.post(PAGE, data={"target": "YES"}).status_code == HTTPStatus.FOUND
    tried = [guesser.get(f"/proef/gok{number}").status_code for number in range(WRONG_CODES.free_minute + 2)]
    assert tried == [404] * WRONG_CODES.free_minute + [429] * 2
    assert guesser.get(PAGE).status_code == 429, "a right guess is not told from a wrong one"
    assert guesser.get("/meedoen/900001").status_code == 429, "one count for all doors"
    assert tester.get(f"{PAGE}/vraag/1").status_code == HTTPStatus.OK
    waiting = guesser.get(PAGE).text
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', waiting))
    sent.pop("csrf_token", None)
    moment.moment += dt.timedelta(seconds=WRONG_CODES.wait + 1)
    assert "Test deze vragen." in guesser.post(PAGE, data=sent).text
