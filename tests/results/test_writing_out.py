"""The page on which a colleague listens and writes: who may, what is noted, and that nobody's words are lost."""

from __future__ import annotations

from collections.abc import Callable

import flask
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.audit.models import AuditEvent
from panel.core.access import Role
from panel.core.db import Database
from panel.core.keys import KeyDirectory, Pepper
from panel.results.models import Recording
from tests.support.town import Town, make_town
from tests.support.visitor import Visitor


@pytest.fixture
def town(session: Session, database: Database, keys: KeyDirectory, pepper: Pepper, sqlite_app: flask.Flask) -> Town:
    return make_town(session, database, keys, pepper)


@pytest.fixture
def address(town: Town) -> str:
    (place,) = [one for one in town.places if "recording_key" in one]
    return f"/werkplek/raadplegingen/{place['consultation_id']}/uitschrijven/{place['recording_key']}"


@pytest.fixture
def worker(client: Visitor, town: Town, sign_in: Callable[..., Visitor]) -> Visitor:
    return sign_in(client, town.staff[Role.PANEL_WORKER], town.municipality)


def test_a_recording_is_heard_only_after_it_was_opened_which_is_noted(
    worker: Visitor, address: str, session: Session
) -> None:
    assert worker.get(f"{address}/inhoud").status_code == 302
    assert worker.get(address).status_code == 302
    assert worker.post(f"{address}/openen").status_code == 302
    heard = worker.get(f"{address}/inhoud")
    assert (heard.data, heard.headers["Cache-Control"]) == (b"a voice", "no-store")
    assert session.scalar(select(func.count()).where(AuditEvent.action == "RECORDING_OPENED")) == 1


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.RESEARCHER, Role.FACILITATOR])
def test_others_may_not_listen(
    client: Visitor, town: Town, address: str, sign_in: Callable[..., Visitor], role: Role
) -> None:
    sign_in(client, town.staff[role], town.municipality)
    assert client.post(f"{address}/openen").status_code == 403
    assert client.get(f"{address}/inhoud").status_code == 403


def test_words_are_kept_then_confirmed_and_the_key_is_gone(
    worker: Visitor, address: str, session: Session, keys: KeyDirectory
) -> None:
    worker.post(f"{address}/openen")
    assert worker.post(address, data={"words": "", "seen": "", "do": "SAVE"}).status_code == 400
    assert worker.post(address, data={"words": "Meer bomen", "seen": "", "do": "SAVE"}).status_code == 302
    other = worker.post(address, data={"words": "Iets anders", "seen": "", "do": "SAVE"})
    assert other.status_code == 409
    assert "Meer bomen" in other.text
    assert "Iets anders" in other.text
    sent = {"words": "Meer bomen.", "seen": "Meer bomen", "do": "CONFIRM"}
    assert worker.post(address, data=sent).status_code == 302
    (row,) = session.scalars(select(Recording))
    assert (row.words, row.box, row.key_name) == ("Meer bomen.", None, None)
    assert not list(keys.folder.glob("*.content"))
