"""Finding what the municipality answered, and where it is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, selectinload

from panel.consultations.models import Consultation, State
from panel.replies.models import Reply

# What was put to people: a promise made to them counts. What was cancelled is explained there, and is not late.
PROMISED = (State.OPEN, State.CLOSED, State.REPORTED)
# A day that was missed stays the day from which it is late, also when another was promised afterwards.
WAITS_SINCE = func.coalesce(Consultation.missed_on, Consultation.promised_on)


def replies_of(session: Session, consultation_id: int) -> list[Reply]:
    """Return the replies to one consultation, in the order in which they were given."""
    return list(session.scalars(select(Reply).where(Reply.consultation_id == consultation_id).order_by(Reply.id)))


def late_replies(session: Session, municipality_id: int, today: dt.date) -> list[Consultation]:
    """Return the consultations whose promised day has passed without any reply, the longest waiting first."""
    wanted = select(Consultation).where(
        Consultation.municipality_id == municipality_id,
        Consultation.state.in_(PROMISED),
        today > WAITS_SINCE,
        ~exists().where(Reply.consultation_id == Consultation.id),
    )
    in_order = wanted.order_by(WAITS_SINCE, Consultation.id)
    return list(session.scalars(in_order.options(selectinload(Consultation.policy_question))))


def with_reply(session: Session, consultation_ids: Collection[int]) -> set[int]:
    """Return which of these consultations have at least one reply."""
    wanted = select(Reply.consultation_id).where(Reply.consultation_id.in_(consultation_ids))
    return set(session.scalars(wanted.distinct()))
