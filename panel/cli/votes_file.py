"""Reads who agreed with which statement from a CSV file: one vote a line, or one person a line."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from panel.consultations.service.exchange.problems import FileError, Problem
from panel.demonstration.csv_text import DELIMITERS, read_table
from panel.stats.opinions import NO_STANCE, Stances

VOTER, STATEMENT, VOTE, MOMENT = "voter-id", "comment-id", "vote", "timestamp"
PARTICIPANT = "participant"
ABOUT_PEOPLE = frozenset({"xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"})
"""Columns of the matrix that are no statement."""
STANCES = {"1": 1, "0": 0, "-1": -1}
LEFT_OUT = "-1"
MOST_PROBLEMS = 200


@dataclass(frozen=True, eq=False)
class Votes:
    """What n people thought of m statements: `stances` (n, m), with the names of both as the file has them.

    `moderated_out` so many statements were taken out of it.
    """

    people: list[str]
    statements: list[str]
    stances: Stances
    moderated_out: int = 0

    def without(self, left_out: set[str]) -> Votes:
        """The same votes without these statements."""
        kept = [index for index, name in enumerate(self.statements) if name not in left_out]
        gone = len(self.statements) - len(kept)
        return Votes(self.people, [self.statements[index] for index in kept], self.stances[:, kept], gone)


@dataclass
class _Names:
    """Gives every name a number, in the order in which they come."""

    known: dict[str, int] = field(default_factory=dict)

    def number(self, name: str) -> int:
        return self.known.setdefault(name, len(self.known))


def read_votes(path: Path) -> Votes:
    """Return the votes of a file with columns voter-id, comment-id and vote, or of a matrix with a column participant.

    A vote is 1 (agree), -1 (disagree) or 0 (pass), as in the exports of Polis. Of several votes of one person on one
    statement the last counts: by timestamp where there is one, else the last line. Statements come in the order of
    their numbers. Raises FileError with the line of everything that is wrong.
    """
    with _opened(path) as rows:
        head = [cell.strip() for cell in next(rows, [])]
        if not any(head):
            raise FileError([Problem("NO_HEAD", path.name)])
        twice = {name for name in head if name and head.count(name) > 1}
        if twice:
            raise FileError([Problem("COLUMN_TWICE", name, 1) for name in sorted(twice)])
        if PARTICIPANT in head:
            found = _matrix(rows, head)
        else:
            missing = [name for name in (VOTER, STATEMENT, VOTE) if name not in head]
            if missing:
                raise FileError([Problem("MISSING_COLUMN", name, 1) for name in missing])
            found = _long(rows, head)
    if not found.people or not found.statements:
        raise FileError([Problem("NO_VOTES", path.name)])
    order = sorted(range(len(found.statements)), key=lambda index: _by_number(found.statements[index]))
    return Votes(found.people, [found.statements[index] for index in order], found.stances[:, order])


def read_moderated_out(path: Path) -> tuple[set[str], dict[str, str]]:
    """Return which statements of a file comments.csv a moderator left out, and the text of each. Raises FileError."""
    table = read_table(path, needed=(STATEMENT, "moderated"))
    number, moderated = table.place(STATEMENT), table.place("moderated")
    body = table.place("comment-body") if "comment-body" in table.columns else None
    left_out: set[str] = set()
    texts: dict[str, str] = {}
    for row in table.rows:
        if len(row.cells) != len(table.columns):
            raise FileError([_wrong_length(row.line, len(row.cells), len(table.columns))])
        name = row.cells[number].strip()
        if row.cells[moderated].strip() == LEFT_OUT:
            left_out.add(name)
        if body is not None:
            texts[name] = " ".join(row.cells[body].split())
    return left_out, texts


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[list[str]]]:
    """Read line by line, because a file of ten million votes does not fit in memory twice."""
    if not path.is_file():
        raise FileError([Problem("NO_FILE", path.name)])
    line = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            start = source.readline().split("\n", 1)[0]
            source.seek(0)
            reader = csv.reader(source, delimiter=max(DELIMITERS, key=start.count), strict=True)
            try:
                yield reader
            finally:
                line = reader.line_num
    except UnicodeDecodeError as error:
        raise FileError([Problem("NOT_UTF8", path.name, line + 1)]) from error
    except csv.Error as error:
        raise FileError([Problem("BROKEN_CSV", path.name, line)]) from error
    except OSError as error:
        raise FileError([Problem("CANNOT_READ", path.name)]) from error


def _long(rows: Iterator[list[str]], head: list[str]) -> Votes:
    voter, statement, vote = head.index(VOTER), head.index(STATEMENT), head.index(VOTE)
    moment = head.index(MOMENT) if MOMENT in head else None
    people, statements = _Names(), _Names()
    whose, which, what, when = array("i"), array("i"), array("b"), array("q")
    problems: list[Problem] = []
    for line, cells in enumerate(rows, start=2):
        if not cells:
            continue
        try:
            stance, at = STANCES[cells[vote].strip()], int(cells[moment]) if moment is not None else 0
            if len(cells) != len(head) or not cells[voter] or not cells[statement]:
                raise IndexError
        except (IndexError, KeyError, ValueError):
            problems.append(_problem(line, cells, head, vote, moment))
            if len(problems) == MOST_PROBLEMS:
                break
            continue
        whose.append(people.number(cells[voter].strip()))
        which.append(statements.number(cells[statement].strip()))
        what.append(stance)
        when.append(at)
    if problems or not what:
        raise FileError(problems or [Problem("NO_VOTES")])
    stances = np.full((len(people.known), len(statements.known)), NO_STANCE, dtype=np.int8)
    # Of two votes at the same moment the one further down counts: a stable order keeps it last.
    order = np.argsort(np.frombuffer(when, dtype=np.int64), kind="stable")
    numbers = np.frombuffer(whose, dtype=np.int32), np.frombuffer(which, dtype=np.int32)
    stances[numbers[0][order], numbers[1][order]] = np.frombuffer(what, dtype=np.int8)[order]
    return Votes(list(people.known), list(statements.known), stances)


def _matrix(rows: Iterator[list[str]], head: list[str]) -> Votes:
    person = head.index(PARTICIPANT)
    places = [index for index, name in enumerate(head) if name and index != person and name not in ABOUT_PEOPLE]
    known = STANCES | {"": NO_STANCE}
    people = _Names()
    stances = array("b")
    problems: list[Problem] = []
    for line, cells in enumerate(rows, start=2):
        if not cells:
            continue
        if len(cells) != len(head):
            problems.append(_wrong_length(line, len(cells), len(head)))
        elif cells[person].strip() in people.known:
            problems.append(Problem("KEY_TWICE", PARTICIPANT, line, {"key": cells[person].strip()}))
        else:
            people.number(cells[person].strip())
            try:
                stances.extend([known[cells[place].strip()] for place in places])
            except KeyError:
                wrong = next(place for place in places if cells[place].strip() not in known)
                problems.append(Problem("NOT_A_VOTE", head[wrong], line))
        if len(problems) == MOST_PROBLEMS:
            break
    if problems:
        raise FileError(problems)
    matrix = np.frombuffer(stances, dtype=np.int8) if stances else np.zeros(0, dtype=np.int8)
    return Votes(list(people.known), [head[place] for place in places], matrix.reshape(len(people.known), len(places)))


def _problem(line: int, cells: list[str], head: list[str], vote: int, moment: int | None) -> Problem:
    """Say what is wrong with a line of which something is."""
    if len(cells) != len(head):
        return _wrong_length(line, len(cells), len(head))
    if cells[vote].strip() not in STANCES:
        return Problem("NOT_A_VOTE", VOTE, line)
    empty = next((name for name in (VOTER, STATEMENT) if not cells[head.index(name)].strip()), None)
    if empty is not None:
        return Problem("EMPTY", empty, line)
    return Problem("NOT_A_MOMENT", MOMENT if moment is not None else "", line)


def _wrong_length(line: int, found: int, wanted: int) -> Problem:
    return Problem("WRONG_LENGTH", "", line, {"found": found, "wanted": wanted})


def _by_number(name: str) -> tuple[int, int, str]:
    """Numbers in their order, before any other name."""
    return (0, int(name), "") if name.isascii() and name.isdigit() else (1, 0, name)
