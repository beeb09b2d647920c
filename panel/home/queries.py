"""What the front page shows beside what other rooms already find."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, selectinload

from panel.consultations.models import Consultation, State
from panel.replies.models import Reply

PROMISED = (State.OPEN, State.CLOSED, State.REPORTED)


def consultations_without_reply(session: Session, municipality_id: int, today: dt.date) -> list[Consultation]:
    """Return consultations whose promised day for an answer has passed without one, the longest waiting first."""
    wanted = select(Consultation).where(
        Consultation.municipality_id == municipality_id,
        Consultation.state.in_(PROMISED),
        Consultation.promised_on < today,
        ~exists().where(Reply.consultation_id == Consultation.id),
    )
    in_order = wanted.order_by(Consultation.promised_on, Consultation.id)
    return list(session.scalars(in_order.options(selectinload(Consultation.policy_question))))
