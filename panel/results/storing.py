"""Writes the rows without a person: under fresh random keys, in the order of those keys, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from typing import cast

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from panel.answering.answers import Answers
from panel.consultations.models import Consultation, Question
from panel.core.bulk import Row, checked_at_once, insert_rows
from panel.core.ids import random_key
from panel.results.models import Answer, Submission, SubmissionReceipt

SHORT = 40
MANY = 200_000
"""Answers from which on it pays to keep readers out while they are checked at once."""
Keyed = tuple[bytes, Answers, bytes | None]


def replace_rows(
    session: Session, consultation: Consultation, rows: Sequence[Answers], receipts: Sequence[bytes | None]
) -> None:
    """Write all rows of a consultation anew, under fresh random keys and in the order of those keys.

    Each row keeps what it is found by with three words; those rows are in an order of their own.

    Everything is written in this one transaction: no row tells by its place or by the number of its transaction
    (PostgreSQL's xmin) which round it came from or when.
    """
    delete_rows(session, consultation.id)
    whole = zip((random_key() for _ in rows), rows, receipts, strict=True)
    keyed = sorted(whole, key=lambda one: one[0])
    found_by = sorted((receipt, key) for key, _, receipt in keyed if receipt is not None)
    _insert(session, Submission, ("key", "consultation_id", "background"), _submissions(keyed, consultation.id))
    columns = ("submission_key", "question_id", "state", "value", "not_understood")
    many = len(keyed) * len(consultation.questions) >= MANY
    with checked_at_once(session, cast(Table, Answer.__table__), "submission_key") if many else nullcontext():
        _insert(session, Answer, columns, _answers(keyed, consultation.questions))
    _insert(session, SubmissionReceipt, ("receipt_hash", "submission_key"), found_by)


def delete_rows(session: Session, consultation_id: int) -> None:
    """Delete all rows of a consultation and what they are found by."""
    mine = select(Submission.key).where(Submission.consultation_id == consultation_id)
    session.execute(delete(Answer).where(Answer.submission_key.in_(mine)))
    session.execute(delete(SubmissionReceipt).where(SubmissionReceipt.submission_key.in_(mine)))
    session.execute(delete(Submission).where(Submission.consultation_id == consultation_id))


def _insert(
    session: Session, model: type[Submission | Answer | SubmissionReceipt], columns: Sequence[str], rows: Iterable[Row]
) -> None:
    insert_rows(session, cast(Table, model.__table__), columns, rows)


def _submissions(keyed: Iterable[Keyed], consultation_id: int) -> Iterator[Row]:
    # Few classes make few different texts: each is written out once.
    texts: dict[tuple[tuple[str, str], ...], str] = {}
    for key, row, _receipt in keyed:
        classes = tuple(row.background.items())
        text = texts.get(classes)
        if text is None:
            text = texts[classes] = json.dumps(row.background)
        yield key, consultation_id, text


def _answers(keyed: Iterable[Keyed], questions: Sequence[Question]) -> Iterator[Row]:
    # In the order of the primary key, so that nothing moves while the table grows.
    asked = sorted((question.id, question.key) for question in questions)
    # What people give alike is one object (see `Reader`): its text is written out once.
    texts: dict[int, str] = {}
    for key, row, _receipt in keyed:
        for question_id, name in asked:
            given = row.given.get(name)
            if given is None:
                continue
            value = given.value
            text: str | None = None
            if value is not None:
                text = texts.get(id(given))
                if text is None:
                    text = json.dumps(value)
                    if not isinstance(value, str) or len(value) <= SHORT:
                        texts[id(given)] = text
            yield key, question_id, given.state, text, given.not_understood
