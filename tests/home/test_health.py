"""What a monitor reads, and what it may not."""

from __future__ import annotations

import flask
import pytest
from sqlalchemy.orm import Session

from config import Settings
from panel.app import create_app
from panel.consultations.models import RoundState, State
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from tests.factories import ConsultationFactory, RoundFactory
from tests.support.visitor import Visitor


@pytest.mark.both_databases
def test_all_is_well_before_the_first_municipality(client: Visitor) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "database": True, "queue": True, "keys": True}


def test_a_missing_key_of_a_running_round_is_told(client: Visitor, session: Session, keys: KeyDirectory) -> None:
    consultation = ConsultationFactory(state=State.OPEN)
    round_ = RoundFactory(consultation=consultation, directory=keys)
    assert client.get("/healthz").status_code == 200
    keys.destroy(round_.key_name)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json == {"status": "broken", "database": True, "queue": True, "keys": False}


def test_the_key_of_a_counted_round_may_be_gone(client: Visitor) -> None:
    consultation = ConsultationFactory(state=State.REPORTED)
    RoundFactory(consultation=consultation, state=RoundState.CLEANED)
    assert client.get("/healthz").status_code == 200


def test_a_database_without_tables_is_told(tmp_path: object, client: Visitor, database: Database) -> None:
    with database.transaction() as session:
        session.connection().exec_driver_sql("PRAGMA foreign_keys=OFF")
        session.connection().exec_driver_sql("ALTER TABLE round RENAME TO elsewhere")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["keys"] is False


def test_figures_are_for_this_machine_only(client: Visitor) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "::1"}).status_code == 200
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": ""}).status_code == 404


def test_a_forwarded_address_does_not_make_a_stranger_local(client: Visitor) -> None:
    answer = client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"}, headers={"X-Forwarded-For": "127.0.0.1"})
    assert answer.status_code == 404


@pytest.mark.sqlite
def test_figures_may_be_opened_to_others_by_setting(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"metrics_for_all": True}))
    answer = app.test_client().get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"


def test_figures_say_nothing_of_a_consultation(client: Visitor, sqlite_app: flask.Flask, session: Session) -> None:
    consultation = ConsultationFactory(state=State.OPEN)
    client.get(f"/meedoen/{consultation.code}")
    figures = client.get("/metrics").get_data(as_text=True)
    assert "python_info" in figures
    assert consultation.code not in figures
    assert "submission" not in figures


def test_requests_are_counted_by_room_and_never_by_page(client: Visitor) -> None:
    client.get("/healthz")
    figures = client.get("/metrics").get_data(as_text=True)
    assert 'meepraat_requests_total{room="health",status="2xx"}' in figures
    assert "sync" not in figures
    assert "versturen" not in figures
