"""Runs the numbered versions of the tables against the database that the settings name."""

from __future__ import annotations

from typing import Literal

from alembic import context

from config import load_settings
from panel.core.db import UTCDateTime, make_engine
from panel.tables import metadata


def run() -> None:
    """Bring the database to the wanted version, each version in a transaction of its own."""
    given = context.config.attributes.get("connection")
    if given is not None:
        _migrate(given)
        return
    url = context.config.get_main_option("sqlalchemy.url") or load_settings().database
    with make_engine(url).connect() as connection:
        _migrate(connection)


def _migrate(connection) -> None:  # type: ignore[no-untyped-def]
    # SQLite changes a CHECK by making the table anew: dropping the old one must not take the rows that point at it.
    if connection.dialect.name == "sqlite":
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=True,
        render_item=_render_item,
    )
    with context.begin_transaction():
        context.run_migrations()
    if connection.dialect.name == "sqlite":
        dangling = connection.connection.dbapi_connection.execute("PRAGMA foreign_key_check").fetchall()
        if dangling:
            raise RuntimeError(f"rows point at rows that are gone, in {sorted({row[0] for row in dangling})}")
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")


def _render_item(kind: str, item: object, _autogen_context: object) -> str | Literal[False]:
    # A version of the tables must not change when our own types do.
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False


run()
