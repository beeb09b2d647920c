"""Writing down what a member of staff did."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from panel.audit.models import AuditEvent
from panel.core.clock import now


def record(
    session: Session,
    *,
    municipality_id: int,
    user_id: int | None,
    action: str,
    subject: str,
    subject_id: int | None,
    reason: str = "",
    at: dt.datetime | None = None,
) -> None:
    """Add one event to the log, in the same transaction as the thing itself; `at` when it is not to be the moment.

    `action` is a code such as PUBLISHED, `subject` the name of a table; neither holds words of a participant.
    """
    session.add(
        AuditEvent(
            municipality_id=municipality_id,
            user_id=user_id,
            at=at or now(),
            action=action,
            subject=subject,
            subject_id=subject_id,
            reason=reason,
        )
    )
