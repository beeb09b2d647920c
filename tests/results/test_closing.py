"""Closing: everything is counted once, also when it is interrupted half-way, and nothing that came in time is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.answering.answers import Given
from panel.answering.models import SealedSubmission
from panel.answering.service import seal_given
from panel.consultations.models import Consultation, EvidenceKind, Round, RoundState, State
from panel.consultations.states import WrongStateError
from panel.core.db import Database
from panel.core.keys import KeyDirectory, KeyMissingError
from panel.invitations.service import add_group
from panel.results import closing
from panel.results.closing import begin_closing, finish_closing
from panel.results.models import Answer, PublishedOutcome, Submission
from panel.results.queries import latest_outcome
from panel.results.service import close_what_is_due
from panel.stats.published import Published
from tests.support.scene import open_class_consultation, some_answers, the_round
from tests.support.time import SetClock

PEOPLE = 24


class Class:
    """A class whose answers are all in, ready to be closed."""

    def __init__(self, database: Database, keys: KeyDirectory, session: Session, **options: object) -> None:
        self.database, self.keys = database, keys
        made = open_class_consultation(session, keys, seats=None, with_breakdown=True, **options)  # type: ignore[arg-type]
        self.id, self.round_id = made.id, the_round(made).id
        for number in range(PEOPLE):
            seal_given(session, the_round(made), made, some_answers(number).with_background("age", "12-13"))
        session.commit()
        session.expunge_all()

    def begin(self, grace: dt.timedelta = dt.timedelta(0)) -> None:
        with self.database.transaction() as session:
            begin_closing(session, session.get_one(Consultation, self.id), by=None, grace=grace)

    def finish(self) -> bool:
        return finish_closing(self.database, self.keys, self.round_id)

    def count(self, table: type) -> int:
        with self.database.session(reading=True) as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    @property
    def round_state(self) -> RoundState:
        with self.database.session(reading=True) as session:
            return session.get_one(Round, self.round_id).state

    @property
    def state(self) -> State:
        with self.database.session(reading=True) as session:
            return session.get_one(Consultation, self.id).state

    @property
    def key_name(self) -> str:
        with self.database.session(reading=True) as session:
            return session.get_one(Round, self.round_id).key_name


@pytest.fixture
def school_class(database: Database, keys: KeyDirectory, session: Session) -> Class:
    return Class(database, keys, session)


def test_closing_counts_everybody_freezes_and_removes_every_trace(school_class: Class) -> None:
    school_class.begin()
    assert school_class.finish()
    assert school_class.state is State.REPORTED
    assert school_class.round_state is RoundState.CLEANED
    assert school_class.count(Submission) == PEOPLE
    assert school_class.count(SealedSubmission) == 0
    assert not school_class.keys.exists(school_class.key_name)


def test_the_frozen_outcome_is_what_may_be_shown_and_nothing_else(school_class: Class) -> None:
    school_class.begin()
    school_class.finish()
    with school_class.database.session(reading=True) as session:
        outcome = latest_outcome(session, school_class.id)
        assert outcome is not None
        published = Published.from_dict(outcome.content)
        assert published.shown
        assert published.size == 25
        assert outcome.method["evidence_kind"] == "GROUP"
        assert outcome.method["weighted"] is False


def test_closing_twice_freezes_once(school_class: Class) -> None:
    school_class.begin()
    assert school_class.finish()
    assert not school_class.finish()
    with pytest.raises(WrongStateError):
        school_class.begin()
    assert school_class.count(PublishedOutcome) == 1


BREAKS = {
    "while the boxes are opened": "open_boxes",
    "while what is safe is worked out": "protected_outcome",
    "while rows are written": "replace_rows",
    "while the outcome is frozen": "_freeze",
    "while traces are removed": "remove_traces",
    "while the database forgets": "forget_deleted_rows",
}


@pytest.mark.parametrize("step", BREAKS.values(), ids=BREAKS.keys())
def test_a_closing_that_is_killed_half_way_is_finished_by_the_next_run(
    school_class: Class, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    school_class.begin()

    class KilledError(RuntimeError):
        pass

    original: Callable[..., object] = getattr(closing, step)

    def killed(*args: object, **kwargs: object) -> object:
        original(*args, **kwargs)
        raise KilledError

    monkeypatch.setattr(closing, step, killed)
    with pytest.raises(KilledError):
        school_class.finish()
    monkeypatch.setattr(closing, step, original)
    school_class.finish()
    assert school_class.round_state is RoundState.CLEANED
    assert school_class.count(Submission) == PEOPLE
    assert school_class.count(Answer) == PEOPLE * 6
    assert school_class.count(PublishedOutcome) == 1
    assert school_class.count(SealedSubmission) == 0


def test_the_key_is_still_there_until_the_rows_are_stored(school_class: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    school_class.begin()
    seen: list[bool] = []
    original = closing.remove_traces

    def look(session: Session, round_id: int) -> None:
        seen.append(school_class.keys.exists(session.get_one(Round, round_id).key_name))
        original(session, round_id)

    monkeypatch.setattr(closing, "remove_traces", look)
    school_class.finish()
    assert seen == [True]


def test_an_answer_that_comes_in_while_others_are_counted_is_not_lost(
    school_class: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    school_class.begin()
    original = closing.protected_outcome
    late: list[int] = []

    def slow(*counted: object) -> object:
        if not late:
            late.append(1)
            with school_class.database.transaction() as session:
                whole = session.get_one(Consultation, school_class.id)
                seal_given(session, session.get_one(Round, school_class.round_id), whole, some_answers(99))
        return original(*counted)  # type: ignore[arg-type]

    monkeypatch.setattr(closing, "protected_outcome", slow)
    assert school_class.finish()
    assert school_class.count(Submission) == PEOPLE + 1


def test_a_damaged_box_does_not_stop_the_others(school_class: Class) -> None:
    with school_class.database.transaction() as session:
        session.scalars(select(SealedSubmission)).first().box = b"damaged"  # type: ignore[union-attr]
    school_class.begin()
    school_class.finish()
    assert school_class.count(Submission) == PEOPLE - 1
    with school_class.database.session(reading=True) as session:
        outcome = latest_outcome(session, school_class.id)
        assert outcome is not None
        assert outcome.method["damaged_boxes"] is True


def test_without_its_key_a_round_is_not_thrown_away(school_class: Class) -> None:
    school_class.begin()
    school_class.keys.destroy(school_class.key_name)
    with pytest.raises(KeyMissingError):
        school_class.finish()
    assert school_class.count(SealedSubmission) == PEOPLE


def test_others_than_groups_wait_a_day_for_phones_without_network(
    database: Database, keys: KeyDirectory, session: Session, clock: SetClock
) -> None:
    bus = Class(database, keys, session, evidence_kind=EvidenceKind.OPEN, code="de-bus")
    bus.begin(dt.timedelta(hours=24))
    assert not bus.finish()
    assert bus.round_state is RoundState.CLOSING
    clock.forward(hours=24, seconds=1)
    assert bus.finish()
    assert bus.state is State.REPORTED


def test_a_group_gets_no_grace(school_class: Class) -> None:
    school_class.begin(dt.timedelta(hours=24))
    assert school_class.finish()


def test_what_is_past_its_day_closes_by_the_clock(
    database: Database, keys: KeyDirectory, session: Session, clock: SetClock
) -> None:
    bus = Class(database, keys, session, evidence_kind=EvidenceKind.OPEN, code="de-bus")
    with database.transaction() as own:
        own.get_one(Consultation, bus.id).closes_at = clock.now() + dt.timedelta(days=3)
    grace = dt.timedelta(hours=24)
    assert close_what_is_due(database, keys, grace=grace) == 0
    assert bus.state is State.OPEN
    clock.forward(days=3, minutes=1)
    close_what_is_due(database, keys, grace=grace)
    assert bus.state is State.CLOSED
    clock.forward(hours=24, minutes=1)
    assert close_what_is_due(database, keys, grace=grace) == 1
    assert bus.state is State.REPORTED


def test_two_groups_are_counted_together_under_new_keys(
    database: Database, keys: KeyDirectory, session: Session
) -> None:
    made = open_class_consultation(session, keys, seats=None)
    add_group(session, made, name="Klas 4A", seats=None, keys=keys)
    session.refresh(made)
    rounds = list(made.rounds)
    for round_ in rounds:
        for number in range(12):
            seal_given(session, round_, made, some_answers(number))
    session.commit()
    session.expunge_all()
    with database.transaction() as own:
        begin_closing(own, own.get_one(Consultation, made.id), by=None, grace=dt.timedelta(0))
    finish_closing(database, keys, rounds[0].id)
    with database.session(reading=True) as own:
        first_keys = set(own.scalars(select(Submission.key)))
        assert latest_outcome(own, made.id) is None
    finish_closing(database, keys, rounds[1].id)
    with database.session(reading=True) as own:
        all_keys = set(own.scalars(select(Submission.key)))
        outcome = latest_outcome(own, made.id)
        assert outcome is not None
        assert outcome.content["size"] == 25
    assert len(first_keys) == 12
    assert len(all_keys) == 24
    assert not first_keys & all_keys


def test_fewer_than_ten_answers_give_no_figures_at_all(
    database: Database, keys: KeyDirectory, session: Session
) -> None:
    made = open_class_consultation(session, keys, seats=None)
    for number in range(9):
        seal_given(session, the_round(made), made, some_answers(number))
    session.commit()
    session.expunge_all()
    with database.transaction() as own:
        begin_closing(own, own.get_one(Consultation, made.id), by=None, grace=dt.timedelta(0))
    finish_closing(database, keys, the_round(made).id)
    with database.session(reading=True) as own:
        outcome = latest_outcome(own, made.id)
        assert outcome is not None
        assert outcome.content["shown"] is False
        assert outcome.content["questions"] == []


def test_what_was_skipped_and_not_understood_is_counted_without_who(
    database: Database, keys: KeyDirectory, session: Session
) -> None:
    made = open_class_consultation(session, keys, seats=None)
    for number in range(30):
        state = Given("SKIPPED", None, not_understood=True) if number < 12 else Given("ANSWERED", "AGREE")
        seal_given(session, the_round(made), made, some_answers(number).with_given("safe", state))
    session.commit()
    session.expunge_all()
    with database.transaction() as own:
        begin_closing(own, own.get_one(Consultation, made.id), by=None, grace=dt.timedelta(0))
    finish_closing(database, keys, the_round(made).id)
    with database.session(reading=True) as own:
        outcome = latest_outcome(own, made.id)
        assert outcome is not None
        found = Published.from_dict(outcome.content).question("safe")
    assert found.skipped is not None
    assert found.skipped.count == 10
    assert found.not_understood is not None
    assert found.not_understood.count == 10
