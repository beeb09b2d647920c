"""Adds columns with their CHECKs to a table: SQLite keeps no way to add a CHECK, so there the table is made anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import CreateColumn


def reshape(
    table: str,
    columns: Sequence[sa.Column[object]] = (),
    *,
    checks: Mapping[str, str] | None = None,
    foreign: Mapping[str, tuple[str, str]] | None = None,
    unique: Mapping[str, str] | None = None,
    more: Mapping[str, str] | None = None,
    without: Sequence[str] = (),
) -> None:
    """Add columns and constraints. `checks` maps names to conditions, `foreign` columns to (name, target table).

    `unique` maps names to columns, `more` names to any other constraint in SQL; those named in `without` go.
    Rows that break a new CHECK make the migration fail, and nothing changes.
    """
    lines = [f"CONSTRAINT {name} CHECK ({condition})" for name, condition in (checks or {}).items()]
    lines += [
        f"CONSTRAINT {name} FOREIGN KEY({column}) REFERENCES {target} (id)"
        for column, (name, target) in (foreign or {}).items()
    ]
    lines += [f"CONSTRAINT {name} UNIQUE ({column})" for name, column in (unique or {}).items()]
    lines += [f"CONSTRAINT {name} {rest}" for name, rest in (more or {}).items()]
    if op.get_bind().dialect.name == "sqlite":
        _make_anew(table, columns, lines, without)
        return
    for name in without:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for column in columns:
        op.add_column(table, column)
    for line in lines:
        op.execute(f"ALTER TABLE {table} ADD {line}")


def _make_anew(table: str, columns: Sequence[sa.Column[object]], lines: Sequence[str], without: Sequence[str]) -> None:
    bind = op.get_bind()
    stored = dict(
        bind.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,)
        ).all()
    )
    made = stored.pop(table)
    start, end = made.index("("), made.rindex(")")
    parts = [
        one for one in _split(made[start + 1 : end]) if not one.startswith(tuple(f"CONSTRAINT {x} " for x in without))
    ]
    # Columns come first, then the constraints of the table.
    first = next(
        (place for place, part in enumerate(parts) if part.split()[0] in ("CONSTRAINT", "PRIMARY", "FOREIGN")), None
    )
    place = len(parts) if first is None else first
    before = [row[1] for row in bind.exec_driver_sql(f"PRAGMA table_info('{table}')")]
    new = [_worded(table, column) for column in columns]
    body = ", ".join([*parts[:place], *new, *parts[place:], *lines])
    bind.exec_driver_sql(f'CREATE TABLE "{table}_new" ({body}){made[end + 1 :]}')
    names = ", ".join(f'"{name}"' for name in before)
    bind.exec_driver_sql(f'INSERT INTO "{table}_new" ({names}) SELECT {names} FROM "{table}"')  # noqa: S608
    bind.exec_driver_sql(f'DROP TABLE "{table}"')
    bind.exec_driver_sql(f'ALTER TABLE "{table}_new" RENAME TO "{table}"')
    for sql in stored.values():
        bind.exec_driver_sql(sql)


def _worded(table: str, column: sa.Column[object]) -> str:
    holder = sa.Table(f"{table}_new", sa.MetaData(), column)
    return str(CreateColumn(holder.columns[column.name]).compile(dialect=op.get_bind().dialect))


def _split(body: str) -> list[str]:
    """Return the parts of a CREATE TABLE between its outer brackets."""
    parts, depth, part, quoted = [], 0, "", False
    for sign in body:
        quoted ^= sign == "'"
        depth += (sign == "(" and not quoted) - (sign == ")" and not quoted)
        if sign == "," and depth == 0 and not quoted:
            parts.append(part.strip())
            part = ""
        else:
            part += sign
    return [*parts, part.strip()]
