"""What may change once people have the link: a later closing day and another day for the answer, never in silence."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from panel.audit.queries import last_event
from panel.audit.service import record
from panel.consultations.models import ChangeKind, Consultation, PublicChange, State
from panel.consultations.service.errors import ConsultationError, StaleEditionError
from panel.core.clock import end_of_day, local, now
from panel.core.text import clean_text

LONGEST_OPEN = dt.timedelta(days=366)
LONGEST_WAIT = dt.timedelta(days=731)
LONGEST_REASON = 400
PROMISED = frozenset({State.OPEN, State.CLOSED, State.REPORTED})
HELD = (
    "state", "edition", "opens_at", "closes_at", "closed_at", "promised_on", "missed_on", "approved_by_id",
)  # fmt: skip


class ChangeError(ConsultationError):
    """A change that cannot be made. `reason` names why.

    NO_REASON, NOT_OPEN, NO_CLOSING_DAY, NOT_LATER, PASSED, TOO_LONG, AFTER_REPLY, SAME, BEFORE_CLOSING, TOO_FAR,
    REPLIED, LAST_GROUP, GROUP_SHUT, PAST_CLOSING.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def hold_edition(session: Session, consultation: Consultation, edition: int) -> None:
    """Take the consultation for this transaction as it is now. Raises StaleEditionError when a colleague was first."""
    session.refresh(consultation, attribute_names=HELD, with_for_update=True)
    if consultation.edition != edition:
        raise StaleEditionError


def good_reason(reason: str) -> str:
    """Return a reason as the public will read it. Raises ChangeError without one, TooLongError and NotTextError."""
    tidied = clean_text(reason, LONGEST_REASON)
    if not tidied:
        raise ChangeError("NO_REASON")
    return tidied


def note_change(
    session: Session,
    consultation: Consultation,
    kind: ChangeKind,
    *,
    by: int | None,
    reason: str,
    before: str = "",
    after: str = "",
    round_id: int | None = None,
) -> None:
    """Show a change to the public and write in the log who made it; `round_id` when it is about one group only.

    The caller commits both together with the change itself. Raises ChangeError without a reason.
    """
    told = good_reason(reason)
    session.add(
        PublicChange(
            consultation_id=consultation.id,
            round_id=round_id,
            kind=kind,
            changed_at=now(),
            reason=told,
            before=before,
            after=after,
        )
    )
    consultation.edition += 1
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action=f"CHANGED_{kind.value}",
        subject="consultation" if round_id is None else "round",
        subject_id=consultation.id if round_id is None else round_id,
        reason=told,
    )
    session.flush()


def extend_consultation(
    session: Session, consultation: Consultation, *, by: int | None, edition: int, closes_on: dt.date, reason: str
) -> None:
    """Let people answer until the end of a later day. Who answered already need do nothing.

    Raises StaleEditionError and ChangeError: NOT_OPEN, NO_CLOSING_DAY, PASSED when it is closing right now, NOT_LATER,
    TOO_LONG above 366 days after opening, AFTER_REPLY when the answer was promised for that day or before.
    """
    hold_edition(session, consultation, edition)
    if consultation.state is not State.OPEN or consultation.opens_at is None:
        raise ChangeError("NOT_OPEN")
    if consultation.closes_at is None:
        raise ChangeError("NO_CLOSING_DAY")
    was = local(consultation.closes_at).date()
    until = end_of_day(closes_on)
    if consultation.closes_at <= now():
        raise ChangeError("PASSED")
    if closes_on <= was:
        raise ChangeError("NOT_LATER")
    if until - consultation.opens_at > LONGEST_OPEN:
        raise ChangeError("TOO_LONG")
    if consultation.promised_on is not None and closes_on >= consultation.promised_on:
        raise ChangeError("AFTER_REPLY")
    consultation.closes_at = until
    before, after = was.isoformat(), closes_on.isoformat()
    note_change(session, consultation, ChangeKind.EXTENDED, by=by, reason=reason, before=before, after=after)


def change_reply_date(
    session: Session, consultation: Consultation, *, by: int | None, edition: int, reply_on: dt.date, reason: str
) -> None:
    """Promise the answer for another day. A day that has passed stays missed: `missed_on` keeps the first of those.

    Raises StaleEditionError and ChangeError: NOT_OPEN before opening, REPLIED once there is an answer, SAME, PASSED
    for a day gone by, BEFORE_CLOSING, TOO_FAR above two years ahead.
    """
    hold_edition(session, consultation, edition)
    today = local(now()).date()
    was = consultation.promised_on
    if consultation.state not in PROMISED or was is None:
        raise ChangeError("NOT_OPEN")
    if is_answered(session, consultation):
        raise ChangeError("REPLIED")
    if reply_on == was:
        raise ChangeError("SAME")
    if reply_on < today:
        raise ChangeError("PASSED")
    shuts = consultation.closed_at or consultation.closes_at
    if shuts is not None and reply_on <= local(shuts).date():
        raise ChangeError("BEFORE_CLOSING")
    if reply_on - today > LONGEST_WAIT:
        raise ChangeError("TOO_FAR")
    if was < today and consultation.missed_on is None:
        consultation.missed_on = was
    consultation.promised_on = reply_on
    before, after = was.isoformat(), reply_on.isoformat()
    note_change(session, consultation, ChangeKind.REPLY_DATE, by=by, reason=reason, before=before, after=after)


def is_answered(session: Session, consultation: Consultation) -> bool:
    """Whether the municipality has given at least one answer."""
    event = last_event(session, subject="consultation", subject_id=consultation.id, action="REPLIED")
    return event is not None
