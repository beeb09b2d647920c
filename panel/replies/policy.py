"""When the municipality may answer, and when it is late."""

from __future__ import annotations

import datetime as dt

from panel.consultations.models import Consultation, State
from panel.replies.queries import PROMISED


def can_reply(consultation: Consultation) -> bool:
    """Whether there is something to answer: nobody answers before the outcome is known."""
    return consultation.state is State.REPORTED


def is_late(consultation: Consultation, *, has_reply: bool, today: dt.date) -> bool:
    """Whether the promised day has passed without any reply. On the day itself it is still in time."""
    if has_reply or consultation.promised_on is None or consultation.state not in PROMISED:
        return False
    return consultation.promised_on < today
