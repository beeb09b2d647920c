"""Sending at the same moment, with words and a recording, on own screens and in talks: each once, and nobody lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.answering.answers import Given
from panel.answering.media import GivenMedia
from panel.answering.models import AnswerMode, ClientKey, Draft, DraftMedia, Receipt, SealedMedia, SealedSubmission
from panel.answering.modes import modes_of
from panel.answering.participant import Participant
from panel.answering.service import AlreadySentError, save_answers, save_media, seal, start
from panel.consultations.kinds import Extra
from panel.consultations.models import Round
from panel.core.clock import now
from panel.core.db import Database
from panel.core.keys import KeyDirectory, Pepper
from tests.support.boxes import opened_boxes
from tests.support.recordings import allow_media
from tests.support.scene import open_class_consultation, some_answers, the_round

PEOPLE, TAPS = 4, 3


class Crowd:
    """People who are ready to send, half of them in a talk."""

    def __init__(self, database: Database, keys: KeyDirectory, pepper: Pepper, session: Session) -> None:
        self.database, self.pepper = database, pepper
        self.consultation = allow_media(open_class_consultation(session, keys, seats=None))
        self.round_id = the_round(self.consultation).id
        session.commit()
        session.expunge_all()
        modes = [AnswerMode.CONVERSATION, AnswerMode.SELF] * (PEOPLE // 2)
        self.people = [Participant(self.round_id, bytes([at]) * 32, None, mode) for at, mode in enumerate(modes)]
        for person in self.people:
            self._answer(person)

    def _answer(self, person: Participant) -> None:
        with self.database.transaction() as own:
            held, about = own.get_one(Round, self.round_id), {"pepper": self.pepper, "now": now()}
            start(own, person, held, self.consultation, seat_minutes=120, **about)
            given = some_answers(1).with_given("tip", Given("ANSWERED", ""))
            save_answers(own, person, held, self.consultation, given, seat_minutes=120, **about)
            save_media(own, person, held, GivenMedia("tip", Extra.VOICE, "audio/mp4", b"stem"), **about)

    def tap(self, person: Participant) -> bool:
        """Send; return whether it was this tap that did it."""
        try:
            with self.database.transaction() as own:
                held = own.get_one(Round, self.round_id)
                about = {"pepper": self.pepper, "now": now(), "receipt": self.pepper}
                seal(own, person, held, self.consultation, **about)
        except AlreadySentError:
            return False
        return True


@pytest.fixture
def crowd(database: Database, keys: KeyDirectory, pepper: Pepper, session: Session) -> Crowd:
    return Crowd(database, keys, pepper, session)


def test_many_taps_of_many_people_at_once_send_each_person_once(
    crowd: Crowd, session: Session, keys: KeyDirectory
) -> None:
    taps = [person for person in crowd.people for _ in range(TAPS)]
    with ThreadPoolExecutor(len(taps)) as phones:
        assert sum(phones.map(crowd.tap, taps)) == PEOPLE
    counts = {
        table: session.scalar(select(func.count()).select_from(table))
        for table in (SealedSubmission, SealedMedia, Receipt, ClientKey, Draft, DraftMedia)
    }
    assert set(counts.values()) == {PEOPLE, 0}
    assert (counts[Draft], counts[DraftMedia]) == (0, 0)
    boxes = opened_boxes(session, crowd.consultation, keys, session.get_one(Round, crowd.round_id))
    assert modes_of(boxes) == {AnswerMode.CONVERSATION: PEOPLE // 2}
