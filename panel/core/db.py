"""The database: how we reach it, how a transaction begins, and the base of every table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, ClassVar

import flask
from sqlalchemy import Connection, DateTime, Engine, Enum, MetaData, create_engine, event
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[dt.datetime]):
    """A moment, always in UTC and always aware of it, also on SQLite, which forgets time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    """The base of every table, with names for all constraints so that migrations can find them."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {dt.datetime: UTCDateTime()}


def one_of(kind: type[StrEnum], name: str) -> Enum:
    """Return a column type that holds one value of `kind`, held to it by a CHECK on both databases."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=max(len(member) for member in kind),
        name=name,
        values_callable=lambda members: [member.value for member in members],
    )


def make_engine(url: str) -> Engine:
    """Return an engine for SQLite or PostgreSQL with the settings that our promises need.

    Its errors never quote what was being stored: the message of an error in a job goes to the log.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(address, connect_args={"timeout": 15, "check_same_thread": False}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    # The driver would begin transactions by itself, and too late for BEGIN IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        # Deleted boxes and drafts are overwritten at once and do not linger in the free list.
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A reader does not wait for a writer; a writer takes its turn at the start and can not be refused half-way.
    mode = connection.get_execution_options().get("begin", "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {mode}")


class Database:
    """One database with two ways in: sessions that write and sessions that only read."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        self.reader = self.engine.execution_options(begin="DEFERRED")

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def session(self, *, reading: bool = False) -> Session:
        return Session(self.reader if reading else self.engine, expire_on_commit=False, autoflush=not reading)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a session, commit when the block ends well, roll back when it does not."""
        with self.session() as session, session.begin():
            yield session


def database() -> Database:
    """Return the database of the running application."""
    found: Database = flask.current_app.extensions["meepraat_database"]
    return found


def current_session() -> Session:
    """Return this request's session: one that reads on GET and HEAD, one that may write otherwise."""
    if "session_of_request" not in flask.g:
        reading = flask.has_request_context() and flask.request.method in {"GET", "HEAD", "OPTIONS"}
        flask.g.session_of_request = database().session(reading=reading)
    session: Session = flask.g.session_of_request
    return session


class WroteOnReadError(RuntimeError):
    """A page that should only look has changed something."""


def init_db(app: flask.Flask, url: str) -> None:
    """Give the application its database and close each request's session when the request ends."""
    app.extensions["meepraat_database"] = Database(url)

    @app.after_request
    def _refuse_writing_on_get(response: flask.Response) -> flask.Response:
        session: Session | None = flask.g.get("session_of_request")
        looking = flask.request.method in {"GET", "HEAD", "OPTIONS"}
        if session is not None and looking and (session.new or session.dirty or session.deleted):
            raise WroteOnReadError(flask.request.endpoint or "?")
        return response

    @app.teardown_appcontext
    def _close(_error: BaseException | None) -> None:
        session: Session | None = flask.g.pop("session_of_request", None)
        if session is not None:
            session.close()
