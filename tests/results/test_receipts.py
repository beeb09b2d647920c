"""Three words on the thank-you page lead back to one's own answers: to the outcome, and to taking them away."""

from __future__ import annotations

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.answering.answers import Given
from panel.answering.media import GivenMedia
from panel.answering.models import ClientKey, Receipt, SealedMedia, SealedSubmission
from panel.answering.participant import Participant, invited_participant, new_participant
from panel.answering.receipt import Words, all_words, asked_for_words, tidy_words, words_of
from panel.answering.service import AlreadySentError, save_answers, save_media, seal, seal_given, start
from panel.audit.models import AuditEvent
from panel.consultations.kinds import Extra
from panel.consultations.models import Consultation, Question, Round
from panel.core.clock import now
from panel.core.db import Database
from panel.core.keys import KeyDirectory, Pepper
from panel.results.closing import begin_closing, finish_closing
from panel.results.models import Answer, PublishedOutcome, Submission, SubmissionReceipt
from panel.results.withdrawal import find_by_words, withdraw
from tests.support.house import ROOT
from tests.support.scene import open_class_consultation, some_answers, the_round

pytestmark = pytest.mark.fresh_database

BLOCKED = ROOT / "tests" / "support" / "blocked_words.txt"
SECRET = "mijn eigen woorden over het plein"


class Sender:
    """Someone in a class of which twelve others sent their answers already."""

    def __init__(self, session: Session, keys: KeyDirectory, pepper: Pepper, database: Database) -> None:
        self.session, self.keys, self.pepper, self.database = session, keys, pepper, database
        made = open_class_consultation(session, keys, seats=None)
        self.id, self.round_id, self.key_name = made.id, the_round(made).id, the_round(made).key_name
        for number in range(12):
            seal_given(session, the_round(made), made, some_answers(number))
        session.commit()
        self.bound = pepper.bound_to(keys.draft_secret(self.key_name))
        self.person = new_participant(self.round_id)

    @property
    def consultation(self) -> Consultation:
        return self.session.get_one(Consultation, self.id)

    @property
    def round(self) -> Round:
        return self.session.get_one(Round, self.round_id)

    def starts(self) -> None:
        start(self.session, self.person, self.round, self.consultation, pepper=self.bound, now=now(), seat_minutes=120)
        told = some_answers(1).with_given("tip", Given("ANSWERED", SECRET))
        about = {"pepper": self.bound, "now": now()}
        save_answers(self.session, self.person, self.round, self.consultation, told, seat_minutes=120, **about)

    def sends(self, *, receipt: bool = True) -> Words | None:
        self.starts()
        self.seals(receipt=receipt)
        return asked_for_words(self.session, self.person, self.round, self.bound)

    def seals(self, *, receipt: bool = True) -> None:
        asked = self.pepper if receipt else None
        seal(self.session, self.person, self.round, self.consultation, pepper=self.bound, now=now(), receipt=asked)
        self.session.commit()

    def closes(self) -> None:
        begin_closing(self.session, self.consultation, by=None, grace=dt.timedelta(0))
        self.session.commit()
        assert finish_closing(self.database, self.keys, self.round_id)
        self.session.expire_all()

    def withdraws(self, words: Words) -> bool:
        about = {"pepper": self.pepper, "keys": self.keys}
        done = withdraw(self.session, self.consultation, words, moment=now(), **about)
        self.session.commit()
        return done

    def finds(self, words: Words) -> bool:
        found = find_by_words(self.session, self.consultation, words, pepper=self.pepper, keys=self.keys)
        return found is not None

    def count(self, table: type) -> int:
        return self.session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def sender(session: Session, keys: KeyDirectory, pepper: Pepper, database: Database) -> Sender:
    return Sender(session, keys, pepper, database)


def test_who_asks_gets_three_words_of_the_list_and_gets_the_same_ones_again(sender: Sender) -> None:
    words = sender.sends()
    assert words is not None
    assert len(words) == 3
    assert set(words) <= set(all_words())
    assert asked_for_words(sender.session, sender.person, sender.round, sender.bound) == words
    with pytest.raises(AlreadySentError):
        sender.seals()


def test_who_does_not_ask_gets_none_and_its_row_looks_like_all_others(sender: Sender) -> None:
    assert sender.sends(receipt=False) is None
    words = words_of(sender.person, sender.bound)
    assert not sender.finds(words)
    rows = list(sender.session.scalars(select(Receipt)))
    assert len(rows) == sender.count(SealedSubmission) == 13
    assert len({(len(row.receipt_hash), len(row.lasting), len(row.media)) for row in rows}) == 1


def test_before_closing_the_box_goes_and_its_sender_cannot_send_again(sender: Sender) -> None:
    words = sender.sends()
    assert words is not None
    assert sender.withdraws(words)
    assert sender.count(SealedSubmission) == sender.count(Receipt) == 12
    assert sender.count(ClientKey) == 1
    with pytest.raises(AlreadySentError):
        sender.starts()
    assert not sender.finds(words)
    assert not sender.withdraws(words)


def test_recordings_go_with_the_box_they_came_with(sender: Sender) -> None:
    question = sender.session.scalars(select(Question).where(Question.key == "tip")).one()
    question.settings = {**question.settings, "voice": True}
    sender.session.commit()
    for _ in range(2):
        sender.person = new_participant(sender.round_id)
        sender.starts()
        media = GivenMedia("tip", Extra.VOICE, "audio/ogg", b"geluid")
        save_media(sender.session, sender.person, sender.round, media, pepper=sender.bound, now=now())
        sender.seals()
    assert sender.count(SealedMedia) == 2
    words = asked_for_words(sender.session, sender.person, sender.round, sender.bound)
    assert words is not None
    assert sender.withdraws(words)
    assert sender.count(SealedMedia) == 1


def test_after_closing_the_record_goes_and_no_published_figure_changes(sender: Sender) -> None:
    words = sender.sends()
    assert words is not None
    sender.closes()
    published = sender.session.scalars(select(PublishedOutcome)).one()
    before = (published.content, published.method, published.version, published.frozen_at)
    assert sender.finds(words)
    assert SECRET in list(sender.session.scalars(select(Answer.value)))
    assert sender.withdraws(words)
    assert sender.count(Submission) == sender.count(SubmissionReceipt) == 12
    assert SECRET not in list(sender.session.scalars(select(Answer.value)))
    sender.session.expire_all()
    (after,) = sender.session.scalars(select(PublishedOutcome))
    assert (after.content, after.method, after.version, after.frozen_at) == before
    assert not sender.withdraws(words)


def test_words_keep_finding_their_record_when_all_rows_are_written_anew(sender: Sender) -> None:
    """Each round that closes rewrites the rows of all others, under new keys."""
    words = sender.sends()
    assert words is not None
    sender.closes()
    first = sender.session.scalars(select(SubmissionReceipt)).all()
    about = {"pepper": sender.pepper, "keys": sender.keys}
    found = find_by_words(sender.session, sender.consultation, words, **about)
    assert found is not None
    mine = sender.session.scalars(
        select(Answer.value).where(Answer.submission_key == found.submission_key, Answer.value.is_not(None))
    )
    assert SECRET in list(mine)
    assert len(first) == 13


def test_the_order_and_the_way_of_writing_do_not_matter(sender: Sender) -> None:
    words = sender.sends()
    assert words is not None
    one, two, three = words
    assert sender.finds(tidy_words(f"  {three.upper()},{one} - {two}. "))
    assert not sender.finds((one, two))
    assert not sender.finds((one, two, "zeehond" if three != "zeehond" else "tafel"))


def test_the_log_tells_a_day_and_neither_a_moment_nor_a_word(sender: Sender) -> None:
    words = sender.sends()
    assert words is not None
    sender.withdraws(words)
    event = sender.session.scalars(select(AuditEvent).where(AuditEvent.action == "WITHDRAWN")).one()
    assert (event.user_id, event.reason, event.subject_id) == (None, "", sender.id)
    assert event.at.astimezone(dt.UTC).minute == event.at.second == 0


def test_words_of_a_personal_code_cannot_be_made_again_after_closing(
    session: Session, keys: KeyDirectory, pepper: Pepper, sender: Sender
) -> None:
    """Whoever kept the list of codes has the pepper and the database, and still finds nobody."""
    code = "bcdfghjk"
    before = words_of(invited_participant(sender.round_id, 1, code, pepper), sender.bound)
    sender.closes()
    assert not keys.exists(sender.key_name)
    assert words_of(invited_participant(sender.round_id, 1, code, pepper), pepper) != before


def test_two_sendings_at_once_with_a_receipt_give_one_box_and_the_same_words(sender: Sender) -> None:
    sender.starts()
    sender.session.commit()
    person: Participant = sender.person

    def send(_number: int) -> str:
        with sender.database.session() as own:
            about = {"pepper": sender.bound, "now": now(), "receipt": sender.pepper}
            whole, round_ = own.get_one(Consultation, sender.id), own.get_one(Round, sender.round_id)
            try:
                seal(own, person, round_, whole, **about)
            except AlreadySentError:
                own.rollback()
                return "already"
            own.commit()
            return "sent"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, range(2))) == ["already", "sent"]
    assert sender.count(SealedSubmission) == sender.count(Receipt) == 13
    words = asked_for_words(sender.session, person, sender.round, sender.bound)
    assert words is not None
    assert sender.finds(words)


def test_the_list_has_enough_easy_words_of_our_own() -> None:
    words = all_words()
    assert len(words) >= 7_776
    assert len(set(words)) == len(words)
    assert [word for word in words if not re.fullmatch("[a-z]{3,8}", word)] == []
    assert list(words) == sorted(words)


def test_no_word_of_the_list_offends_frightens_or_preaches() -> None:
    lines = BLOCKED.read_text(encoding="utf-8").splitlines()
    blocked = {word for line in lines if not line.startswith("#") for word in line.split()}
    assert len(blocked) > 1_000
    assert sorted(blocked & set(all_words())) == []
