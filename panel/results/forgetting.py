"""Lets the database forget what was deleted: no free page, dead row or log holds it any more."""

from __future__ import annotations

from sqlalchemy import text

from panel.core.db import Database

HELD_PEOPLE = (
    "sealed_submission",
    "draft",
    "client_key",
    "participation",
    "receipt",
    "submission_receipt",
    "mode_count",
    "sealed_media",
    "draft_media",
    "submission",
    "answer",
    # Of a room above this one: known here by its name only.
    "quotation",
)


def forget_deleted_rows(database: Database) -> bool:
    """Write the database anew without its deleted rows, so that no free page, dead row or write-ahead log holds them.

    Return False when others were reading, so that part of the log had to stay: try again later.
    """
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in HELD_PEOPLE:
                connection.execute(text(f"VACUUM FULL {table}"))
            # Rewritten in the order of its random keys: else the groups would lie one behind the other.
            connection.execute(text("CLUSTER recording USING pk_recording"))
        return True
    raw = database.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.close()
    finally:
        raw.close()
    return bool(busy == 0)
