"""Start, keep what someone answers, send it: from the moment of sending nobody can say whose it was."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from panel.answering.answers import Answers, box_size, decode, encode
from panel.answering.media import GivenMedia, keep_media, remove_media, seal_media, without_empty
from panel.answering.models import ClientKey, Draft, Participation, SealedSubmission
from panel.answering.modes import with_mode
from panel.answering.participant import Participant
from panel.answering.queries import group_code_of, has_sent, seats_taken
from panel.answering.receipt import issue_nothing, issue_words
from panel.answering.routing import only_asked
from panel.consultations.models import Consultation, Round, RoundState, State
from panel.core.ids import random_key
from panel.core.keys import BoxError, Pepper, lock, seal_for, unlock
from panel.invitations.models import GroupCode


class NotOpenError(ValueError):
    """The round takes no answers any more, or not yet."""


class FullError(ValueError):
    """Every seat of the group is taken."""


class AlreadySentError(ValueError):
    """This phone or this personal code sent its answers before; the first sending counts."""


class NotStartedError(ValueError):
    """There is no draft: someone has not started, or left and came back after it was removed."""


def takes_answers(round_: Round, now: dt.datetime) -> bool:
    """Return whether answers may still come in: while open, and in the hours of grace for phones without network."""
    if round_.state is RoundState.OPEN:
        return True
    return round_.state is RoundState.CLOSING and round_.grace_until is not None and now <= round_.grace_until


def is_past_closing(consultation: Consultation, now: dt.datetime) -> bool:
    """Return whether the closing day has passed, also in the minute before the clock closes the consultation."""
    return consultation.closes_at is not None and consultation.closes_at <= now


def may_start(consultation: Consultation, round_: Round, now: dt.datetime, seen_at: dt.datetime | None = None) -> bool:
    """Return whether someone may begin: while open, or in the hours of grace when they saw the welcome in time.

    A phone that lost its network after the first screen asks for its seat only when it is back.
    """
    is_open = consultation.state is State.OPEN and round_.state is RoundState.OPEN
    if is_open and not is_past_closing(consultation, now):
        return True
    closed_at = round_.closed_at or consultation.closes_at
    in_time = seen_at is not None and closed_at is not None and seen_at < closed_at
    return in_time and consultation.state in {State.OPEN, State.CLOSED} and takes_answers(round_, now)


def start(
    session: Session,
    participant: Participant,
    round_: Round,
    consultation: Consultation,
    *,
    pepper: Pepper,
    now: dt.datetime,
    seat_minutes: int,
    seen_at: dt.datetime | None = None,
) -> Answers:
    """Claim a seat and make an empty draft, or find the draft of someone who comes back.

    `seen_at`: when this phone saw the welcome. Raises NotOpenError, FullError and AlreadySentError.
    """
    if has_sent(session, participant, pepper):
        raise AlreadySentError
    draft = session.get(Draft, participant.token_hash(pepper))
    if draft is not None:
        return _open_draft(draft, participant, consultation, pepper)
    session.refresh(round_, with_for_update={"read": True})
    if not may_start(consultation, round_, now, seen_at) or not _in_hours(session, round_, now, seen_at):
        raise NotOpenError
    empty = Answers()
    draft = Draft(
        token_hash=participant.token_hash(pepper),
        round_id=round_.id,
        box=lock(participant.draft_key(pepper), encode(empty), box_size(consultation)),
        seat_until=now + dt.timedelta(minutes=seat_minutes),
    )
    try:
        with session.begin_nested():
            _claim_seat(session, round_, now)
            session.add(draft)
    except (IntegrityError, FullError):
        # Two taps at the same moment: the other one came first, and has the seat.
        if session.get(Draft, participant.token_hash(pepper)) is None:
            raise
    return empty


def draft_of(session: Session, participant: Participant, consultation: Consultation, pepper: Pepper) -> Answers | None:
    """Return what someone answered so far, or None when they have not started."""
    draft = session.get(Draft, participant.token_hash(pepper))
    return None if draft is None else _open_draft(draft, participant, consultation, pepper)


def save_answers(
    session: Session,
    participant: Participant,
    round_: Round,
    consultation: Consultation,
    newer: Answers,
    *,
    pepper: Pepper,
    now: dt.datetime,
    seat_minutes: int,
) -> Answers:
    """Put newer answers over the draft and return all; arriving twice changes nothing.

    Raises NotOpenError, NotStartedError, AlreadySentError, and FullError when the seat came free and went to another.
    """
    if not takes_answers(round_, now):
        raise NotOpenError
    draft = _draft_for_change(session, participant, pepper)
    if draft.seat_until <= now:
        _claim_seat(session, round_, now)
    answers = _open_draft(draft, participant, consultation, pepper).merged(newer)
    draft.box = lock(participant.draft_key(pepper), encode(answers), box_size(consultation))
    draft.seat_until = now + dt.timedelta(minutes=seat_minutes)
    session.flush()
    return answers


def save_media(
    session: Session, participant: Participant, round_: Round, media: GivenMedia, *, pepper: Pepper, now: dt.datetime
) -> None:
    """Keep a recording or photo with the draft; arriving twice changes nothing.

    Raises NotOpenError, NotStartedError and AlreadySentError.
    """
    if not takes_answers(round_, now):
        raise NotOpenError
    keep_media(session, _draft_for_change(session, participant, pepper), participant, media, pepper)


def seal(
    session: Session,
    participant: Participant,
    round_: Round,
    consultation: Consultation,
    *,
    pepper: Pepper,
    now: dt.datetime,
    receipt: Pepper | None = None,
) -> None:
    """Put the draft in a box for the round's key and cut the person off (methods, section 2).

    Answers to questions that this person did not get are left out. In one transaction: the box under a new random
    key, the draft gone, that the invitation took part, and the key that makes sending twice harmless. With `receipt`,
    the pepper of the whole installation, someone gets words to find it with. Raises
    NotOpenError, NotStartedError, AlreadySentError and FullError.
    """
    # Read anew and held: a round cannot begin to close between this look and the end of this transaction.
    session.refresh(round_, with_for_update={"read": True})
    if not takes_answers(round_, now):
        raise NotOpenError
    draft = _draft_for_change(session, participant, pepper)
    if draft.seat_until <= now:
        _claim_seat(session, round_, now)
    answers = only_asked(consultation, _open_draft(draft, participant, consultation, pepper))
    answers = with_mode(consultation, answers, participant.mode)
    try:
        with session.begin_nested():
            session.add(ClientKey(key_hash=participant.client_key(pepper), round_id=round_.id))
            if participant.invitation_id is not None:
                session.add(Participation(invitation_id=participant.invitation_id))
    except IntegrityError as error:
        raise AlreadySentError from error
    came_along, media_keys = seal_media(session, participant, round_, consultation, answers, pepper)
    session.delete(draft)
    key = _seal(session, round_, consultation, without_empty(answers, came_along))
    if receipt is None:
        issue_nothing(session, round_, key)
    else:
        issue_words(session, participant, round_, key, media_keys, bound=pepper, pepper=receipt)
    session.flush()


def seal_given(session: Session, round_: Round, consultation: Consultation, answers: Answers) -> None:
    """Seal complete answers, also those given elsewhere (paper, an older system). The caller has checked each."""
    issue_nothing(session, round_, _seal(session, round_, consultation, only_asked(consultation, answers)))
    session.flush()


def _seal(session: Session, round_: Round, consultation: Consultation, answers: Answers) -> bytes:
    key = random_key()
    # In which order someone answered is nobody's business.
    box = seal_for(round_.public_key, encode(replace(answers, turns={})), box_size(consultation))
    session.add(SealedSubmission(key=key, round_id=round_.id, box=box))
    session.flush()
    return key


def forget(session: Session, participant: Participant, pepper: Pepper) -> None:
    """Throw the draft away, so that the seat is free for another at once."""
    remove_media(session, participant, pepper)
    session.execute(delete(Draft).where(Draft.token_hash == participant.token_hash(pepper)))


def _in_hours(session: Session, round_: Round, now: dt.datetime, seen_at: dt.datetime | None) -> bool:
    """Return whether the hours of a group let someone begin; who saw the welcome in time may still do so."""
    code = group_code_of(session, round_.id)
    if code is None:
        return True
    too_late = code.closes_at is not None and code.closes_at <= (seen_at or now)
    return not too_late and (code.opens_at is None or code.opens_at <= now)


def _claim_seat(session: Session, round_: Round, now: dt.datetime) -> None:
    # The lock makes two people who want the last seat come one after the other.
    code = session.scalars(select(GroupCode).where(GroupCode.round_id == round_.id).with_for_update()).first()
    if code is not None and code.seats is not None and seats_taken(session, round_.id, now) >= code.seats:
        raise FullError


def _draft_for_change(session: Session, participant: Participant, pepper: Pepper) -> Draft:
    wanted = select(Draft).where(Draft.token_hash == participant.token_hash(pepper)).with_for_update()
    draft = session.scalars(wanted).first()
    if draft is None:
        raise AlreadySentError if has_sent(session, participant, pepper) else NotStartedError
    return draft


def _open_draft(draft: Draft, participant: Participant, consultation: Consultation, pepper: Pepper) -> Answers:
    try:
        return decode(unlock(participant.draft_key(pepper), draft.box, box_size(consultation)))
    except BoxError as error:
        # Made under another pepper: it can never be read again, so this person starts anew.
        raise NotStartedError from error
