"""Counting seats and answers that were sent, without looking at anybody's."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.answering.models import ClientKey, Draft, Participation, SealedSubmission
from panel.answering.participant import Participant
from panel.consultations.models import Consultation, Option, Question
from panel.core.keys import Pepper
from panel.invitations.models import GroupCode, Invitation
from panel.media.queries import Shown, media_shown


def sent_count(session: Session, round_id: int) -> int:
    """Return how many people sent their answers in this round while it is not counted yet."""
    return session.scalar(select(func.count()).where(SealedSubmission.round_id == round_id)) or 0


def seats_taken(session: Session, round_id: int, now: dt.datetime) -> int:
    """Return seats in use: those who sent, and those who are busy. A seat comes free two hours after the last save."""
    busy = session.scalar(select(func.count()).where(Draft.round_id == round_id, Draft.seat_until > now)) or 0
    return busy + sent_count(session, round_id)


def invited_count(session: Session, round_id: int) -> int:
    return session.scalar(select(func.count()).where(Invitation.round_id == round_id)) or 0


def took_part_count(session: Session, round_id: int) -> int:
    """Return how many invitations of a round took part, until the round is counted."""
    wanted = select(func.count()).select_from(Participation).join(Invitation)
    return session.scalar(wanted.where(Invitation.round_id == round_id)) or 0


def has_sent(session: Session, participant: Participant, pepper: Pepper) -> bool:
    """Return whether this phone or this personal code sent its answers already."""
    if session.get(ClientKey, participant.client_key(pepper)) is not None:
        return True
    return participant.invitation_id is not None and session.get(Participation, participant.invitation_id) is not None


def took_part(session: Session, invitation_id: int) -> bool:
    """Return whether a personal code was used to send answers, until its round is counted."""
    return session.get(Participation, invitation_id) is not None


def group_code_of(session: Session, round_id: int) -> GroupCode | None:
    return session.scalars(select(GroupCode).where(GroupCode.round_id == round_id)).first()


def media_on_screens(session: Session, consultation: Consultation) -> dict[int, Shown]:
    """Return the pictures and the sound that belong to the questions and answers of a consultation, by id."""
    options = [option for question in consultation.questions for option in question.options]
    parts: list[Question | Option] = [*consultation.questions, *options]
    ids = [one for part in parts for one in (part.picture_id, part.audio_id)]
    return media_shown(session, consultation.municipality_id, ids)
