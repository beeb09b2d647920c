"""Reads how many people are in each class from a table in a file: every row is understood, or all are refused."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from panel.consultations.models import Breakdown
from panel.consultations.service.exchange.problems import FileError, Problem
from panel.consultations.service.population import MOST_PEOPLE

LARGEST_TABLE = 200_000
"""Bytes; a table of all classes of a municipality takes far less."""
MOST_ROWS = 500
_NUMBER = re.compile(r"\d{1,9}|\d{1,3}(?:[. \u00a0\u202f]\d{3}){1,2}")
_NAMES = {
    "variable": frozenset({"kenmerk", "variabele", "achtergrond", "variable"}),
    "class": frozenset({"klasse", "groep", "class"}),
    "count": frozenset({"aantal", "aantallen", "mensen", "inwoners", "count"}),
}
Counts = dict[str, dict[str, int]]


def read_population_file(content: bytes, breakdowns: Sequence[Breakdown]) -> Counts:
    """Return people by class key, for every background (by key) that the file holds; each of those is complete.

    The first row names the columns: kenmerk, klasse and aantal (or variable, class, count). With one background
    kenmerk may be left out. What the file is follows from what is in it, never from its name. Raises FileError with
    every problem; `line` is the row as a spreadsheet counts it.
    """
    rows = _rows(_text(content))
    columns = _columns(rows[0][1], alone=len(breakdowns) == 1)
    reading = _Reading({_plain(one.label): one for one in breakdowns} | {_plain(one.key): one for one in breakdowns})
    for line, cells in rows[1:]:
        values = {name: cells[place].strip() if place < len(cells) else "" for name, place in columns.items()}
        reading.take(line, values, breakdowns[0] if "variable" not in columns else None)
    return reading.finished(breakdowns)


def _text(content: bytes) -> str:
    if len(content) > LARGEST_TABLE:
        raise FileError([Problem("TOO_BIG", details={"limit": LARGEST_TABLE // 1000})])
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise FileError([Problem("SPREADSHEET")])
    text = _decoded(content)
    if any(sign == "\0" or (unicodedata.category(sign) == "Cc" and sign not in "\t\r\n") for sign in text):
        raise FileError([Problem("NO_TABLE")])
    if not text.strip():
        raise FileError([Problem("EMPTY_FILE")])
    return text


def _decoded(content: bytes) -> str:
    """Text of a spreadsheet: UTF-8, UTF-16 when it says so, else what Windows writes in the Netherlands."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows that hold something, each with its number; the sign between cells is that of the first such row."""
    first = next(line for line in text.splitlines() if line.strip())
    between = max(";\t,", key=first.count)
    try:
        read = list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=between), start=1))
    except csv.Error as error:
        raise FileError([Problem("NO_TABLE")]) from error
    rows = [(line, cells) for line, cells in read if any(cell.strip() for cell in cells)]
    if len(rows) > MOST_ROWS:
        raise FileError([Problem("TOO_MANY_ROWS", details={"limit": MOST_ROWS})])
    return rows


def _columns(head: Sequence[str], *, alone: bool) -> dict[str, int]:
    names = [_plain(cell) for cell in head]
    found = {
        column: next(place for place, name in enumerate(names) if name in known)
        for column, known in _NAMES.items()
        if any(name in known for name in names)
    }
    needed = {"class", "count"} if alone else set(_NAMES)
    if not needed <= set(found):
        raise FileError([Problem("NO_COLUMNS")])
    return found


@dataclass
class _Reading:
    """The rows that were understood so far, and what was wrong with the others."""

    by_name: Mapping[str, Breakdown]
    counts: Counts = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, line: int, values: Mapping[str, str], only: Breakdown | None) -> None:
        """Keep one row, or note why not."""
        breakdown = only or self.by_name.get(_plain(values.get("variable", "")))
        if breakdown is None:
            known = [one.label for one in dict.fromkeys(self.by_name.values())]
            return self._wrong("UNKNOWN_VARIABLE", line, name=values.get("variable", ""), known=known)
        keys = {_plain(one.text): one.key for one in breakdown.classes}
        key = keys.get(_plain(values["class"]))
        if key is None:
            known = [one.text for one in breakdown.classes]
            return self._wrong("UNKNOWN_CLASS", line, name=values["class"], variable=breakdown.label, known=known)
        if not _NUMBER.fullmatch(values["count"]):
            return self._wrong("NO_NUMBER", line, name=values["count"])
        kept = self.counts.setdefault(breakdown.key, {})
        if key in kept:
            return self._wrong("CLASS_TWICE", line, name=values["class"], variable=breakdown.label)
        kept[key] = int(re.sub(r"\D", "", values["count"]))
        return None

    def _wrong(self, code: str, line: int, **details: object) -> None:
        self.problems.append(Problem(code, line=line, details=details))

    def finished(self, breakdowns: Sequence[Breakdown]) -> Counts:
        """Return the counts when nothing is wrong and every background that is there is whole. Raises FileError."""
        if self.problems:
            raise FileError(self.problems)
        for one in breakdowns:
            kept = self.counts.get(one.key)
            if kept is not None:
                self._judge(one, kept)
        if not self.counts:
            self.problems.append(Problem("NO_ROWS"))
        if self.problems:
            raise FileError(self.problems)
        return self.counts

    def _judge(self, breakdown: Breakdown, kept: Mapping[str, int]) -> None:
        missing = [one.text for one in breakdown.classes if one.key not in kept]
        details = {"variable": breakdown.label}
        if missing:
            self.problems.append(Problem("CLASSES_MISSING", details=details | {"known": missing}))
        elif not sum(kept.values()):
            self.problems.append(Problem("NO_PEOPLE", details=details))
        elif sum(kept.values()) > MOST_PEOPLE:
            self.problems.append(Problem("TOO_MANY_PEOPLE", details=details))


def _plain(text: str) -> str:
    """A name as it is compared: without differences in capitals, spaces and dashes."""
    dashed = re.sub(r"[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", text))
    return " ".join(dashed.split()).casefold()
