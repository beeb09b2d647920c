"""Remembers since which edition a question says what it says now, so that a test of older words shows."""

from __future__ import annotations

from sqlalchemy.orm import Session

from panel.audit.queries import last_reasons
from panel.audit.service import record
from panel.consultations.models import Consultation, Question

ACTION = "WORDS_CHANGED"
SUBJECT = "question"


def note_words(session: Session, consultation: Consultation, question: Question, *, by: int | None = None) -> None:
    """Write in the log that a question got the words that it has from this edition of its consultation on."""
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action=ACTION,
        subject=SUBJECT,
        subject_id=question.id,
        reason=str(consultation.edition),
    )
    session.flush()


def words_since(session: Session, consultation: Consultation) -> dict[int, int]:
    """Return by the id of a question the edition since which it has its words; 0 when nobody noted that."""
    ids = [one.id for one in consultation.questions]
    noted = last_reasons(session, subject=SUBJECT, subject_ids=ids, action=ACTION)
    return {one: int(noted.get(one, "0")) for one in ids}
