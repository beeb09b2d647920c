"""Writes very many rows in one go, inside a transaction that is under way; they arrive in the order given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Table, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.schema import AddConstraint, DropConstraint

Row = Sequence[object]
AT_ONCE = 900
"""Values in one statement: fewer than every SQLite takes. A statement for each row takes half as long again."""
PATIENCE = 2
"""Seconds to wait until nobody is at work in a table."""


def insert_rows(session: Session, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows whose values stand as the database keeps them: JSON as text, a choice as its word.

    Rows are taken one by one, so that a million need no more memory than a few. Every CHECK and foreign key of the
    table holds as for any row. Raises what the driver raises; the transaction is then to be rolled back.
    """
    session.flush()
    connection = session.connection()
    driver: Any = connection.connection.driver_connection
    names = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        cursor, waiting, places = driver.cursor(), iter(rows), f"({', '.join('?' * len(columns))})"
        while batch := list(islice(waiting, AT_ONCE // len(columns))):
            statement = f"INSERT INTO {table.name} ({names}) VALUES {', '.join([places] * len(batch))}"  # noqa: S608
            cursor.execute(statement, list(chain.from_iterable(batch)))
        return
    with driver.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def checked_at_once(session: Session, table: Table, column: str) -> Iterator[None]:
    """Check a foreign key of very many new rows in one go, at the end of the block and inside the same transaction.

    PostgreSQL looks up every row by itself otherwise, which is a good part of the work. Nobody else reads the two
    tables until the transaction ends; where somebody is at work in them, or the tables are not ours, rows are looked up
    one by one as ever. Raises IntegrityError when a row refers to nothing.
    """
    key = _foreign_key(table, column)
    taken_off = session.connection().dialect.name == "postgresql" and _take_off(session, key)
    yield
    if taken_off:
        session.execute(AddConstraint(key, isolate_from_table=False))


def _foreign_key(table: Table, column: str) -> ForeignKeyConstraint:
    return next(one for one in table.foreign_key_constraints if one.column_keys == [column])


def _take_off(session: Session, key: ForeignKeyConstraint) -> bool:
    session.flush()
    try:
        with session.begin_nested():
            session.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
            session.execute(DropConstraint(key))
            session.execute(text("SET LOCAL lock_timeout = DEFAULT"))
    except DBAPIError:
        return False
    return True
