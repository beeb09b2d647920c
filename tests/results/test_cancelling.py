"""Stopping for good: nobody can go on, everything that was sent is wiped unread, and everybody reads why."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.answering.models import SealedSubmission
from panel.answering.service import seal_given, takes_answers
from panel.consultations.models import ChangeKind, Consultation, RoundState, State
from panel.consultations.queries import changes_of
from panel.consultations.service import ChangeError, StaleEditionError
from panel.consultations.states import WrongStateError
from panel.core.clock import now
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.invitations.queries import groups_of
from panel.invitations.service import add_group
from panel.results import cancelling
from panel.results.cancelling import cancel_consultation
from panel.results.closing import begin_closing
from panel.results.groups import close_group
from panel.results.models import Submission
from panel.results.queries import latest_outcome
from panel.results.service import close_what_is_due
from tests.support.scene import open_class_consultation, some_answers, the_round
from tests.support.time import SetClock

REASON = "Er is dit jaar geen geld voor het plan."
PEOPLE = 12


@pytest.fixture
def running(session: Session, keys: KeyDirectory, clock: SetClock) -> Consultation:
    made = open_class_consultation(session, keys, seats=None)
    for number in range(PEOPLE):
        seal_given(session, the_round(made), made, some_answers(number))
    session.commit()
    return made


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def finish(database: Database, keys: KeyDirectory, session: Session, clock: SetClock) -> None:
    session.commit()
    clock.forward(seconds=1)
    close_what_is_due(database, keys, grace=clock.now() - clock.now())
    session.expire_all()


def test_what_people_sent_is_wiped_and_never_counted(
    session: Session, running: Consultation, database: Database, keys: KeyDirectory, clock: SetClock
) -> None:
    key_name = the_round(running).key_name
    cancel_consultation(session, running, by=None, edition=running.edition, reason=REASON)
    finish(database, keys, session, clock)
    assert running.state is State.CANCELLED
    assert the_round(running).state is RoundState.CLEANED
    assert (count(session, SealedSubmission), count(session, Submission)) == (0, 0)
    assert not keys.exists(key_name)
    assert latest_outcome(session, running.id) is None
    assert not takes_answers(the_round(running), now())
    (told,) = changes_of(session, running.id)
    assert (told.kind, told.reason) == (ChangeKind.CANCELLED, REASON)


def test_a_wiping_that_is_killed_half_way_is_finished_by_the_next_run(
    session: Session,
    running: Consultation,
    database: Database,
    keys: KeyDirectory,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cancel_consultation(session, running, by=None, edition=running.edition, reason=REASON)

    def crash(*_args: object) -> None:
        raise RuntimeError("the power went out")

    for step in ("remove_traces", "destroy_all"):
        with monkeypatch.context() as patch:
            patch.setattr(cancelling, step, crash)
            with pytest.raises(RuntimeError):
                finish(database, keys, session, clock)
    finish(database, keys, session, clock)
    assert the_round(running).state is RoundState.CLEANED
    assert count(session, SealedSubmission) == 0


def test_stopping_needs_a_reason_the_latest_copy_and_something_that_runs(
    session: Session, running: Consultation, clock: SetClock
) -> None:
    with pytest.raises(ChangeError, match="NO_REASON"):
        cancel_consultation(session, running, by=None, edition=running.edition, reason=" ")
    session.rollback()
    with pytest.raises(StaleEditionError):
        cancel_consultation(session, running, by=None, edition=running.edition - 1, reason=REASON)
    session.rollback()
    begin_closing(session, running, by=None, grace=clock.now() - clock.now())
    session.commit()
    with pytest.raises(WrongStateError):
        cancel_consultation(session, running, by=None, edition=running.edition, reason=REASON)


def test_answers_of_a_group_that_closed_before_are_wiped_too(
    session: Session, running: Consultation, database: Database, keys: KeyDirectory, clock: SetClock
) -> None:
    add_group(session, running, name="Klas 4A", seats=5, keys=keys)
    session.commit()
    group, round_ = groups_of(session, running.id)[0]
    close_group(session, running, group, round_, by=None, edition=running.edition, reason=REASON)
    finish(database, keys, session, clock)
    assert count(session, Submission) == PEOPLE
    assert round_.state is RoundState.CLEANED
    cancel_consultation(session, running, by=None, edition=running.edition, reason=REASON)
    finish(database, keys, session, clock)
    assert count(session, Submission) == 0
    assert {one.state for one in running.rounds} == {RoundState.CLEANED}


def test_the_last_group_closes_with_the_whole_consultation(
    session: Session, running: Consultation, database: Database, keys: KeyDirectory, clock: SetClock
) -> None:
    group, round_ = groups_of(session, running.id)[0]
    with pytest.raises(ChangeError, match="LAST_GROUP"):
        close_group(session, running, group, round_, by=None, edition=running.edition, reason=REASON)
    session.rollback()
    add_group(session, running, name="Klas 4A", seats=5, keys=keys)
    session.commit()
    close_group(session, running, group, round_, by=None, edition=running.edition, reason=REASON)
    finish(database, keys, session, clock)
    begin_closing(session, running, by=None, grace=clock.now() - clock.now())
    finish(database, keys, session, clock)
    assert running.state is State.REPORTED
    assert latest_outcome(session, running.id) is not None
    (told,) = changes_of(session, running.id)
    assert (told.kind, told.round_id) == (ChangeKind.CLOSED_EARLY, round_.id)


def test_a_group_in_which_everybody_sent_closes_without_a_reason(
    session: Session, running: Consultation, keys: KeyDirectory
) -> None:
    add_group(session, running, name="Klas 4A", seats=5, keys=keys)
    group, round_ = groups_of(session, running.id)[0]
    group.seats = PEOPLE
    session.commit()
    close_group(session, running, group, round_, by=None, edition=running.edition, reason="")
    assert round_.state is RoundState.CLOSING
    assert changes_of(session, running.id) == []
