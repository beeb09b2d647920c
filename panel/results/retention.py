"""Keeps the promise on how long single answers are kept: afterwards they go, and figures, outcome and reply stay."""

from __future__ import annotations

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import Consultation, Question, State
from panel.consultations.retention import erase_on
from panel.core.clock import today
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.results.forgetting import forget_deleted_rows
from panel.results.models import Answer, Recording, Submission, SubmissionReceipt
from panel.results.recordings import destroy_all

log = structlog.get_logger(__name__)
# So few at a time that nobody who answers elsewhere has to wait for the database.
BATCH = 500


def erase_past_retention(database: Database, keys: KeyDirectory) -> int:
    """Erase the single answers of every consultation whose months have passed; return of how many.

    Safe to do again and after a crash: a consultation is noted as erased only when nothing of it is left, also not in
    a free page or a log of the database. When others were reading at that moment, the next night finishes it.
    """
    with database.session(reading=True) as session:
        due = _due(session)
    for consultation_id in due:
        while _erase_some(database, keys, consultation_id):
            pass
    if not due or not forget_deleted_rows(database):
        return 0
    return sum(_note_erased(database, one) for one in due)


def _due(session: Session) -> list[int]:
    """Return the counted consultations of which single answers are still noted as kept while their day has come."""
    wanted = select(Consultation).where(
        Consultation.state == State.REPORTED,
        Consultation.closed_at.is_not(None),
        Consultation.retention_months.is_not(None),
        Consultation.answers_erased_on.is_(None),
    )
    return [one.id for one in session.scalars(wanted.order_by(Consultation.id)) if _is_due(one)]


def _is_due(consultation: Consultation) -> bool:
    day = erase_on(consultation)
    return (
        consultation.state is State.REPORTED
        and consultation.answers_erased_on is None
        and day is not None
        and day <= today()
    )


def _erase_some(database: Database, keys: KeyDirectory, consultation_id: int) -> bool:
    """Erase one batch in a transaction of its own; return whether there may be more."""
    with database.transaction() as session:
        # Withdrawing holds the same row: nobody deletes the same record from two sides.
        consultation = session.get(Consultation, consultation_id, with_for_update=True)
        if consultation is None or not _is_due(consultation):
            return False
        records = _some_records(session, consultation_id)
        recordings = [] if records else _some_recordings(session, consultation_id)
        session.execute(delete(SubmissionReceipt).where(SubmissionReceipt.submission_key.in_(records)))
        session.execute(delete(Answer).where(Answer.submission_key.in_(records)))
        session.execute(delete(Submission).where(Submission.key.in_(records)))
        session.execute(delete(Recording).where(Recording.key.in_([key for key, _name in recordings])))
    # A key that stays behind after a crash locks nothing any more; the nightly wiping of recordings finds it.
    destroy_all(keys, [name for _key, name in recordings if name is not None])
    return bool(records or recordings)


def _some_records(session: Session, consultation_id: int) -> list[bytes]:
    wanted = select(Submission.key).where(Submission.consultation_id == consultation_id)
    return list(session.scalars(wanted.limit(BATCH)))


def _some_recordings(session: Session, consultation_id: int) -> list[tuple[bytes, str | None]]:
    mine = select(Question.id).where(Question.consultation_id == consultation_id)
    wanted = select(Recording.key, Recording.key_name).where(Recording.question_id.in_(mine)).limit(BATCH)
    return [(key, name) for key, name in session.execute(wanted)]


def _note_erased(database: Database, consultation_id: int) -> int:
    """Write down the day for everybody, and in the log; without how many there were, which nobody may know exactly."""
    with database.transaction() as session:
        consultation = session.get(Consultation, consultation_id, with_for_update=True)
        if consultation is None or not _is_due(consultation) or _some_records(session, consultation_id):
            return 0
        consultation.answers_erased_on = today()
        record(
            session,
            municipality_id=consultation.municipality_id,
            user_id=None,
            action="ANSWERS_ERASED",
            subject="consultation",
            subject_id=consultation_id,
        )
    log.info("answers_erased", consultation=consultation_id)
    return 1
