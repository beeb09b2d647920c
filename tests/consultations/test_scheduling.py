"""A consultation that waits for its moment opens once, by the clock, and only when everything is still in order."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.audit.models import AuditEvent
from panel.consultations.models import Consultation, State
from panel.consultations.service import (
    NotReadyError,
    StaleEditionError,
    open_what_is_due,
    publish_consultation,
    schedule_consultation,
    take_back,
)
from panel.consultations.service import scheduling as scheduling_module
from panel.consultations.states import WrongStateError
from panel.core.clock import end_of_day
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.results.service import close_what_is_due
from tests.consultations.making import officer_of, ready_consultation
from tests.factories import MunicipalityFactory
from tests.support.time import SetClock


@pytest.fixture
def draft(session: Session, clock: SetClock) -> Consultation:
    return ready_consultation(session, officer_of(MunicipalityFactory()))


def schedule(session: Session, draft: Consultation, keys: KeyDirectory, clock: SetClock, *, days: int = 3) -> None:
    schedule_consultation(
        session,
        draft,
        by=None,
        keys=keys,
        skip_second_eyes=True,
        opens_at=clock.now() + dt.timedelta(days=days),
        closes_at=end_of_day(clock.now().date() + dt.timedelta(days=days + 20)),
    )
    session.commit()
    session.expunge_all()


def state_of(database: Database, consultation_id: int) -> State:
    with database.session(reading=True) as session:
        return session.get_one(Consultation, consultation_id).state


def count(database: Database, action: str) -> int:
    with database.session(reading=True) as session:
        return session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.action == action)) or 0


def test_it_opens_when_its_moment_has_come_and_once(
    session: Session, draft: Consultation, keys: KeyDirectory, clock: SetClock, database: Database
) -> None:
    schedule(session, draft, keys, clock)
    assert open_what_is_due(database, skip_second_eyes=True) == 0
    assert state_of(database, draft.id) is State.SCHEDULED
    clock.forward(days=3, minutes=1)
    assert open_what_is_due(database, skip_second_eyes=True) == 1
    assert open_what_is_due(database, skip_second_eyes=True) == 0
    assert state_of(database, draft.id) is State.OPEN
    assert count(database, "OPENED") == 1
    with database.session(reading=True) as reading:
        opened = reading.get_one(Consultation, draft.id)
        assert len(opened.rounds) == 1
        assert opened.opens_at == clock.now()
        assert keys.exists(opened.rounds[0].key_name)


def test_it_opens_late_when_the_server_was_down(
    session: Session, draft: Consultation, keys: KeyDirectory, clock: SetClock, database: Database
) -> None:
    schedule(session, draft, keys, clock)
    clock.forward(days=8)
    assert open_what_is_due(database, skip_second_eyes=True) == 1
    assert state_of(database, draft.id) is State.OPEN
    clock.forward(days=30)
    close_what_is_due(database, keys, grace=dt.timedelta(0))
    assert state_of(database, draft.id) is not State.OPEN


def test_a_crash_while_opening_opens_nothing_and_the_next_minute_does(
    session: Session,
    draft: Consultation,
    keys: KeyDirectory,
    clock: SetClock,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    schedule(session, draft, keys, clock)
    clock.forward(days=4)

    def crash(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the power went out")

    with monkeypatch.context() as patch:
        patch.setattr(scheduling_module, "_note", crash)
        with pytest.raises(RuntimeError):
            open_what_is_due(database, skip_second_eyes=True)
    assert state_of(database, draft.id) is State.SCHEDULED
    assert open_what_is_due(database, skip_second_eyes=True) == 1
    assert count(database, "OPENED") == 1


def test_what_misses_something_by_then_stays_shut_and_says_so_once(
    session: Session, draft: Consultation, keys: KeyDirectory, clock: SetClock, database: Database
) -> None:
    schedule(session, draft, keys, clock)
    clock.forward(days=40)
    for _minute in range(3):
        assert open_what_is_due(database, skip_second_eyes=True) == 0
    assert state_of(database, draft.id) is State.SCHEDULED
    assert count(database, "NOT_OPENED") == 1
    with database.session(reading=True) as reading:
        logged = reading.scalars(select(AuditEvent).where(AuditEvent.action == "NOT_OPENED")).one()
    assert logged.reason == "CLOSES_TOO_SOON"


def test_without_the_second_person_that_is_asked_for_by_then_it_stays_shut(
    session: Session, draft: Consultation, keys: KeyDirectory, clock: SetClock, database: Database
) -> None:
    schedule(session, draft, keys, clock)
    clock.forward(days=4)
    assert open_what_is_due(database, skip_second_eyes=False) == 0
    assert state_of(database, draft.id) is State.SCHEDULED


def test_gates_are_checked_when_it_is_scheduled(
    session: Session, draft: Consultation, keys: KeyDirectory, clock: SetClock
) -> None:
    draft.policy_question.owner_name = ""
    session.commit()
    with pytest.raises(NotReadyError) as refused:
        schedule(session, draft, keys, clock)
    assert [one.code for one in refused.value.missing] == ["NO_OWNER"]


@pytest.mark.parametrize(("days", "code"), [(-1, "OPENS_TOO_SOON"), (400, "OPENS_TOO_LATE")])
def test_a_moment_that_cannot_be_is_refused(
    days: int, code: str, session: Session, draft: Consultation, keys: KeyDirectory, clock: SetClock
) -> None:
    with pytest.raises(NotReadyError) as refused:
        schedule(session, draft, keys, clock, days=days)
    assert code in {one.code for one in refused.value.missing}


def test_taken_back_it_is_a_draft_again_that_a_second_person_reads_anew(
    session: Session, draft: Consultation, keys: KeyDirectory, clock: SetClock, database: Database
) -> None:
    schedule(session, draft, keys, clock)
    held = session.get_one(Consultation, draft.id)
    key_name = held.rounds[0].key_name
    with pytest.raises(StaleEditionError):
        take_back(session, held, by=held.created_by_id, edition=1, reason="Er ontbreekt een vraag.")
    session.rollback()
    with pytest.raises(ValueError):
        take_back(session, held, by=held.created_by_id, edition=held.edition, reason=" ")
    session.rollback()
    take_back(session, held, by=held.created_by_id, edition=held.edition, reason="Er ontbreekt een vraag.")
    session.commit()
    assert (held.state, held.opens_at, held.approved_by_id) == (State.DRAFT, None, None)
    logged = session.scalars(select(AuditEvent).where(AuditEvent.action == "TAKEN_BACK")).one()
    assert logged.reason == "Er ontbreekt een vraag."
    clock.forward(days=5)
    assert open_what_is_due(database, skip_second_eyes=True) == 0
    publish_consultation(session, held, by=None, keys=keys, skip_second_eyes=True)
    session.commit()
    assert [one.key_name for one in held.rounds] == [key_name], "codes on letters keep working"
    with pytest.raises(WrongStateError):
        take_back(session, held, by=held.created_by_id, edition=held.edition, reason="Te laat.")
