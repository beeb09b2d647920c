"""What a database itself says its tables are: columns, keys, checks and indexes, in a form to compare."""

from __future__ import annotations

import re

from sqlalchemy import Connection, text

ALEMBIC = "alembic_version"


def sqlite_catalogue(connection: Connection) -> dict[str, tuple[tuple[str, ...], str]]:
    """Return of every table and index the parts of its SQL in any order, and what stands after them."""
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    return {name: _parts(sql) for name, sql in rows if name != ALEMBIC}


def _parts(sql: str) -> tuple[tuple[str, ...], str]:
    tidy = re.sub(r"\s+", " ", sql.replace('"', "")).strip()
    start, end = tidy.index("("), tidy.rindex(")")
    # An index may end in a condition that has brackets of its own: its columns are the first brackets.
    if tidy.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX")):
        return (tidy,), ""
    parts, depth, part = [], 0, ""
    for sign in tidy[start + 1 : end]:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += sign
    return tuple(sorted([*parts, part.strip()])), tidy[end + 1 :].strip()


POSTGRES_COLUMNS = """
SELECT table_name, column_name, data_type, is_nullable, column_default, character_maximum_length
FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2
"""
POSTGRES_CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2
"""
POSTGRES_INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2"


def postgres_catalogue(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return columns, constraints (keys, references, checks) and indexes as PostgreSQL words them."""
    wanted = {"columns": POSTGRES_COLUMNS, "constraints": POSTGRES_CONSTRAINTS, "indexes": POSTGRES_INDEXES}
    return {
        kind: [tuple(row) for row in connection.execute(text(query)) if row[0] != ALEMBIC]
        for kind, query in wanted.items()
    }
