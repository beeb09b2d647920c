"""Moments are in UTC, writers take turns, and a page that looks does not write."""

from __future__ import annotations

import datetime as dt
import threading

import flask
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from panel.audit.models import AuditEvent
from panel.core.access import public
from panel.core.clock import AMSTERDAM, end_of_day, local, start_of_day
from panel.core.db import Database, current_session
from panel.municipalities.models import District, Municipality
from tests.factories import MunicipalityFactory
from tests.support.visitor import Visitor


def event(municipality: Municipality, at: dt.datetime) -> AuditEvent:
    return AuditEvent(municipality_id=municipality.id, at=at, action="TESTED", subject="test")


def test_a_moment_comes_back_in_utc_and_aware_of_it(session: Session) -> None:
    moment = dt.datetime(2027, 7, 1, 14, 30, tzinfo=AMSTERDAM)
    kept = event(MunicipalityFactory(), moment)
    session.add(kept)
    session.commit()
    session.expire_all()
    assert kept.at == moment
    assert kept.at.utcoffset() == dt.timedelta(0)
    assert kept.at.hour == 12


def test_a_moment_without_a_time_zone_is_refused(session: Session) -> None:
    session.add(event(MunicipalityFactory(), dt.datetime(2027, 7, 1, 14, 30)))  # noqa: DTZ001
    with pytest.raises(StatementError, match="time zone"):
        session.commit()


def test_references_are_held_to(session: Session) -> None:
    session.add(District(municipality_id=999, name="Nergens"))
    with pytest.raises(IntegrityError):
        session.commit()


def test_a_day_lasts_until_midnight_in_the_netherlands() -> None:
    summer, winter = dt.date(2027, 7, 1), dt.date(2027, 1, 1)
    assert end_of_day(summer) == dt.datetime(2027, 7, 1, 21, 59, 59, tzinfo=dt.UTC)
    assert end_of_day(winter) == dt.datetime(2027, 1, 1, 22, 59, 59, tzinfo=dt.UTC)
    assert local(start_of_day(summer)).date() == local(end_of_day(summer)).date() == summer
    assert end_of_day(summer) - start_of_day(summer) == dt.timedelta(hours=24, seconds=-1)


def test_what_goes_wrong_in_a_transaction_is_undone(database: Database) -> None:
    def half_way() -> None:
        with database.transaction() as session:
            session.add(Municipality(slug="weg", name="Weg", host="weg.localhost"))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_way()
    with database.session(reading=True) as session:
        assert session.query(Municipality).count() == 0


def test_writers_wait_for_each_other_instead_of_failing(database: Database) -> None:
    """Each reads a number and writes one more: with writers that begin too late, one is refused or lost."""
    with database.transaction() as session:
        session.add(Municipality(slug="teller", name="0", host="teller.localhost"))

    def count() -> None:
        for _ in range(5):
            with database.transaction() as session:
                counted = session.query(Municipality).filter_by(slug="teller").with_for_update().one()
                counted.name = str(int(counted.name) + 1)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.session(reading=True) as session:
        assert session.query(Municipality).one().name == "20"


@pytest.mark.sqlite
def test_sqlite_is_set_as_our_promises_need(database: Database) -> None:
    with database.session() as session:
        found = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "secure_delete", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 15000}


@pytest.mark.sqlite
def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    with database.session() as writer:
        writer.add(Municipality(slug="bezig", name="Bezig", host="bezig.localhost"))
        writer.flush()
        with database.session(reading=True) as reader:
            assert reader.query(Municipality).count() == 0
        writer.rollback()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_page_that_writes_while_looking_is_stopped(method: str, client: Visitor, sqlite_app: flask.Flask) -> None:
    municipality = MunicipalityFactory()

    @public
    def writes() -> str:
        found = current_session().get_one(Municipality, municipality.id)
        found.name = "Veranderd bij het kijken"
        return "klaar"

    sqlite_app.add_url_rule("/schrijft", "writes", writes)
    assert client.open("/schrijft", method=method).status_code == 500
    assert municipality.name != "Veranderd bij het kijken"


def test_an_error_of_the_database_does_not_quote_what_was_being_stored(database: Database) -> None:
    with pytest.raises(IntegrityError) as refused, database.transaction() as session:
        session.execute(
            text("INSERT INTO submission (key, consultation_id, background) VALUES (:key, 999999, :said)"),
            {"key": b"0" * 16, "said": '{"said": "mijn buurman heet Jan"}'},
        )
    assert "buurman" not in str(refused.value)
