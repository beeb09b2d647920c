"""Turns the export of a Polis conversation into a closed consultation with its statements and what people thought."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from panel.answering.answers import Answers, Given
from panel.audit.service import record
from panel.consultations.kinds import Stance
from panel.consultations.models import Consultation, EvidenceKind, Question, QuestionKind
from panel.consultations.service import create_consultation, create_policy_question
from panel.consultations.service.exchange.problems import FileError, Problem
from panel.core.clock import now
from panel.core.keys import KeyDirectory
from panel.core.text import NotTextError, TooLongError, clean_text
from panel.demonstration.csv_text import Row, Table, read_rows, read_table
from panel.demonstration.elsewhere import begin_closed

LEFT_OUT_BY_MODERATOR = "-1"
LONGEST_STATEMENT = 600
LONGEST_TOPIC = 120
STANCES = {
    "1": Given("ANSWERED", Stance.AGREE.value),
    "-1": Given("ANSWERED", Stance.DISAGREE.value),
    "0": Given("DONT_KNOW"),
}
NOT_VOTED = Given("SKIPPED")


@dataclass(frozen=True)
class Conversation:
    """What is in an export: statements by number, and per person what they thought last of each statement.

    `moderated_out` statements are not in it, and neither are `without_votes` people who voted on those alone.
    """

    topic: str
    url: str
    description: str
    statements: dict[str, str]
    people: list[dict[str, Given]]
    votes: int
    moderated_out: int
    without_votes: int
    first_vote: dt.datetime
    last_vote: dt.datetime


def read_conversation(folder: Path) -> Conversation:
    """Return the conversation in a folder with `comments.csv`, `votes.csv` and perhaps `summary.csv`.

    Raises FileError with file, line and column of everything that is wrong.
    """
    comments = read_table(folder / "comments.csv", needed=("comment-id", "moderated", "comment-body"))
    votes = read_table(folder / "votes.csv", needed=("timestamp", "comment-id", "voter-id", "vote"))
    summary = _summary(folder / "summary.csv")
    statements, moderated_out = _statements(comments)
    last, moments = _last_votes(votes, {*statements, *moderated_out})
    people: dict[str, dict[str, Given]] = {}
    for (voter, comment), vote in last.items():
        person = people.setdefault(voter, {})
        if comment in statements:
            person[comment] = STANCES[vote]
    kept = [person for person in people.values() if person]
    return Conversation(
        topic=summary.get("topic", "") or folder.resolve().name,
        url=summary.get("url", ""),
        description=summary.get("conversation-description", ""),
        statements=statements,
        people=kept,
        votes=sum(len(person) for person in kept),
        moderated_out=len(moderated_out),
        without_votes=len(people) - len(kept),
        first_vote=min(moments),
        last_vote=max(moments),
    )


def _summary(path: Path) -> dict[str, str]:
    """Return the lines of the summary, which has no head: each is a name and what belongs to it."""
    if not path.exists():
        return {}
    return {row.cells[0].strip(): row.cells[1].strip() for row in read_rows(path) if len(row.cells) >= 2}


def _statements(table: Table) -> tuple[dict[str, str], set[str]]:
    number, moderated, body = (table.place(name) for name in ("comment-id", "moderated", "comment-body"))
    statements: dict[str, str] = {}
    left_out: set[str] = set()
    problems: list[Problem] = []
    for row in table.rows:
        if len(row.cells) != len(table.columns):
            problems.append(_wrong_length(row, table, "comments.csv"))
            continue
        key = row.cells[number].strip()
        if not key.isascii() or not key.isdigit():
            problems.append(Problem("NOT_A_NUMBER", "comment-id", row.line))
        elif key in statements or key in left_out:
            problems.append(Problem("KEY_TWICE", "comment-id", row.line, {"key": key}))
        elif row.cells[moderated].strip() == LEFT_OUT_BY_MODERATOR:
            left_out.add(key)
        else:
            statements[key], problem = _statement_text(row.cells[body], row.line)
            problems += [problem] if problem else []
    if not statements and not problems:
        problems.append(Problem("NO_STATEMENTS", "comments.csv"))
    if problems:
        raise FileError(problems)
    return statements, left_out


def _statement_text(typed: str, line: int) -> tuple[str, Problem | None]:
    try:
        text = clean_text(typed, LONGEST_STATEMENT)
    except TooLongError as error:
        return "", Problem("TOO_LONG", "comment-body", line, {"limit": error.limit})
    except NotTextError:
        return "", Problem("NOT_TEXT", "comment-body", line)
    return text, None if text else Problem("EMPTY", "comment-body", line)


def _last_votes(table: Table, known: set[str]) -> tuple[dict[tuple[str, str], str], list[dt.datetime]]:
    """Return the last vote of each person on each statement, and when all votes were cast."""
    at, comment, voter, vote = (table.place(name) for name in ("timestamp", "comment-id", "voter-id", "vote"))
    last: dict[tuple[str, str], tuple[int, str]] = {}
    problems: list[Problem] = []
    moments: list[int] = []
    for row in table.rows:
        if len(row.cells) != len(table.columns):
            problems.append(_wrong_length(row, table, "votes.csv"))
            continue
        cells = [cell.strip() for cell in row.cells]
        problem = _vote_problem(cells[at], cells[comment] in known, cells[vote])
        if problem is not None:
            problems.append(Problem(problem[0], problem[1], row.line))
            continue
        moment = int(cells[at])
        moments.append(moment)
        before = last.get((cells[voter], cells[comment]))
        # Of two votes in the same thousandth of a second, the one further down counts.
        if before is None or moment >= before[0]:
            last[cells[voter], cells[comment]] = (moment, cells[vote])
    if not moments and not problems:
        problems.append(Problem("NO_VOTES", "votes.csv"))
    if problems:
        raise FileError(problems)
    return {pair: kept[1] for pair, kept in last.items()}, [_moment(one) for one in (min(moments), max(moments))]


def _vote_problem(at: str, is_known: bool, vote: str) -> tuple[str, str] | None:
    if not (at.isascii() and at.isdigit() and len(at) in (10, 13)):
        return "NOT_A_MOMENT", "timestamp"
    if not is_known:
        return "UNKNOWN_STATEMENT", "comment-id"
    return None if vote in STANCES else ("NOT_A_VOTE", "vote")


def _moment(stamp: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(stamp / 1000 if stamp >= 10**11 else stamp, dt.UTC)


def _wrong_length(row: Row, table: Table, name: str) -> Problem:
    return Problem("WRONG_LENGTH", name, row.line, {"found": len(row.cells), "wanted": len(table.columns)})


@dataclass(frozen=True)
class Promise:
    """Who answers for a conversation that was held elsewhere, and the words that our pages need beside it."""

    owner_name: str
    owner_function: str
    explanation: str
    influence: str
    source_note: str
    reply_due_on: dt.date


def store_conversation(
    session: Session,
    talk: Conversation,
    promise: Promise,
    *,
    municipality_id: int,
    by: int,
    keys: KeyDirectory,
    code: str | None = None,
) -> Consultation:
    """Store a conversation as a closing consultation, in the caller's transaction; `elsewhere.count` finishes it.

    Its statements are questions "s0", "s1", ... with Polis' own numbers; who did not vote on one has skipped it.
    Raises CodeError and NotReadyError.
    """
    asked = create_policy_question(
        session,
        municipality_id=municipality_id,
        created_by_id=by,
        title=_shortened(talk.topic, LONGEST_TOPIC),
        explanation=talk.description or promise.explanation,
        influence=promise.influence,
        owner_name=promise.owner_name,
        owner_function=promise.owner_function,
        reply_due_on=promise.reply_due_on,
    )
    consultation = create_consultation(
        session,
        asked,
        created_by_id=by,
        evidence_kind=EvidenceKind.OPEN,
        topic=_shortened(talk.topic, LONGEST_TOPIC),
        code=code,
        source_note=promise.source_note,
    )
    ordered = sorted(talk.statements.items(), key=lambda pair: int(pair[0]))
    consultation.questions = [
        Question(position=place, key=f"s{number}", kind=QuestionKind.STATEMENT, text=text)
        for place, (number, text) in enumerate(ordered, start=1)
    ]
    session.flush()
    record(
        session,
        municipality_id=municipality_id,
        user_id=by,
        action="LOADED_FROM_POLIS",
        subject="consultation",
        subject_id=consultation.id,
    )
    people = [
        Answers({f"s{number}": person.get(number, NOT_VOTED) for number in talk.statements}) for person in talk.people
    ]
    begin_closed(
        session, consultation, people, by=by, keys=keys, opens_at=talk.first_vote, closes_at=min(talk.last_vote, now())
    )
    return consultation


def _shortened(text: str, limit: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
