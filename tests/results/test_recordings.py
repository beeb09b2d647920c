"""Recordings after closing: cut loose, locked one by one, written out, wiped; gone on their last day in any case."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from panel.answering.answers import Answers, Given
from panel.answering.media import GivenMedia, with_few_hidden
from panel.answering.models import DraftMedia, SealedMedia
from panel.answering.participant import Participant, new_participant
from panel.answering.service import save_answers, save_media, seal, start
from panel.audit.models import AuditEvent
from panel.consultations.kinds import Extra
from panel.consultations.models import Consultation, Round, RoundState
from panel.core.clock import now
from panel.core.db import Database
from panel.core.keys import KeyDirectory, KeyMissingError, Pepper
from panel.results import closing
from panel.results.closing import begin_closing, finish_closing
from panel.results.models import Answer, Recording, RecordingKind
from panel.results.recordings import (
    NothingWrittenError,
    StaleWordsError,
    confirm,
    content_of,
    last_day,
    recording_by_key,
    write_out,
)
from panel.results.service import wipe_recordings
from tests.support.recordings import allow_media
from tests.support.scene import open_class_consultation, some_answers, the_round
from tests.support.time import SetClock

pytestmark = pytest.mark.fresh_database

PEOPLE = 12


def sound_of(number: int) -> bytes:
    return f"de stem van nummer {number:03d} ".encode() * 300


class Room:
    """People who all spoke their answer, each in transactions of their own; the test alone knows who said what."""

    def __init__(self, database: Database, keys: KeyDirectory, pepper: Pepper, session: Session) -> None:
        self.database, self.keys = database, keys
        made = allow_media(open_class_consultation(session, keys, seats=None))
        self.id, self.round_id = made.id, the_round(made).id
        session.commit()
        session.expunge_all()
        self.consultation = made
        for number in range(PEOPLE):
            self._speak(new_participant(self.round_id), number, pepper)
        lost = new_participant(self.round_id)
        with database.transaction() as own:
            held = own.get_one(Round, self.round_id)
            start(own, lost, held, made, pepper=pepper, now=now(), seat_minutes=120)
            save_media(own, lost, held, GivenMedia("tip", Extra.VOICE, "audio/mp4", b"x"), pepper=pepper, now=now())

    def _speak(self, person: Participant, number: int, pepper: Pepper) -> None:
        with self.database.transaction() as own:
            held = own.get_one(Round, self.round_id)
            start(own, person, held, self.consultation, pepper=pepper, now=now(), seat_minutes=120)
            given = some_answers(number).with_given("tip", Given("ANSWERED", ""))
            save_answers(own, person, held, self.consultation, given, pepper=pepper, now=now(), seat_minutes=120)
            media = GivenMedia("tip", Extra.VOICE, "audio/mp4", sound_of(number))
            save_media(own, person, held, media, pepper=pepper, now=now())
        with self.database.transaction() as own:
            seal(own, person, own.get_one(Round, self.round_id), self.consultation, pepper=pepper, now=now())

    def close(self) -> None:
        with self.database.transaction() as session:
            begin_closing(session, session.get_one(Consultation, self.id), by=None, grace=dt.timedelta(0))
        finish_closing(self.database, self.keys, self.round_id)

    def recordings(self) -> list[Recording]:
        with self.database.session(reading=True) as session:
            return list(session.scalars(select(Recording).order_by(Recording.key)))

    def count(self, table: type) -> int:
        with self.database.session(reading=True) as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    def key_files(self) -> set[str]:
        return {one.stem for one in self.keys.folder.glob("*.content")}


@pytest.fixture
def room(database: Database, keys: KeyDirectory, pepper: Pepper, session: Session) -> Room:
    return Room(database, keys, pepper, session)


def test_after_closing_every_recording_is_there_under_a_key_of_its_own(room: Room) -> None:
    room.close()
    found = room.recordings()
    assert {content_of(one, room.keys) for one in found} == {sound_of(number) for number in range(PEOPLE)}
    assert len({one.key_name for one in found}) == PEOPLE
    assert room.key_files() == {one.key_name for one in found}
    assert {one.kind for one in found} == {RecordingKind.SOUND}
    assert (room.count(SealedMedia), room.count(DraftMedia)) == (0, 0)


def test_nothing_joins_a_recording_to_a_submission(room: Room) -> None:
    with room.database.session(reading=True) as session:
        sealed = {key.hex() for key in session.scalars(select(SealedMedia.key))}
    room.close()
    found = room.recordings()
    assert sealed.isdisjoint(one.key.hex() for one in found)
    assert sealed.isdisjoint(one.key_name or "" for one in found)
    order = [int((content_of(one, room.keys) or b"")[20:23]) for one in found]
    assert order != sorted(order)
    assert len({one.delete_on for one in found}) == 1
    assert len({len(one.box or b"") for one in found}) == 1
    with room.database.session(reading=True) as session:
        if not room.database.is_sqlite:
            assert len(set(session.scalars(text("SELECT xmin::text FROM recording")))) == 1
        spoken = select(Answer.value).where(Answer.question_id == found[0].question_id)
        assert list(session.scalars(spoken)) == [""] * PEOPLE


def test_few_spoken_answers_read_as_skipped_so_that_a_voice_points_at_nobody(room: Room) -> None:
    row = Answers({"tip": Given("ANSWERED", "")})
    few = with_few_hidden(room.consultation, [row] * 9)
    assert {one.given["tip"].state for one in few} == {"SKIPPED"}
    assert with_few_hidden(room.consultation, [row] * 10) == [row] * 10


def test_a_closing_that_is_killed_makes_nothing_twice_and_leaves_no_key(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """The machine stops."""

    def die(*_given: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(closing, "remove_media_traces", die)
        with pytest.raises(Killed):
            room.close()
    assert (room.count(Recording), room.count(SealedMedia)) == (0, PEOPLE)
    left = room.key_files()
    assert len(left) == PEOPLE
    assert finish_closing(room.database, room.keys, room.round_id)
    assert room.count(Recording) == PEOPLE
    an_hour_later = time.time() + 3601
    monkeypatch.setattr("time.time", lambda: an_hour_later)
    wipe_recordings(room.database, room.keys)
    assert left.isdisjoint(room.key_files())
    assert room.key_files() == {one.key_name for one in room.recordings()}
    assert not finish_closing(room.database, room.keys, room.round_id)
    assert room.count(Recording) == PEOPLE


def test_a_damaged_box_is_left_out_and_does_not_stop_the_others(room: Room) -> None:
    with room.database.transaction() as session:
        first = session.scalars(select(SealedMedia)).first()
        assert first is not None
        first.box = bytes(len(first.box))
    room.close()
    assert room.count(Recording) == PEOPLE - 1
    assert len(room.key_files()) == PEOPLE - 1
    with room.database.session(reading=True) as session:
        assert session.get_one(Round, room.round_id).state is RoundState.CLEANED


def test_the_last_day_is_within_thirty_days_and_the_same_for_all_groups_of_a_week() -> None:
    days = [dt.date(2027, 3, 1) + dt.timedelta(days=one) for one in range(28)]
    assert all(24 <= (last_day(day) - day).days <= 30 for day in days)
    assert len({last_day(day) for day in days}) <= 5


def test_words_are_written_looked_at_again_and_then_the_recording_is_wiped(room: Room) -> None:
    room.close()
    first = room.recordings()[0]
    with room.database.transaction() as session:
        consultation = session.get_one(Consultation, room.id)
        mine = recording_by_key(session, consultation, first.key.hex())
        assert mine is not None
        with pytest.raises(NothingWrittenError):
            confirm(session, consultation, mine, seen="", by=_officer(consultation))
        write_out(session, mine, "Meer bomen", seen="")
        with pytest.raises(StaleWordsError):
            write_out(session, mine, "Iets anders", seen="")
    with room.database.transaction() as session:
        consultation = session.get_one(Consultation, room.id)
        mine = recording_by_key(session, consultation, first.key.hex())
        assert mine is not None
        name = confirm(session, consultation, mine, seen="Meer bomen", by=_officer(consultation))
    assert name == first.key_name
    room.keys.destroy(name or "")
    (wiped,) = [one for one in room.recordings() if one.key == first.key]
    assert (wiped.box, wiped.key_name, wiped.words, wiped.checked) == (None, None, "Meer bomen", True)
    assert content_of(wiped, room.keys) is None
    with pytest.raises(KeyMissingError):
        room.keys.content_key(first.key_name or "")


def _officer(consultation: Consultation) -> int:
    return consultation.created_by_id


def test_on_the_last_day_everything_goes_also_what_nobody_wrote_out(room: Room, clock: SetClock) -> None:
    room.close()
    found = room.recordings()
    with room.database.transaction() as session:
        session.get_one(Recording, found[0].key).words = "Meer bomen"
    clock.forward(days=23)
    assert wipe_recordings(room.database, room.keys) == 0
    clock.forward(days=7)
    assert wipe_recordings(room.database, room.keys) == PEOPLE
    assert [one.words for one in room.recordings()] == ["Meer bomen"]
    assert room.key_files() == set()
    assert wipe_recordings(room.database, room.keys) == 0
    with room.database.session(reading=True) as session:
        (noted,) = session.scalars(select(AuditEvent).where(AuditEvent.action == "RECORDINGS_DELETED"))
    assert (noted.reason, noted.user_id, noted.subject_id) == (str(PEOPLE), None, room.id)


@pytest.mark.sqlite
def test_after_deletion_no_file_of_the_database_holds_a_box(room: Room, clock: SetClock, tmp_path: Path) -> None:
    room.close()
    pieces = [(one.box or b"")[100:164] for one in room.recordings()]
    clock.forward(days=31)
    wipe_recordings(room.database, room.keys)
    files = [one.read_bytes() for one in tmp_path.rglob("meepraat.sqlite*")]
    assert files
    assert not [piece for piece in pieces for content in files if piece in content]


@pytest.mark.sqlite
def test_while_open_no_file_of_the_database_holds_a_byte_of_a_voice(room: Room, tmp_path: Path) -> None:
    files = [one.read_bytes() for one in tmp_path.rglob("meepraat.sqlite*")]
    assert sum(map(len, files)) > 100_000
    assert not [content for content in files if b"de stem van" in content or b"audio/mp4" in content]
