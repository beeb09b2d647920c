"""Reads a CSV file with a head: with commas, semicolons or tabs, and every row knows its line."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from panel.consultations.service.exchange.problems import FileError, Problem, read_text

DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Row:
    """One row: the line on which it begins, and its cells in the order of the head."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A head and the rows below it. Rows may be shorter or longer than the head; empty lines are counted only."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: int

    def place(self, column: str) -> int:
        return self.columns.index(column)


def read_table(path: Path, *, needed: Sequence[str] = ()) -> Table:
    """Return a CSV file.

    Raises FileError: what `read_text` raises, NO_HEAD, COLUMN_TWICE, MISSING_COLUMN, and BROKEN_CSV with its line.
    """
    rows = read_rows(path)
    head, below = rows[0], rows[1:]
    columns = tuple(cell.strip() for cell in head.cells)
    if not any(columns):
        raise FileError([Problem("NO_HEAD", path.name)])
    problems = [
        Problem("COLUMN_TWICE", column, head.line)
        for column, number in Counter(columns).items()
        if number > 1 and column
    ]
    problems += [Problem("MISSING_COLUMN", column, head.line) for column in needed if column not in columns]
    if problems:
        raise FileError(problems)
    filled = tuple(row for row in below if any(cell.strip() for cell in row.cells))
    return Table(columns, filled, len(below) - len(filled))


def read_rows(path: Path) -> list[Row]:
    """Return all lines of a CSV file, at least one, as they are. Raises FileError."""
    return list(_rows(read_text(path), path.name))


def _rows(text: str, name: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            yield Row(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileError([Problem("BROKEN_CSV", name, line)]) from error


def _delimiter(text: str) -> str:
    """Return the separator that the first line has most of, outside quotes; a comma when it has none."""
    head = text.lstrip("\r\n").split("\n", 1)[0]
    outside = "".join(head.split('"')[::2])
    return max(DELIMITERS, key=outside.count)
