"""Starting, keeping and sending: what a person gives is kept once, safely, and cut off from the person."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.answering.answers import Answers, Given, box_size, decode
from panel.answering.models import ClientKey, Draft, Participation, SealedSubmission
from panel.answering.participant import Participant, invited_participant, new_participant
from panel.answering.queries import seats_taken
from panel.answering.service import (
    AlreadySentError,
    FullError,
    NotOpenError,
    NotStartedError,
    draft_of,
    forget,
    save_answers,
    seal,
    start,
)
from panel.consultations.models import Consultation, EvidenceKind, RoundState
from panel.core.clock import now
from panel.core.keys import KeyDirectory, Pepper, open_sealed
from panel.invitations.models import Invitation
from panel.invitations.service import create_invitations
from tests.support.scene import open_class_consultation, some_answers, the_round

SEAT = 120


class Room:
    """An open class with its key folder, in which people start, answer and send."""

    def __init__(self, session: Session, keys: KeyDirectory, pepper: Pepper, **options: object) -> None:
        self.session, self.keys, self.pepper = session, keys, pepper
        self.consultation: Consultation = open_class_consultation(session, keys, **options)  # type: ignore[arg-type]
        self.round = the_round(self.consultation)

    def start(self, person: Participant, at: dt.datetime | None = None) -> Answers:
        return start(
            self.session, person, self.round, self.consultation, pepper=self.pepper, now=at or now(), seat_minutes=SEAT
        )

    def save(self, person: Participant, answers: Answers, at: dt.datetime | None = None) -> Answers:
        moment = at or now()
        return save_answers(
            self.session,
            person,
            self.round,
            self.consultation,
            answers,
            pepper=self.pepper,
            now=moment,
            seat_minutes=SEAT,
        )

    def send(self, person: Participant, at: dt.datetime | None = None) -> None:
        seal(self.session, person, self.round, self.consultation, pepper=self.pepper, now=at or now())

    def count(self, table: type) -> int:
        return self.session.scalar(select(func.count()).select_from(table)) or 0

    def newcomer(self) -> Participant:
        return new_participant(self.round.id)


@pytest.fixture
def room(session: Session, keys: KeyDirectory, pepper: Pepper) -> Room:
    return Room(session, keys, pepper)


def test_what_is_saved_comes_back_to_the_same_phone_and_to_no_other(room: Room) -> None:
    mine, another = room.newcomer(), room.newcomer()
    room.start(mine)
    room.start(another)
    room.save(mine, some_answers(1))
    assert draft_of(room.session, mine, room.consultation, room.pepper) == some_answers(1)
    assert draft_of(room.session, another, room.consultation, room.pepper) == Answers()


def test_saving_the_same_answer_twice_changes_nothing(room: Room) -> None:
    person = room.newcomer()
    room.start(person)
    one = Answers({"safe": Given("ANSWERED", "AGREE")})
    assert room.save(person, one) == room.save(person, one)


def test_newer_answers_go_over_older_ones_and_leave_others_alone(room: Room) -> None:
    person = room.newcomer()
    room.start(person)
    room.save(person, Answers({"safe": Given("ANSWERED", "AGREE"), "times": Given("ANSWERED", 3)}))
    kept = room.save(person, Answers({"safe": Given("DONT_KNOW")}))
    assert kept.given == {"safe": Given("DONT_KNOW"), "times": Given("ANSWERED", 3)}


def test_a_sent_box_opens_with_the_private_key_and_holds_the_answers(room: Room) -> None:
    person = room.newcomer()
    room.start(person)
    room.save(person, some_answers(2))
    room.send(person)
    (box,) = room.session.scalars(select(SealedSubmission.box))
    opened = open_sealed(room.keys.load(room.round.key_name), box, box_size(room.consultation))
    assert decode(opened) == some_answers(2)


def test_sending_twice_gives_one_submission(room: Room) -> None:
    person = room.newcomer()
    room.start(person)
    room.send(person)
    with pytest.raises(AlreadySentError):
        room.send(person)
    with pytest.raises(AlreadySentError):
        room.save(person, some_answers())
    with pytest.raises(AlreadySentError):
        room.start(person)
    assert room.count(SealedSubmission) == 1


def test_sending_leaves_no_draft_behind(room: Room) -> None:
    person = room.newcomer()
    room.start(person)
    room.save(person, some_answers())
    room.send(person)
    assert room.count(Draft) == 0


def test_who_never_started_cannot_save_or_send(room: Room) -> None:
    with pytest.raises(NotStartedError):
        room.save(room.newcomer(), some_answers())
    with pytest.raises(NotStartedError):
        room.send(room.newcomer())


def test_all_boxes_have_the_same_length_whatever_is_in_them(room: Room) -> None:
    longest = Answers({"tip": Given("ANSWERED", "\U0001f600" * 1000), "wishes": Given("ANSWERED", ["field", "lamps"])})
    for answers in (Answers(), some_answers(3), longest):
        person = room.newcomer()
        room.start(person)
        room.save(person, answers)
        room.send(person)
    assert len({len(box) for box in room.session.scalars(select(SealedSubmission.box))}) == 1


def test_all_drafts_have_the_same_length_whatever_is_in_them(room: Room) -> None:
    for answers in (Answers(), some_answers(3), Answers({"tip": Given("ANSWERED", '"' * 1000)})):
        person = room.newcomer()
        room.start(person)
        room.save(person, answers)
    assert len({len(box) for box in room.session.scalars(select(Draft.box))}) == 1


def test_the_fifteenth_person_finds_a_class_of_fourteen_full(room: Room) -> None:
    people = [room.newcomer() for _ in range(14)]
    for person in people:
        room.start(person)
    with pytest.raises(FullError):
        room.start(room.newcomer())
    room.start(people[0])


def test_a_seat_comes_free_after_two_hours_without_sending(room: Room) -> None:
    begin = now()
    people = [room.newcomer() for _ in range(14)]
    for person in people:
        room.start(person, begin)
    later = begin + dt.timedelta(minutes=SEAT + 1)
    room.start(room.newcomer(), later)
    assert seats_taken(room.session, room.round.id, later) == 1


def test_a_seat_of_someone_who_sent_never_comes_free(room: Room) -> None:
    begin = now()
    for _ in range(14):
        person = room.newcomer()
        room.start(person, begin)
        room.send(person, begin)
    with pytest.raises(FullError):
        room.start(room.newcomer(), begin + dt.timedelta(days=1))


def test_who_comes_back_too_late_to_a_full_class_keeps_the_draft(room: Room) -> None:
    begin = now()
    slow = room.newcomer()
    room.start(slow, begin)
    room.save(slow, some_answers(1), begin)
    later = begin + dt.timedelta(minutes=SEAT + 1)
    for _ in range(14):
        room.start(room.newcomer(), later)
    with pytest.raises(FullError):
        room.send(slow, later)
    assert draft_of(room.session, slow, room.consultation, room.pepper) == some_answers(1)


def test_leaving_makes_the_seat_free_at_once(room: Room) -> None:
    person = room.newcomer()
    room.start(person)
    forget(room.session, person, room.pepper)
    assert seats_taken(room.session, room.round.id, now()) == 0


def test_nobody_starts_in_a_round_that_closes_but_who_was_busy_may_finish_in_the_grace(room: Room) -> None:
    moment = now()
    busy = room.newcomer()
    room.start(busy, moment)
    room.round.state = RoundState.CLOSING
    room.round.grace_until = moment + dt.timedelta(hours=24)
    room.session.flush()
    with pytest.raises(NotOpenError):
        room.start(room.newcomer(), moment)
    room.save(busy, some_answers(), moment + dt.timedelta(hours=1))
    room.send(busy, moment + dt.timedelta(hours=23))
    assert room.count(SealedSubmission) == 1


def test_after_the_grace_nothing_comes_in(room: Room) -> None:
    moment = now()
    late = room.newcomer()
    room.start(late, moment)
    room.round.state = RoundState.CLOSING
    room.round.grace_until = moment + dt.timedelta(hours=24)
    room.session.flush()
    after = moment + dt.timedelta(hours=24, seconds=1)
    with pytest.raises(NotOpenError):
        room.save(late, some_answers(), after)
    with pytest.raises(NotOpenError):
        room.send(late, after)


def test_a_personal_code_goes_on_from_any_phone_and_sends_once(
    session: Session, keys: KeyDirectory, pepper: Pepper
) -> None:
    room = Room(session, keys, pepper, evidence_kind=EvidenceKind.SAMPLE)
    (code,) = create_invitations(session, room.round, 1, pepper)
    invitation = session.scalars(select(Invitation)).one()
    one_phone = invited_participant(room.round.id, invitation.id, code, pepper)
    other_phone = invited_participant(room.round.id, invitation.id, code, pepper)
    room.start(one_phone)
    room.save(one_phone, some_answers(1))
    assert room.start(other_phone) == some_answers(1)
    room.send(other_phone)
    with pytest.raises(AlreadySentError):
        room.send(one_phone)
    assert room.count(Participation) == 1
    assert room.count(SealedSubmission) == 1


def test_no_table_of_this_room_holds_the_token_itself(room: Room) -> None:
    person = room.newcomer()
    room.start(person)
    room.save(person, some_answers())
    stored = [row.token_hash + row.box for row in room.session.scalars(select(Draft))]
    room.send(person)
    stored += [row.key + row.box for row in room.session.scalars(select(SealedSubmission))]
    stored += [row.key_hash for row in room.session.scalars(select(ClientKey))]
    assert len(stored) == 3
    assert all(person.token not in content for content in stored)


def test_a_stolen_database_without_the_pepper_opens_no_draft(room: Room) -> None:
    person = room.newcomer()
    room.start(person)
    thief = Pepper(b"guessed")
    assert draft_of(room.session, person, room.consultation, thief) is None


def test_nobody_starts_after_the_closing_day_even_before_the_clock_has_closed(room: Room) -> None:
    room.consultation.closes_at = now() + dt.timedelta(days=1)
    room.session.flush()
    room.start(room.newcomer())
    with pytest.raises(NotOpenError):
        room.start(room.newcomer(), now() + dt.timedelta(days=1, seconds=1))
