"""Reading back what staff did."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.audit.models import AuditEvent


def last_event(session: Session, *, subject: str, subject_id: int, action: str) -> AuditEvent | None:
    """Return the last time that this happened to this subject, else None."""
    wanted = select(AuditEvent).where(
        AuditEvent.subject == subject, AuditEvent.subject_id == subject_id, AuditEvent.action == action
    )
    return session.scalars(wanted.order_by(AuditEvent.id.desc())).first()


def times(session: Session, *, subject: str, subject_id: int, action: str) -> int:
    """Return how many times this happened to this subject."""
    wanted = select(func.count()).where(
        AuditEvent.subject == subject, AuditEvent.subject_id == subject_id, AuditEvent.action == action
    )
    return session.scalar(wanted) or 0


def subjects_with(session: Session, *, municipality_id: int, subject: str, action: str) -> set[int]:
    """Return the ids of all subjects of a municipality to which this happened at least once."""
    wanted = select(AuditEvent.subject_id).where(
        AuditEvent.municipality_id == municipality_id, AuditEvent.subject == subject, AuditEvent.action == action
    )
    return {one for one in session.scalars(wanted.distinct()) if one is not None}


def last_reasons(session: Session, *, subject: str, subject_ids: Collection[int], action: str) -> dict[int, str]:
    """Return by subject the reason of the last time that this happened to it; nothing for one it never happened to."""
    latest = (
        select(func.max(AuditEvent.id))
        .where(AuditEvent.subject == subject, AuditEvent.subject_id.in_(subject_ids), AuditEvent.action == action)
        .group_by(AuditEvent.subject_id)
    )
    found = session.execute(select(AuditEvent.subject_id, AuditEvent.reason).where(AuditEvent.id.in_(latest)))
    return {subject_id: reason for subject_id, reason in found if subject_id is not None}
