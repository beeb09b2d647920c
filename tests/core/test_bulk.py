"""Very many rows are written under the same promises as one row, also where a key is checked for all at once."""

from __future__ import annotations

from typing import cast

import pytest
from sqlalchemy import Table, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation
from panel.core import bulk
from panel.core.bulk import checked_at_once, insert_rows
from panel.core.db import Database
from panel.core.ids import random_key
from panel.results.models import Answer, Submission
from tests.support.scene import open_class_consultation

ANSWERS, SUBMISSIONS = cast(Table, Answer.__table__), cast(Table, Submission.__table__)
COLUMNS = ("submission_key", "question_id", "state", "value", "not_understood")


@pytest.fixture
def asked(session: Session, keys: object) -> Consultation:
    made = open_class_consultation(session, keys)  # type: ignore[arg-type]
    session.commit()
    return made


def write(session: Session, asked: Consultation, submission: bytes) -> None:
    """Write one answer of this submission, checked at once."""
    with checked_at_once(session, ANSWERS, "submission_key"):
        insert_rows(session, ANSWERS, COLUMNS, [(submission, asked.questions[0].id, "SKIPPED", None, False)])


def known(session: Session, asked: Consultation) -> bytes:
    key = random_key()
    insert_rows(session, SUBMISSIONS, ("key", "consultation_id", "background"), [(key, asked.id, "{}")])
    return key


def foreign_keys(session: Session) -> list[object]:
    found = inspect(session.connection()).get_foreign_keys("answer")
    return sorted((one["name"], one["referred_table"], str(one["options"])) for one in found)


def test_rows_that_refer_to_something_are_kept_and_the_key_is_as_before(session: Session, asked: Consultation) -> None:
    before = foreign_keys(session)
    submission = known(session, asked)
    write(session, asked, submission)
    session.commit()
    assert session.scalars(select(Answer.submission_key)).all() == [submission]
    assert foreign_keys(session) == before
    assert len(before) == 2
    session.add(Answer(submission_key=random_key(), question_id=asked.questions[0].id, state="SKIPPED"))
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_row_that_refers_to_nothing_is_refused_with_all_others(session: Session, asked: Consultation) -> None:
    before = foreign_keys(session)
    submission = known(session, asked)
    with pytest.raises(Exception, match=r"(?i)foreign key"):  # noqa: PT012 - one of both, by database
        write(session, asked, submission)
        write(session, asked, random_key())
        session.commit()
    session.rollback()
    assert session.scalars(select(Answer.submission_key)).all() == []
    assert foreign_keys(session) == before


def test_where_somebody_reads_rows_are_looked_up_as_ever(
    session: Session, asked: Consultation, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PATIENCE", 1)
    monkeypatch.setattr(bulk, "AddConstraint", lambda *_, **__: pytest.fail("the key was taken off"))
    submission = known(session, asked)
    with database.session(reading=True) as reader:
        reader.scalars(select(Submission.key)).all()
        write(session, asked, submission)
        session.commit()
    assert session.scalars(select(Answer.submission_key)).all() == [submission]
