"""Reading back what staff did."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.audit.models import AuditEvent


def last_event(session: Session, *, subject: str, subject_id: int, action: str) -> AuditEvent | None:
    """Return the last time that this happened to this subject, else None."""
    wanted = select(AuditEvent).where(
        AuditEvent.subject == subject, AuditEvent.subject_id == subject_id, AuditEvent.action == action
    )
    return session.scalars(wanted.order_by(AuditEvent.id.desc())).first()


def subjects_with(session: Session, *, municipality_id: int, subject: str, action: str) -> set[int]:
    """Return the ids of all subjects of a municipality to which this happened at least once."""
    wanted = select(AuditEvent.subject_id).where(
        AuditEvent.municipality_id == municipality_id, AuditEvent.subject == subject, AuditEvent.action == action
    )
    return {one for one in session.scalars(wanted.distinct()) if one is not None}
