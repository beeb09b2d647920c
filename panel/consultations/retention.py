"""Says until when the single answers of a consultation are kept, as was promised before it opened."""

from __future__ import annotations

import calendar
import datetime as dt

from panel.consultations.models import Consultation
from panel.core.clock import local


def erase_on(consultation: Consultation) -> dt.date | None:
    """Return the day (in the Netherlands) on which single answers go, or None while that is not known.

    Whole calendar months after closing. Answers that were given elsewhere count from the day they came here.
    """
    if consultation.closed_at is None or consultation.retention_months is None:
        return None
    begins = max(consultation.closed_at, consultation.created_at)
    return months_later(local(begins).date(), consultation.retention_months)


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later; 31 January and one month gives the last day of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
