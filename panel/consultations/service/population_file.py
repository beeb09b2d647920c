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
from panel.consultations.service.population_pairs import PairCounts
from panel.consultations.service.population_pairs_file import PairsReading

LARGEST_TABLE = 200_000
"""Bytes; a table of all classes of a municipality takes far less."""
MOST_ROWS = 500
_NUMBER = re.compile(r"\d{1,9}|\d{1,3}(?:[. \u00a0\u202f]\d{3}){1,2}")
_NAMES = {
    "variable": frozenset({"kenmerk", "variabele", "achtergrond", "variable"}),
    "class": frozenset({"klasse", "groep", "class"}),
    "count": frozenset({"aantal", "aantallen", "mensen", "inwoners", "count"}),
    "variable 2": frozenset({"kenmerk 2", "kenmerk2", "variabele 2", "achtergrond 2", "variable 2", "variable2"}),
    "class 2": frozenset({"klasse 2", "klasse2", "groep 2", "class 2", "class2"}),
}
_NEEDED = frozenset({"variable", "class", "count"})
_OF_PAIRS = frozenset({"variable 2", "class 2"})
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class FileFigures:
    """People by class key per background (by key), and per pair of classes of two of them."""

    counts: Counts
    pairs: PairCounts | None = None


def read_population_file(
    content: bytes, breakdowns: Sequence[Breakdown], kept: Mapping[str, Mapping[str, int]] | None = None
) -> FileFigures:
    """Return people by class key, for every background (by key) that the file holds; each of those is complete.

    The first row names the columns: kenmerk, klasse and aantal (or variable, class, count). With one background
    kenmerk may be left out. With kenmerk 2 and klasse 2 a row counts people of two classes at once; these must agree
    with the figures of each background in the file, or else with what is `kept`, or else they make them. What the file
    is follows from what is in it, never from its name. Raises FileError with every problem; `line` is the row as a
    spreadsheet counts it.
    """
    rows = _rows(_text(content))
    columns = _columns(rows[0][1], alone=len(breakdowns) == 1)
    reading = _Reading(
        {_plain(one.label): one for one in breakdowns} | {_plain(one.key): one for one in breakdowns}, breakdowns
    )
    for line, cells in rows[1:]:
        values = {name: cells[place].strip() if place < len(cells) else "" for name, place in columns.items()}
        reading.take(line, values, breakdowns[0] if "variable" not in columns else None)
    return reading.finished(kept or {})


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
    needed = {"class", "count"} if alone else _NEEDED
    if not needed <= set(found) or len(_OF_PAIRS & set(found)) == 1:
        raise FileError([Problem("NO_COLUMNS")])
    return found


@dataclass
class _Reading:
    """The rows that were understood so far, and what was wrong with the others."""

    by_name: Mapping[str, Breakdown]
    breakdowns: Sequence[Breakdown]
    counts: Counts = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    pairs: PairsReading = field(init=False)

    def __post_init__(self) -> None:
        self.pairs = PairsReading(self.breakdowns)

    def take(self, line: int, values: Mapping[str, str], only: Breakdown | None) -> None:
        """Keep one row, or note why not."""
        found = [self._named(line, only, values.get("variable", ""), values["class"])]
        if values.get("variable 2") or values.get("class 2"):
            found.append(self._named(line, None, values.get("variable 2", ""), values.get("class 2", "")))
        named = [one for one in found if one is not None]
        if len(named) < len(found):
            return None
        if not _NUMBER.fullmatch(values["count"]):
            return self._wrong("NO_NUMBER", line, name=values["count"])
        return self._keep(line, named, values["class"], int(re.sub(r"\D", "", values["count"])))

    def _named(self, line: int, only: Breakdown | None, variable: str, name: str) -> tuple[Breakdown, str] | None:
        """The background and the key of its class that a row names; None when that was noted as a problem."""
        breakdown = only or self.by_name.get(_plain(variable))
        if breakdown is None:
            known = [one.label for one in dict.fromkeys(self.by_name.values())]
            self._wrong("UNKNOWN_VARIABLE", line, name=variable, known=known)
            return None
        key = {_plain(one.text): one.key for one in breakdown.classes}.get(_plain(name))
        if key is None:
            known = [one.text for one in breakdown.classes]
            self._wrong("UNKNOWN_CLASS", line, name=name, variable=breakdown.label, known=known)
            return None
        return breakdown, key

    def _keep(self, line: int, named: Sequence[tuple[Breakdown, str]], name: str, people: int) -> None:
        breakdown, key = named[0]
        if len(named) > 1:
            wrong = self.pairs.take(named, people)
            return None if wrong is None else self._wrong(wrong, line, name=name, variable=breakdown.label)
        kept = self.counts.setdefault(breakdown.key, {})
        if key in kept:
            return self._wrong("CLASS_TWICE", line, name=name, variable=breakdown.label)
        kept[key] = people
        return None

    def _wrong(self, code: str, line: int, **details: object) -> None:
        self.problems.append(Problem(code, line=line, details=details))

    def finished(self, kept: Mapping[str, Mapping[str, int]]) -> FileFigures:
        """Return the counts when nothing is wrong and every background that is there is whole. Raises FileError."""
        if self.problems:
            raise FileError(self.problems)
        for one in self.breakdowns:
            if one.key in self.counts:
                self._judge(one, self.counts[one.key])
        if self.problems:
            raise FileError(self.problems)
        pairs, problems = self.pairs.finished(self.counts, kept)
        if not self.counts and pairs is None and not problems:
            problems = [Problem("NO_ROWS")]
        if problems:
            raise FileError(problems)
        made = pairs.of_each() if pairs is not None else {}
        return FileFigures({key: one for key, one in made.items() if key not in kept} | self.counts, pairs)

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
