"""One group of a running consultation: giving it more time, or closing it before the others."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from panel.answering.queries import sent_count
from panel.audit.service import record
from panel.consultations.models import ChangeKind, Consultation, Round, RoundState, State
from panel.consultations.service import ChangeError, hold_edition, note_change
from panel.core.clock import end_of_day, local, now
from panel.invitations.models import GroupCode
from panel.results.closing import begin_closing_round


def is_early(session: Session, consultation: Consultation, group: GroupCode) -> bool:
    """Whether closing a group now breaks what was announced: not when its time is over or everybody sent."""
    moment = now()
    if group.closes_at is not None and group.closes_at <= moment:
        return False
    if group.seats is not None and sent_count(session, group.round_id) >= group.seats:
        return False
    return consultation.closes_at is None or consultation.closes_at > moment


def close_group(
    session: Session,
    consultation: Consultation,
    group: GroupCode,
    round_: Round,
    *,
    by: int | None,
    edition: int,
    reason: str,
) -> None:
    """Close one group: its answers are counted with those of the others, once all are closed.

    Raises StaleEditionError and ChangeError: NOT_OPEN, GROUP_SHUT, LAST_GROUP for the only one still open (then the
    whole consultation closes), NO_REASON when it closes earlier than announced.
    """
    _hold(session, consultation, round_, edition)
    if all(one.state is not RoundState.OPEN for one in consultation.rounds if one.id != round_.id):
        raise ChangeError("LAST_GROUP")
    if is_early(session, consultation, group):
        note_change(
            session, consultation, ChangeKind.CLOSED_EARLY, by=by, reason=reason, round_id=round_.id,
            **_days(_until(consultation, group), local(now()).date()),
        )  # fmt: skip
    begin_closing_round(round_, now(), dt.timedelta(0))
    consultation.edition += 1
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action="GROUP_CLOSED",
        subject="round",
        subject_id=round_.id,
    )
    session.flush()


def extend_group(
    session: Session,
    consultation: Consultation,
    group: GroupCode,
    round_: Round,
    *,
    by: int | None,
    edition: int,
    closes_on: dt.date,
    reason: str,
) -> None:
    """Let a group's code work until the end of a later day, at most that of the whole consultation.

    Raises StaleEditionError and ChangeError: NOT_OPEN, GROUP_SHUT, NO_CLOSING_DAY, NOT_LATER, PAST_CLOSING, NO_REASON.
    """
    _hold(session, consultation, round_, edition)
    if group.closes_at is None:
        raise ChangeError("NO_CLOSING_DAY")
    was, until = local(group.closes_at).date(), end_of_day(closes_on)
    if until <= max(group.closes_at, now()):
        raise ChangeError("NOT_LATER")
    if consultation.closes_at is not None and until > consultation.closes_at:
        raise ChangeError("PAST_CLOSING")
    group.closes_at = until
    note_change(
        session, consultation, ChangeKind.EXTENDED, by=by, reason=reason, round_id=round_.id, **_days(was, closes_on)
    )


def _hold(session: Session, consultation: Consultation, round_: Round, edition: int) -> None:
    hold_edition(session, consultation, edition)
    for one in consultation.rounds:
        session.refresh(one, attribute_names=["state"], with_for_update=True)
    if consultation.state is not State.OPEN:
        raise ChangeError("NOT_OPEN")
    if round_.state is not RoundState.OPEN:
        raise ChangeError("GROUP_SHUT")


def _until(consultation: Consultation, group: GroupCode) -> dt.date | None:
    """Return the day until which a group was announced to be open."""
    ends = [moment for moment in (group.closes_at, consultation.closes_at) if moment is not None]
    return local(min(ends)).date() if ends else None


def _days(before: dt.date | None, after: dt.date) -> dict[str, str]:
    return {"before": before.isoformat() if before else "", "after": after.isoformat()}
