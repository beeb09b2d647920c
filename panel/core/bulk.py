"""Writes very many rows in one go, inside a transaction that is under way; they arrive in the order given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

Row = Sequence[object]
AT_ONCE = 900
"""Values in one statement: fewer than every SQLite takes. A statement for each row takes half as long again."""


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
