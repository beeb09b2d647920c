"""The figures as CSV, for any spreadsheet and any statistics program, with a codebook beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from panel.results.exports.columns import COLUMNS, Cell, cells, codebook
from panel.results.exports.progress import Progress, nobody_waits
from panel.results.exports.rows import Exported

SEPARATOR = ";"
BYTE_ORDER_MARK = "\ufeff"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def figures_csv(everything: Exported, progress: Progress = nobody_waits) -> bytes:
    """Return one line a figure: UTF-8 with a byte order mark, semicolons, CRLF."""
    lines = [cells(everything, row) for row in everything.rows]
    return _written([column.name for column in COLUMNS], lines)


def codebook_csv(everything: Exported, progress: Progress = nobody_waits) -> bytes:
    """Return what every column and every code means."""
    return _written(["kolom", "code", "betekenis"], codebook(everything))


def _written(heading: Sequence[str], lines: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([_safe(cell) for cell in line] for line in lines)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _safe(cell: Cell) -> Cell:
    """Keep a spreadsheet from taking a text of an officer for a formula: an apostrophe goes before it."""
    if isinstance(cell, str) and cell.startswith(STARTS_A_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
