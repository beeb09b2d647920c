"""The base of all factories: it writes in the session of the test that runs now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from factory.alchemy import SQLAlchemyModelFactory
from sqlalchemy.orm import Session

_current: list[Session] = []


@contextmanager
def using(session: Session) -> Iterator[None]:
    """Let the factories write in this session."""
    _current.append(session)
    try:
        yield
    finally:
        _current.remove(session)


def _session() -> Session:
    assert _current, "a test with factories asks for the fixture `session`"
    return _current[-1]


class Factory(SQLAlchemyModelFactory):
    """Commits what it makes, so that pages see it and SQLite's one writer is free again."""

    class Meta:
        abstract = True
        sqlalchemy_session_factory = _session
        sqlalchemy_session_persistence = "commit"
