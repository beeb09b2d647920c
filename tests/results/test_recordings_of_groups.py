"""Nothing in the database or the key folder tells in which group a recording was made."""

from __future__ import annotations

import datetime as dt
import os

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from panel.answering.answers import Given
from panel.answering.media import GivenMedia
from panel.answering.participant import new_participant
from panel.answering.service import save_answers, save_media, seal, start
from panel.consultations.kinds import Extra
from panel.consultations.models import Round
from panel.core.clock import now
from panel.core.db import Database
from panel.core.keys import KeyDirectory, Pepper
from panel.invitations.service import add_group
from panel.results.closing import begin_closing_round, finish_closing
from panel.results.models import Recording
from tests.support.recordings import allow_media
from tests.support.scene import open_class_consultation, some_answers

GROUPS, PEOPLE = 3, 8


class School:
    """Groups that speak and close one after another."""

    def __init__(self, database: Database, keys: KeyDirectory, pepper: Pepper, session: Session) -> None:
        self.database, self.keys, self.pepper = database, keys, pepper
        made = allow_media(open_class_consultation(session, keys, seats=None))
        for number in range(1, GROUPS):
            add_group(session, made, name=f"Groep {number}", seats=None, keys=keys)
        session.commit()
        self.rounds = [one.id for one in made.rounds]
        session.expunge_all()
        self.consultation = made

    def speak(self, round_id: int) -> None:
        for number in range(PEOPLE):
            with self.database.transaction() as own:
                person, held = new_participant(round_id), own.get_one(Round, round_id)
                about = {"pepper": self.pepper, "now": now()}
                start(own, person, held, self.consultation, seat_minutes=120, **about)
                given = some_answers(number).with_given("tip", Given("ANSWERED", ""))
                save_answers(own, person, held, self.consultation, given, seat_minutes=120, **about)
                media = GivenMedia("tip", Extra.VOICE, "audio/mp4", f"{round_id}".encode() * 50)
                save_media(own, person, held, media, **about)
                seal(own, person, held, self.consultation, **about)

    def close(self, round_id: int) -> None:
        with self.database.transaction() as own:
            begin_closing_round(own.get_one(Round, round_id), now(), dt.timedelta(0))
        finish_closing(self.database, self.keys, round_id)


def test_recordings_lie_in_the_order_of_their_random_names_whichever_group_closed_first(
    database: Database, keys: KeyDirectory, pepper: Pepper, session: Session
) -> None:
    school = School(database, keys, pepper, session)
    for round_id in school.rounds:
        school.speak(round_id)
        school.close(round_id)
    with database.session(reading=True) as own:
        as_they_lie = text("SELECT key FROM recording ORDER BY ctid")
        lying = select(Recording.key) if database.is_sqlite else as_they_lie
        names = [bytes(name) for name in own.scalars(lying)]
    assert len(names) == GROUPS * PEOPLE
    assert names == sorted(names)


def test_the_dates_of_key_files_tell_no_group(
    database: Database, keys: KeyDirectory, pepper: Pepper, session: Session
) -> None:
    school = School(database, keys, pepper, session)
    for round_id in school.rounds:
        school.speak(round_id)
        school.close(round_id)
        for file in keys.folder.glob("*.content"):
            assert file.stat().st_mtime == 1_577_836_800, "1 January 2020, as all media"
    before = min(file.stat().st_ctime_ns for file in keys.folder.glob("*.content"))
    keys.create_content_key()
    after = [(file.stat().st_ctime_ns, file.stat().st_mtime) for file in keys.folder.glob("*.content")]
    assert len(after) == GROUPS * PEOPLE + 1
    assert min(changed for changed, _date in after) > before, "making one touches all"
    assert len({date for _changed, date in after}) == 1


def test_a_key_of_nothing_is_found_by_when_it_was_made(keys: KeyDirectory) -> None:
    name = keys.create_content_key()
    assert keys.content_keys(older_than=3600) == []
    assert keys.content_keys(older_than=0) == [name]
    assert os.listdir(keys.folder) == [f"{name}.content"]
