"""Guessing codes is slowed and an open link asks for a little work; a class behind one address always gets in."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator

import flask
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config import Settings
from panel.answering.models import Draft
from panel.app import create_app
from panel.consultations.models import Consultation, EvidenceKind
from panel.core.db import Database
from panel.invitations.models import GroupCode
from panel.municipalities.models import Municipality
from tests.support.scene import GROUP_CODE, open_class_consultation
from tests.support.time import SetClock
from tests.support.visitor import Visitor

pytestmark = pytest.mark.sqlite

PUPILS = 30
TYPOS = 10


@pytest.fixture
def limited(settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[flask.Flask]:
    made = create_app(settings.model_copy(update={"rate_limits": True, "effort_bits": 6}))
    made.test_client_class = Visitor
    open_class_consultation(session, made.extensions["meepraat_keys"], seats=PUPILS)
    session.commit()
    yield made
    database: Database = made.extensions["meepraat_database"]
    database.engine.dispose()


@pytest.fixture
def time(limited: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> SetClock:
    made = SetClock(monkeypatch, dt.datetime.now(dt.UTC).replace(microsecond=0))
    monkeypatch.setattr("time.time", lambda: made.moment.timestamp())
    return made


def fields(page: str) -> dict[str, str]:
    """Return the hidden fields of a page's form, as a browser sends them."""
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    found.pop("csrf_token", None)
    return found


def worked(sent: dict[str, str]) -> dict[str, str]:
    """Return fields with the work done, as a script does it."""
    challenge, number = sent["challenge"], 0
    bits = int(challenge.split("-")[0])
    while int.from_bytes(hashlib.sha256(f"{challenge}:{number}".encode()).digest(), "big") >> (256 - bits):
        number += 1
    return {**sent, "effort": str(number)}


def drafts(session: Session) -> int:
    count = session.scalar(select(func.count()).select_from(Draft)) or 0
    # Nobody can write while this session holds the turn.
    session.rollback()
    return count


def test_wrong_words_and_wrong_codes_are_counted_together(limited: flask.Flask, time: SetClock) -> None:
    visitor = limited.test_client()
    statuses = []
    for number in range(31):
        tried = {"code": str(900_000 + number)}
        statuses.append(visitor.post("/meedoen", data=tried).status_code)
        statuses.append(visitor.post("/bonnetje", data={**tried, "words": "tafel boom fiets"}).status_code)
    assert statuses == [404] * 60 + [429] * 2


@pytest.mark.parametrize("scripts", [True, False])
def test_a_whole_class_with_ten_typos_each_gets_in(limited: flask.Flask, time: SetClock, scripts: bool) -> None:
    """All thirty begin in the same minute behind the one address of the school."""
    waited = 0.0
    for pupil in range(PUPILS):
        phone = limited.test_client()
        for code in [*(str(100_000 + TYPOS * pupil + typo) for typo in range(TYPOS)), GROUP_CODE]:
            answer = phone.post("/meedoen", data={"code": code})
            while answer.status_code == 429:
                page = answer.get_data(as_text=True)
                assert "Even wachten" in page
                assert "Er gaat niets verloren." in page
                step = 2 if scripts else 10
                time.forward(seconds=step)
                waited += step
                sent = fields(page)
                assert sent["code"] == code
                answer = phone.post("/meedoen", data=worked(sent) if scripts else sent)
            assert answer.status_code == (302 if code == GROUP_CODE else 404)
    assert waited < (600 if scripts else 3600), "in one lesson, with every phone waiting for all others"


def test_who_guesses_gets_no_answer_without_work(limited: flask.Flask) -> None:
    guesser = limited.test_client()
    statuses = [guesser.post("/meedoen", data={"code": str(100_000 + one)}).status_code for one in range(70)]
    assert statuses == [404] * 60 + [429] * 10
    assert guesser.get("/meedoen/123456").status_code == 429
    assert guesser.post("/meedoen/start", data={"code": "123456"}).status_code == 429
    # A right code gets the very same page: nothing is learned by it.
    right = guesser.post("/meedoen", data={"code": GROUP_CODE})
    assert right.status_code == 429
    assert guesser.post("/meedoen", data=worked(fields(right.get_data(as_text=True)))).status_code == 302


def test_work_without_end_is_slowed_too(limited: flask.Flask, time: SetClock) -> None:
    guesser = limited.test_client()
    tried = 0
    for one in range(150):
        answer = guesser.post("/meedoen", data={"code": str(100_000 + one)})
        if answer.status_code == 429:
            again = guesser.post("/meedoen", data=worked(fields(answer.get_data(as_text=True))))
            tried += again.status_code == 404
    assert tried == 30


def test_a_code_in_an_address_comes_along_through_the_waiting_page(limited: flask.Flask, time: SetClock) -> None:
    for one in range(60):
        limited.test_client().get(f"/meedoen/{100_000 + one}")
    phone = limited.test_client()
    page = phone.get(f"/meedoen/{GROUP_CODE}").get_data(as_text=True)
    assert 'action="/meedoen"' in page
    time.forward(seconds=10)
    assert phone.post("/meedoen", data=fields(page)).headers["Location"] == "/meedoen/welkom"


def test_who_saw_the_welcome_takes_part_while_others_guess(limited: flask.Flask, session: Session) -> None:
    phone = limited.test_client()
    seen = fields(phone.get(f"/meedoen/{GROUP_CODE}").get_data(as_text=True))
    for one in range(61):
        limited.test_client().get(f"/meedoen/{100_000 + one}")
    assert phone.post("/meedoen/start", data={"code": GROUP_CODE, "seen": seen["seen"]}).status_code == 302
    assert drafts(session) == 1


def open_link(limited: flask.Flask, session: Session) -> None:
    the_class = session.scalars(select(Consultation)).one()
    here = session.get_one(Municipality, the_class.municipality_id)
    keys = limited.extensions["meepraat_keys"]
    open_class_consultation(session, keys, municipality=here, evidence_kind=EvidenceKind.OPEN, code="voor-iedereen")
    session.commit()


def test_an_open_link_takes_a_little_work(limited: flask.Flask, session: Session) -> None:
    open_link(limited, session)
    phone = limited.test_client()
    page = phone.get("/meedoen/voor-iedereen").get_data(as_text=True)
    assert "effort" in page
    assert phone.post("/meedoen/start", data=worked(fields(page))).status_code == 302
    assert drafts(session) == 1


def test_without_scripts_an_open_link_takes_three_seconds(
    limited: flask.Flask, session: Session, time: SetClock
) -> None:
    open_link(limited, session)
    phone = limited.test_client()
    sent = fields(phone.get("/meedoen/voor-iedereen").get_data(as_text=True))
    quick = phone.post("/meedoen/start", data=sent)
    assert quick.status_code == 429
    assert drafts(session) == 0
    time.forward(seconds=3)
    assert phone.post("/meedoen/start", data=fields(quick.get_data(as_text=True))).status_code == 302
    assert drafts(session) == 1


def test_a_robot_that_sends_the_start_form_a_hundred_times_takes_two_seats(
    limited: flask.Flask, session: Session
) -> None:
    open_link(limited, session)
    sent = worked(fields(limited.test_client().get("/meedoen/voor-iedereen").get_data(as_text=True)))
    statuses = [limited.test_client().post("/meedoen/start", data=sent).status_code for _ in range(100)]
    assert statuses.count(302) == 2
    assert drafts(session) == 2


def test_a_script_without_its_work_is_told_what_to_do(limited: flask.Flask, session: Session) -> None:
    open_link(limited, session)
    phone = limited.test_client()
    asked = phone.post("/meedoen/start", data={"code": "voor-iedereen"}, headers={"Accept": "application/json"})
    assert asked.status_code == 200
    told = asked.get_json()
    assert told["status"] == "EFFORT"
    again = worked({"code": "voor-iedereen", "challenge": told["challenge"]})
    done = phone.post("/meedoen/start", data=again, headers={"Accept": "application/json"})
    assert done.get_json()["status"] == "STARTED"


def test_seats_that_were_taken_and_never_used_come_free_after_ten_minutes(
    limited: flask.Flask, session: Session, time: SetClock
) -> None:
    for _ in range(PUPILS):
        assert limited.test_client().post("/meedoen/start", data={"code": GROUP_CODE}).status_code == 302
    pupil = limited.test_client()
    assert pupil.post("/meedoen/start", data={"code": GROUP_CODE}).status_code == 409
    time.forward(minutes=10, seconds=1)
    assert pupil.post("/meedoen/start", data={"code": GROUP_CODE}).status_code == 302


def test_a_group_opens_and_shuts_at_its_hours(limited: flask.Flask, session: Session, time: SetClock) -> None:
    time.set(dt.datetime(2027, 3, 3, 8, 30, tzinfo=dt.UTC))
    group = session.scalars(select(GroupCode)).one()
    group.opens_at = dt.datetime(2027, 3, 3, 9, 0, tzinfo=dt.UTC)
    group.closes_at = dt.datetime(2027, 3, 3, 10, 0, tzinfo=dt.UTC)
    session.commit()
    pupil, late = limited.test_client(), limited.test_client()
    early = pupil.post("/meedoen", data={"code": GROUP_CODE})
    assert early.status_code == 403
    assert "Deze groep begint op 3 maart" in early.get_data(as_text=True)
    assert "om 10:00." in early.get_data(as_text=True)
    time.forward(minutes=31)
    for phone in (pupil, late):
        assert phone.post("/meedoen", data={"code": GROUP_CODE}).status_code == 302
    assert pupil.post("/meedoen/start").status_code == 302
    time.forward(hours=1)
    assert late.post("/meedoen/start").status_code == 410
    assert pupil.post("/meedoen/vraag/1", data={"answer": "weekly", "do": "NEXT"}).status_code == 302
