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
