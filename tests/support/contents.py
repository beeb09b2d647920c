"""What is in a database, to compare before and after."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from panel.core.db import Database
from panel.tables import metadata


def contents(database: Database) -> dict[str, tuple[int, str]]:
    """Return of every table how many rows it has, and a checksum over all of them in any order."""
    found = {}
    with database.session(reading=True) as session:
        for table in metadata.sorted_tables:
            rows = sorted(repr(tuple(row)) for row in session.execute(select(table)))
            found[table.name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found
