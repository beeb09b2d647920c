"""When the municipality may answer, and when it is late."""

from __future__ import annotations

import datetime as dt

from panel.consultations.models import Consultation, State
from panel.replies.queries import PROMISED


def can_reply(consultation: Consultation) -> bool:
    """Whether there is something to answer: nobody answers before the outcome is known."""
    return consultation.state is State.REPORTED


def is_late(consultation: Consultation, *, has_reply: bool, today: dt.date) -> bool:
    """Whether a promised day has passed without any reply. On the day itself it is still in time.

    Another day promised afterwards does not mend that: late stays late until there is an answer.
    """
    waits_since = late_since(consultation)
    if has_reply or waits_since is None or consultation.state not in PROMISED:
        return False
    return waits_since < today


def late_since(consultation: Consultation) -> dt.date | None:
    """Return the day from which an answer that is not there counts as late: the first that was promised and missed."""
    return consultation.missed_on or consultation.promised_on
