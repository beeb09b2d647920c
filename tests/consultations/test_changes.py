"""A later last day and another day for the answer: always with a reason, logged, shown, and never over a colleague."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.audit.models import AuditEvent
from panel.consultations.models import ChangeKind, Consultation, State
from panel.consultations.queries import changes_of
from panel.consultations.service import ChangeError, StaleEditionError, change_reply_date, extend_consultation
from panel.core.clock import end_of_day, local
from panel.replies.policy import is_late, late_since
from panel.replies.queries import late_replies
from tests.factories import ConsultationFactory
from tests.support.time import SetClock

REASON = "Er kwamen nog weinig brieven terug."


@pytest.fixture
def running(session: Session, clock: SetClock) -> Consultation:
    """An open consultation that closes in ten days; the answer is promised in thirty."""
    made: Consultation = ConsultationFactory(
        state=State.OPEN,
        opens_at=clock.now() - dt.timedelta(days=10),
        closes_at=end_of_day(clock.now().date() + dt.timedelta(days=10)),
        promised_on=clock.now().date() + dt.timedelta(days=30),
    )
    return made


def in_days(clock: SetClock, days: int) -> dt.date:
    return clock.now().date() + dt.timedelta(days=days)


def test_people_get_more_time_and_everybody_reads_why(session: Session, running: Consultation, clock: SetClock) -> None:
    edition = running.edition
    extend_consultation(session, running, by=None, edition=edition, closes_on=in_days(clock, 20), reason=f" {REASON} ")
    session.commit()
    assert running.closes_at == end_of_day(in_days(clock, 20))
    assert running.edition == edition + 1
    (told,) = changes_of(session, running.id)
    assert (told.kind, told.reason) == (ChangeKind.EXTENDED, REASON)
    assert (told.before, told.after) == (in_days(clock, 10).isoformat(), in_days(clock, 20).isoformat())
    logged = session.scalars(select(AuditEvent).where(AuditEvent.action == "CHANGED_EXTENDED")).one()
    assert logged.reason == REASON


@pytest.mark.parametrize(
    ("days", "reason", "why"),
    [
        (20, "  ", "NO_REASON"),
        (10, REASON, "NOT_LATER"),
        (5, REASON, "NOT_LATER"),
        (30, REASON, "AFTER_REPLY"),
        (400, REASON, "TOO_LONG"),
    ],
)
def test_a_last_day_that_cannot_be_changes_nothing(
    days: int, reason: str, why: str, session: Session, running: Consultation, clock: SetClock
) -> None:
    before = running.closes_at
    with pytest.raises(ChangeError) as refused:
        extend_consultation(session, running, by=None, edition=1, closes_on=in_days(clock, days), reason=reason)
    session.rollback()
    assert refused.value.reason == why
    assert running.closes_at == before
    assert changes_of(session, running.id) == []


def test_what_is_closing_right_now_gets_no_more_time(session: Session, running: Consultation, clock: SetClock) -> None:
    clock.forward(days=11)
    with pytest.raises(ChangeError, match="PASSED"):
        extend_consultation(session, running, by=None, edition=1, closes_on=in_days(clock, 5), reason=REASON)


def test_who_looked_at_an_older_copy_changes_nothing(session: Session, running: Consultation, clock: SetClock) -> None:
    extend_consultation(session, running, by=None, edition=1, closes_on=in_days(clock, 12), reason=REASON)
    session.commit()
    with pytest.raises(StaleEditionError):
        extend_consultation(session, running, by=None, edition=1, closes_on=in_days(clock, 20), reason=REASON)
    session.rollback()
    assert local(running.closes_at or clock.now()).date() == in_days(clock, 12)
    assert len(changes_of(session, running.id)) == 1


def test_another_day_for_the_answer_before_it_passed_is_not_late(
    session: Session, running: Consultation, clock: SetClock
) -> None:
    change_reply_date(session, running, by=None, edition=1, reply_on=in_days(clock, 60), reason=REASON)
    clock.forward(days=40)
    assert running.missed_on is None
    assert not is_late(running, has_reply=False, today=in_days(clock, 0))
    assert changes_of(session, running.id)[0].kind is ChangeKind.REPLY_DATE


def test_a_day_that_passed_stays_missed_until_there_is_an_answer(
    session: Session, running: Consultation, clock: SetClock
) -> None:
    running.state, running.closed_at = State.CLOSED, running.closes_at
    session.commit()
    missed = running.promised_on
    clock.forward(days=35)
    change_reply_date(session, running, by=None, edition=1, reply_on=in_days(clock, 60), reason=REASON)
    session.commit()
    assert (running.missed_on, running.promised_on) == (missed, in_days(clock, 60))
    assert late_since(running) == missed
    assert is_late(running, has_reply=False, today=in_days(clock, 0))
    assert not is_late(running, has_reply=True, today=in_days(clock, 0))
    assert [one.id for one in late_replies(session, running.municipality_id, in_days(clock, 0))] == [running.id]
    clock.forward(days=70)
    change_reply_date(session, running, by=None, edition=2, reply_on=in_days(clock, 30), reason=REASON)
    assert running.missed_on == missed, "the first day that was missed is what counts"


@pytest.mark.parametrize(
    ("days", "why"), [(30, "SAME"), (-1, "PASSED"), (10, "BEFORE_CLOSING"), (5, "BEFORE_CLOSING"), (1000, "TOO_FAR")]
)
def test_a_day_for_the_answer_that_cannot_be_is_refused(
    days: int, why: str, session: Session, running: Consultation, clock: SetClock
) -> None:
    with pytest.raises(ChangeError) as refused:
        change_reply_date(session, running, by=None, edition=1, reply_on=in_days(clock, days), reason=REASON)
    assert refused.value.reason == why


def test_once_answered_the_day_stays(session: Session, running: Consultation, clock: SetClock) -> None:
    session.add(
        AuditEvent(
            municipality_id=running.municipality_id, at=clock.now(), action="REPLIED", subject="consultation",
            subject_id=running.id,
        )
    )  # fmt: skip
    with pytest.raises(ChangeError, match="REPLIED"):
        change_reply_date(session, running, by=None, edition=1, reply_on=in_days(clock, 60), reason=REASON)
