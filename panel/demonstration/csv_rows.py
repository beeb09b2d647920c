"""Reads answers that were given elsewhere from a CSV file: a column for each question, a row for each person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from panel.answering.answers import NO_STATEMENT, Answers, Given
from panel.audit.service import record
from panel.consultations.kinds import DONT_KNOW, BadAnswerError, Stance, Value, kind_of
from panel.consultations.models import Breakdown, Consultation, Question, QuestionKind, Round, RoundState, State
from panel.consultations.service.exchange.problems import FileError, Problem
from panel.demonstration.csv_text import Row, Table, read_table
from panel.demonstration.elsewhere import seal_all

BETWEEN = "|"
SKIPPED = Given("SKIPPED")
# What people write in a cell when they mean one of our fixed answers, besides its key.
FIXED_WORDS = {"weet ik niet": DONT_KNOW, "weet niet": DONT_KNOW, "eens": Stance.AGREE, "oneens": Stance.DISAGREE}
NO_STATEMENT_WORDS = frozenset({"", NO_STATEMENT.casefold(), "geen opgave", "zeg ik liever niet"})


@dataclass(frozen=True)
class Sheet:
    """The good rows of a file as answers, and what is wrong with each of the others."""

    people: list[Answers]
    rejected: list[Problem]
    rejected_rows: int
    empty_rows: int


class NotAcceptedError(ValueError):
    """The file has rows that cannot be loaded, and loading only the good ones was not asked for."""


class RoundError(ValueError):
    """It is not clear where the answers go. `reason`: NOT_OPEN, NO_ROUND or WHICH_GROUP."""

    def __init__(self, reason: str, names: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.names = tuple(names)


def round_for(consultation: Consultation, group: str | None) -> Round:
    """Return the open round that answers from elsewhere go into; `group` names one of several. Raises RoundError."""
    if consultation.state is not State.OPEN:
        raise RoundError("NOT_OPEN")
    rounds = [one for one in consultation.rounds if one.state is RoundState.OPEN]
    if group is not None:
        rounds = [one for one in rounds if one.name.casefold() == group.strip().casefold()]
    if not rounds:
        raise RoundError("NO_ROUND", [one.name for one in consultation.rounds])
    if len(rounds) > 1:
        raise RoundError("WHICH_GROUP", [one.name for one in rounds])
    return rounds[0]


def read_sheet(path: Path, consultation: Consultation) -> Sheet:
    """Return what is in a file, checked against the questions of a consultation; nothing is stored.

    Raises FileError when the file as a whole is wrong: broken, a column that is missing, unknown or there twice.
    """
    questions = {one.key: one for one in consultation.questions}
    breakdowns = {one.key: one for one in consultation.breakdowns}
    table = read_table(path, needed=(*questions, *breakdowns))
    unknown = [column for column in table.columns if column not in questions and column not in breakdowns]
    if unknown:
        raise FileError([Problem("UNKNOWN_COLUMN", column, 1) for column in unknown])
    people: list[Answers] = []
    rejected: list[Problem] = []
    rejected_rows = 0
    for row in table.rows:
        problems, answers = _read_row(row, table, questions, breakdowns)
        rejected += problems
        rejected_rows += bool(problems)
        people += [] if problems else [answers]
    return Sheet(people, rejected, rejected_rows, table.empty)


def _read_row(
    row: Row, table: Table, questions: dict[str, Question], breakdowns: dict[str, Breakdown]
) -> tuple[list[Problem], Answers]:
    if len(row.cells) != len(table.columns):
        details = {"found": len(row.cells), "wanted": len(table.columns)}
        return [Problem("WRONG_LENGTH", "", row.line, details)], Answers()
    problems: list[Problem] = []
    given: dict[str, Given] = {}
    background: dict[str, str] = {}
    for column, cell in zip(table.columns, row.cells, strict=True):
        try:
            if column in questions:
                given[column] = read_cell(questions[column], cell)
            else:
                background[column] = read_class(breakdowns[column], cell)
        except BadAnswerError as error:
            problems.append(Problem(f"ANSWER_{error.code}", column, row.line, {"limit": error.limit}))
    return problems, Answers(given, background)


def read_cell(question: Question, cell: str) -> Given:
    """Return the answer in a cell: empty is skipped; an option by its key or its words. Raises BadAnswerError."""
    typed = cell.strip()
    if not typed:
        return SKIPPED
    kind = kind_of(question)
    if question.kind in (QuestionKind.OPEN_TEXT, QuestionKind.NUMBER):
        # In someone's own words "weet ik niet" is an answer; instead of a number it is none.
        is_number = question.kind is QuestionKind.NUMBER
        if typed == DONT_KNOW or (is_number and FIXED_WORDS.get(typed.casefold()) == DONT_KNOW):
            return Given("DONT_KNOW")
        return Given("ANSWERED", kind.check(typed, question))
    keys = [_option_key(question, one) for one in (typed.split(BETWEEN) if kind.several else [typed])]
    if keys == [DONT_KNOW]:
        return Given("DONT_KNOW")
    value: Value = [key for key in keys if key] if kind.several else keys[0]
    return Given("ANSWERED", kind.check(value, question))


def _option_key(question: Question, typed: str) -> str:
    words = typed.strip()
    known = set(kind_of(question).classes(question))
    if words in known or words == DONT_KNOW:
        return words
    spoken = {option.text.strip().casefold(): option.key for option in question.options}
    return spoken.get(words.casefold()) or str(FIXED_WORDS.get(words.casefold(), words))


def read_class(breakdown: Breakdown, cell: str) -> str:
    """Return the class in a cell by its key or its words; empty is "geen opgave". Raises BadAnswerError."""
    typed = cell.strip()
    for one in breakdown.classes:
        if typed == one.key or typed.casefold() == one.text.strip().casefold():
            return one.key
    if typed.casefold() in NO_STATEMENT_WORDS:
        return NO_STATEMENT
    raise BadAnswerError("UNKNOWN_OPTION")


def store_sheet(
    session: Session,
    consultation: Consultation,
    round_: Round,
    sheet: Sheet,
    *,
    by: int | None,
    accept_good_rows: bool,
    source_note: Callable[[], str],
) -> int:
    """Seal the good rows in a round, in the caller's transaction; return how many.

    All or nothing unless `accept_good_rows`: raises NotAcceptedError when a row was rejected. The note that answers
    came from elsewhere is added to the consultation unless it has a note already.
    """
    if sheet.rejected and not accept_good_rows:
        raise NotAcceptedError
    session.refresh(round_, with_for_update={"read": True})
    if round_.state is not RoundState.OPEN:
        raise RoundError("NOT_OPEN")
    number = seal_all(session, round_, consultation, sheet.people)
    if number and not consultation.source_note:
        consultation.source_note = source_note()
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action="LOADED_SUBMISSIONS",
        subject="round",
        subject_id=round_.id,
    )
    session.flush()
    return number
