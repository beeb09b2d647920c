"""The door for phones with scripts: harmless to knock on twice, and shut for what is no answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from panel.answering.answers import Answers, Given, box_size, decode
from panel.answering.models import Draft, SealedSubmission
from panel.consultations.models import Consultation
from panel.core.keys import KeyDirectory, open_sealed
from panel.results.closing import begin_closing
from tests.answering.conftest import Phone
from tests.support.scene import the_round

SAFE = {"state": "ANSWERED", "value": "AGREE"}


def sync(phone: Phone, **body: Any) -> TestResponse:
    return phone.client.post("/meedoen/sync", json=body)


def sealed(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(SealedSubmission)) or 0


def test_answers_arrive_and_are_sent_in_one_go(
    phone: Phone, session: Session, consultation: Consultation, keys: KeyDirectory
) -> None:
    phone.begin()
    response = sync(phone, answers={"safe": SAFE, "times": {"state": "ANSWERED", "value": "3"}}, send=True)
    assert response.get_json() == {"status": "SENT"}
    (box,) = session.scalars(select(SealedSubmission.box))
    key = keys.load(the_round(consultation).key_name)
    opened = decode(open_sealed(key, box, box_size(consultation)))
    assert opened == Answers({"safe": Given("ANSWERED", "AGREE"), "times": Given("ANSWERED", 3)})


def test_the_same_body_may_arrive_any_number_of_times(phone: Phone, session: Session) -> None:
    phone.begin()
    replies = [sync(phone, answers={"safe": SAFE}, send=True).get_json() for _ in range(4)]
    assert replies == [{"status": "SENT"}] * 4
    assert sealed(session) == 1


def test_without_send_it_is_only_kept(phone: Phone, session: Session) -> None:
    phone.begin()
    assert sync(phone, answers={"safe": SAFE}).get_json() == {"status": "SAVED"}
    assert sealed(session) == 0
    phone.open("/meedoen/vraag/4")
    assert 'value="AGREE" checked' in phone.page


def test_an_answer_that_was_on_its_way_for_long_does_not_replace_a_later_one(phone: Phone) -> None:
    phone.begin()
    sync(phone, answers={"safe": {"state": "ANSWERED", "value": "DISAGREE"}}, turns={"q-safe": 3})
    late = {"answers": {"safe": SAFE}, "turns": {"q-safe": 1}}
    assert sync(phone, **late).get_json() == {"status": "SAVED"}
    phone.open("/meedoen/vraag/4")
    assert 'value="DISAGREE" checked' in phone.page


def test_what_is_sent_is_what_the_phone_shows_whatever_was_given_elsewhere(
    phone: Phone, session: Session, consultation: Consultation, keys: KeyDirectory
) -> None:
    phone.begin()
    sync(phone, answers={"safe": {"state": "ANSWERED", "value": "DISAGREE"}}, turns={"q-safe": 9})
    sync(phone, answers={"safe": SAFE}, turns={"q-safe": 1}, send=True)
    (box,) = session.scalars(select(SealedSubmission.box))
    opened = decode(open_sealed(keys.load(the_round(consultation).key_name), box, box_size(consultation)))
    assert opened == Answers({"safe": Given("ANSWERED", "AGREE")})


@pytest.mark.parametrize("turn", [0, -1, True, 1.5, "7", None, 10**30])
def test_a_turn_that_is_none_is_as_if_it_was_not_there(phone: Phone, turn: object) -> None:
    phone.begin()
    sync(phone, answers={"safe": {"state": "ANSWERED", "value": "DISAGREE"}}, turns={"q-safe": 3})
    sync(phone, answers={"safe": SAFE}, turns={"q-safe": turn})
    phone.open("/meedoen/vraag/4")
    assert 'value="AGREE" checked' in phone.page


@pytest.mark.parametrize(
    "answers",
    [
        {"safe": {"state": "ANSWERED", "value": "PASS"}},
        {"safe": {"state": "ANSWERED"}},
        {"safe": {"state": "SOMETHING", "value": "AGREE"}},
        {"safe": "AGREE"},
        {"nothing": SAFE},
        {"times": {"state": "ANSWERED", "value": 1e300}},
        {"times": {"state": "ANSWERED", "value": True}},
        {"wishes": {"state": "ANSWERED", "value": "field"}},
        {"wishes": {"state": "ANSWERED", "value": [["field"]]}},
        {"tip": {"state": "ANSWERED", "value": "x" * 1001}},
        {"tip": {"state": "ANSWERED", "value": {"a": 1}}},
        {"how-often": {"state": "ANSWERED", "value": ["weekly"]}},
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence_and_stores_nothing(
    phone: Phone, session: Session, answers: dict[str, Any]
) -> None:
    phone.begin()
    before = session.scalars(select(Draft.box)).one()
    response = sync(phone, answers={**answers, "how-often": answers.get("how-often", {"state": "SKIPPED"})}, send=True)
    assert response.status_code == 422
    assert all(sentence.endswith(".") for sentence in response.get_json()["refused"].values())
    assert sealed(session) == 0
    assert session.scalars(select(Draft.box)).one() == before


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b"\xff\xfe", b'"text"', b"[" * 50_000])
def test_a_body_that_is_no_object_is_refused(phone: Phone, body: bytes) -> None:
    phone.begin()
    response = phone.client.post("/meedoen/sync", data=body, content_type="application/json")
    assert response.status_code == 400


def test_more_answers_than_there_are_questions_are_not_even_looked_at(phone: Phone) -> None:
    phone.begin()
    response = sync(phone, answers={str(number): 1 for number in range(7)})
    assert (response.status_code, response.get_json()) == (400, {"status": "UNREADABLE"})


def test_nobody_without_a_cookie_gets_in(phone: Phone) -> None:
    assert sync(phone, answers={"safe": SAFE}).status_code == 401


def test_without_a_form_token_nothing_is_taken(phone: Phone, session: Session) -> None:
    phone.begin()
    response = phone.client.post("/meedoen/sync", json={"answers": {"safe": SAFE}, "send": True}, token=False)
    assert response.status_code == 400
    assert sealed(session) == 0


def test_a_group_that_closed_meanwhile_says_so(phone: Phone, session: Session, consultation: Consultation) -> None:
    phone.begin()
    begin_closing(session, session.get_one(Consultation, consultation.id), by=None, grace=dt.timedelta(0))
    response = sync(phone, answers={"safe": SAFE}, send=True)
    assert response.status_code == 410
    assert response.get_json()["title"] == "Deze groep is klaar."
    assert sealed(session) == 0
