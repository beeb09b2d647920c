"""Single answers go when their months have passed, on both databases; what was published stays and still works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.answering.answers import Given
from panel.answering.service import seal_given
from panel.audit.models import AuditEvent
from panel.consultations.models import Consultation
from panel.consultations.retention import erase_on, months_later
from panel.core.clock import AMSTERDAM, today
from panel.core.db import Database
from panel.core.ids import random_key
from panel.core.keys import KeyDirectory, Pepper, lock
from panel.results import retention
from panel.results.closing import begin_closing, finish_closing
from panel.results.models import Answer, PublishedOutcome, Recording, RecordingKind, Submission, SubmissionReceipt
from panel.results.retention import erase_past_retention
from panel.results.withdrawal import find_by_words
from tests.support.scene import open_class_consultation, some_answers, the_round
from tests.support.time import SetClock
from tests.support.visitor import Visitor

pytestmark = pytest.mark.fresh_database

PEOPLE = 23
SECRET = "het geheim van de laatste bank"


class Counted:
    """A class of 23 that was counted on 3 March 2027, whose answers are kept for twelve months."""

    def __init__(self, session: Session, database: Database, keys: KeyDirectory, code: str = "sporten") -> None:
        self.session, self.database, self.keys = session, database, keys
        made = open_class_consultation(session, keys, seats=None, code=code, group_code=None)
        for number in range(PEOPLE):
            told = some_answers(number).with_given("tip", Given("ANSWERED", f"{SECRET} {number}"))
            seal_given(session, the_round(made), made, told)
        session.commit()
        self.id, self.code = made.id, made.code
        begin_closing(session, made, by=None, grace=dt.timedelta(0))
        session.commit()
        assert finish_closing(database, keys, the_round(made).id)
        self.key_name = self._recording(made)
        session.expire_all()

    def _recording(self, made: Consultation) -> str:
        (tip,) = [one for one in made.questions if one.key == "tip"]
        name = self.keys.create_content_key()
        box = lock(self.keys.content_key(name), b"a voice", 64)
        about = {"kind": RecordingKind.SOUND, "content_type": "audio/mp4", "words": SECRET, "checked": False}
        day = dt.date(2040, 1, 1)
        row = Recording(key=random_key(), question_id=tip.id, box=box, key_name=name, delete_on=day, **about)
        self.session.add(row)
        self.session.commit()
        return name

    @property
    def consultation(self) -> Consultation:
        self.session.expire_all()
        return self.session.get_one(Consultation, self.id)

    def count(self, table: type) -> int:
        return self.session.scalar(select(func.count()).select_from(table)) or 0

    def left(self) -> int:
        self.session.rollback()
        return sum(self.count(table) for table in (Submission, Answer, SubmissionReceipt, Recording))


@pytest.fixture
def counted(session: Session, database: Database, keys: KeyDirectory, clock: SetClock) -> Counted:
    clock.set(dt.datetime(2027, 3, 3, 16, 0, tzinfo=AMSTERDAM))
    return Counted(session, database, keys)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2027-03-03", 12, "2028-03-03"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2027-10-31", 4, "2028-02-29"),
        ("2027-12-15", 1, "2028-01-15"),
        ("2027-03-03", 120, "2037-03-03"),
    ],
)
def test_months_are_months_of_the_calendar(day: str, months: int, later: str) -> None:
    assert months_later(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(later)


def test_the_day_is_that_of_a_clock_in_the_netherlands(counted: Counted, session: Session) -> None:
    consultation = counted.consultation
    consultation.closed_at = dt.datetime(2027, 6, 30, 22, 30, tzinfo=dt.UTC)
    assert erase_on(consultation) == dt.date(2028, 7, 1)


def test_answers_from_elsewhere_are_kept_from_the_day_they_came_here(counted: Counted) -> None:
    consultation = counted.consultation
    consultation.closed_at, consultation.created_at = dt.datetime(2022, 1, 1, 12, tzinfo=dt.UTC), clock_of(2027)
    assert erase_on(consultation) == dt.date(2028, 3, 3)


def clock_of(year: int) -> dt.datetime:
    return dt.datetime(year, 3, 3, 12, tzinfo=dt.UTC)


def test_nothing_goes_a_day_too_early(
    counted: Counted, database: Database, keys: KeyDirectory, clock: SetClock
) -> None:
    clock.set(dt.datetime(2028, 3, 2, 23, 59, tzinfo=AMSTERDAM))
    before = counted.left()
    assert erase_past_retention(database, keys) == 0
    assert counted.left() == before > PEOPLE
    assert counted.consultation.answers_erased_on is None


def test_single_answers_go_and_what_was_published_stays(
    counted: Counted, session: Session, database: Database, keys: KeyDirectory, clock: SetClock
) -> None:
    before = [(one.content, one.method, one.frozen_at) for one in session.scalars(select(PublishedOutcome))]
    session.rollback()
    clock.set(dt.datetime(2028, 3, 3, 2, 10, tzinfo=AMSTERDAM))
    assert erase_past_retention(database, keys) == 1
    assert counted.left() == 0
    assert [(one.content, one.method, one.frozen_at) for one in session.scalars(select(PublishedOutcome))] == before
    assert counted.consultation.answers_erased_on == dt.date(2028, 3, 3)
    (event,) = session.scalars(select(AuditEvent).where(AuditEvent.action == "ANSWERS_ERASED"))
    assert (event.user_id, event.subject_id, event.reason) == (None, counted.id, "")
    assert counted.key_name not in keys.content_keys(older_than=-1)


def test_a_second_night_does_nothing_more(
    counted: Counted, session: Session, database: Database, keys: KeyDirectory, clock: SetClock
) -> None:
    clock.set(dt.datetime(2028, 3, 3, 2, 10, tzinfo=AMSTERDAM))
    erase_past_retention(database, keys)
    clock.forward(days=1)
    assert erase_past_retention(database, keys) == 0
    assert counted.consultation.answers_erased_on == dt.date(2028, 3, 3)
    assert len(list(session.scalars(select(AuditEvent).where(AuditEvent.action == "ANSWERS_ERASED")))) == 1


def test_it_goes_on_after_a_crash_between_two_batches(
    counted: Counted, database: Database, keys: KeyDirectory, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set(dt.datetime(2028, 3, 3, 2, 10, tzinfo=AMSTERDAM))
    monkeypatch.setattr(retention, "BATCH", 10)
    one_batch = retention._erase_some
    done: list[int] = []

    def crashing(*about: object) -> bool:
        if done:
            raise RuntimeError("the power went")
        done.append(1)
        return one_batch(*about)  # type: ignore[arg-type]

    monkeypatch.setattr(retention, "_erase_some", crashing)
    with pytest.raises(RuntimeError):
        erase_past_retention(database, keys)
    counted.session.rollback()
    assert counted.count(Submission) == PEOPLE - 10
    assert counted.consultation.answers_erased_on is None
    counted.session.rollback()
    monkeypatch.setattr(retention, "_erase_some", one_batch)
    assert erase_past_retention(database, keys) == 1
    assert counted.left() == 0


def test_it_is_not_said_to_be_gone_while_the_database_still_holds_it(
    counted: Counted, database: Database, keys: KeyDirectory, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set(dt.datetime(2028, 3, 3, 2, 10, tzinfo=AMSTERDAM))
    monkeypatch.setattr(retention, "forget_deleted_rows", lambda _database: False)
    assert erase_past_retention(database, keys) == 0
    assert counted.consultation.answers_erased_on is None
    counted.session.rollback()
    monkeypatch.undo()
    SetClock(monkeypatch, dt.datetime(2028, 3, 4, 1, 10, tzinfo=dt.UTC))
    assert today() == dt.date(2028, 3, 4)
    assert erase_past_retention(database, keys) == 1
    assert counted.consultation.answers_erased_on == dt.date(2028, 3, 4)


def test_another_consultation_keeps_its_answers(
    counted: Counted, session: Session, database: Database, keys: KeyDirectory, clock: SetClock
) -> None:
    session.rollback()
    clock.set(dt.datetime(2027, 9, 1, 12, 0, tzinfo=AMSTERDAM))
    later = Counted(session, database, keys, code="later-dit-jaar")
    session.rollback()
    clock.set(dt.datetime(2028, 3, 3, 2, 10, tzinfo=AMSTERDAM))
    assert erase_past_retention(database, keys) == 1
    session.rollback()
    assert later.count(Submission) == PEOPLE
    assert later.count(Recording) == 1
    assert later.consultation.answers_erased_on is None


@pytest.mark.sqlite
def test_no_word_of_it_stays_in_the_file(
    counted: Counted, database: Database, keys: KeyDirectory, clock: SetClock
) -> None:
    counted.session.rollback()
    with database.engine.connect() as connection:
        file = Path(str(connection.execute(text("PRAGMA database_list")).first()[2]))  # type: ignore[index]
    counted.session.rollback()
    assert _holds_secret(file)
    clock.set(dt.datetime(2028, 3, 3, 2, 10, tzinfo=AMSTERDAM))
    assert erase_past_retention(database, keys) == 1
    assert not _holds_secret(file)


def _holds_secret(file: Path) -> bool:
    return any(SECRET.encode() in one.read_bytes() for one in file.parent.glob(f"{file.name}*"))


def test_three_words_lead_nowhere_any_more(
    counted: Counted, database: Database, keys: KeyDirectory, pepper: Pepper, clock: SetClock
) -> None:
    clock.set(dt.datetime(2028, 3, 3, 2, 10, tzinfo=AMSTERDAM))
    erase_past_retention(database, keys)
    words = ("tafel", "regen", "fiets")
    assert find_by_words(counted.session, counted.consultation, words, pepper=pepper, keys=keys) is None


def test_the_pages_go_on_without_the_rows(
    client: Visitor,
    session: Session,
    database: Database,
    keys: KeyDirectory,
    clock: SetClock,
    sign_in: Callable[..., Visitor],
) -> None:
    """The outcome, its charts, the privacy page, the three words and the desk read frozen figures only."""
    counted = Counted(session, database, keys)
    officer = counted.consultation.created_by_id
    session.rollback()
    clock.set(dt.datetime(2028, 3, 3, 2, 10, tzinfo=AMSTERDAM))
    erase_past_retention(database, keys)
    outcome = client.get(f"/uitslag/{counted.code}")
    assert outcome.status_code == 200
    assert "Niet vooraf getest: Dit is een proef." in outcome.text
    assert client.get(f"/uitslag/{counted.code}/grafiek/how-often").status_code == 200
    privacy = client.get(f"/privacy?vraag={counted.code}").text
    assert "Alle losse antwoorden zijn gewist." in privacy
    asked = client.post("/bonnetje", data={"code": counted.code, "words": "tafel regen fiets"})
    assert (asked.status_code, "Alle losse antwoorden zijn al gewist." in asked.text) == (404, True)
    sign_in(client, session.get_one(User, officer))
    desk = client.get(f"/werkplek/raadplegingen/{counted.id}").text
    assert "Losse antwoorden zijn gewist op" in desk
