"""Writes very many rows in one go, inside a transaction that is under way; they arrive in the order given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

Row = Sequence[object]


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
        places = ", ".join("?" * len(columns))
        driver.cursor().executemany(f"INSERT INTO {table.name} ({names}) VALUES ({places})", rows)  # noqa: S608
        return
    with driver.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
