"""What stands behind a code: which round, who comes in there, and whether the door is open now."""

from __future__ import annotations

import datetime as dt

import flask

from panel.answering.cookie import participant_of_request
from panel.answering.participant import Participant, invited_participant, new_participant
from panel.answering.queries import has_sent, seats_taken, took_part
from panel.answering.questionnaires import questionnaires
from panel.answering.service import draft_of, may_start
from panel.answering.visit import halt_for, halt_page, round_pepper
from panel.consultations.models import State
from panel.core.clock import now
from panel.core.context import current_municipality, pepper
from panel.core.db import current_session
from panel.core.ids import tidy_code
from panel.invitations.queries import Door, DoorKind, find_door


def door_of(code: str) -> Door | None:
    return find_door(current_session(), code, pepper(), municipality_id=current_municipality().id)


def participant_at(door: Door, code: str, key: bytes | None = None) -> Participant:
    """Return who comes in through a door: the same person again when this phone was busy here.

    `key` is 32 bytes that the phone made itself, so that asking twice for a seat gives the same one.
    """
    if door.kind is DoorKind.PERSONAL and door.invitation is not None:
        return invited_participant(door.round.id, door.invitation.id, tidy_code(code), pepper())
    known = participant_of_request()
    if known is not None and known.round_id == door.round.id and known.invitation_id is None:
        return known
    return new_participant(door.round.id, key)


def known_draw(door: Door, code: str) -> str:
    """Return what the order of answers is drawn from when it is known who comes in; else the phone draws itself."""
    known = participant_of_request()
    here = known is not None and (known.round_id, known.invitation_id) == (door.round.id, None)
    return participant_at(door, code).draw if here or door.kind is DoorKind.PERSONAL else ""


def shut_at(door: Door, seen_at: dt.datetime | None = None, participant: Participant | None = None) -> str | None:
    """Return why a door is shut (REPORTED, SENT, USED, NOT_YET, CLOSED, FULL), or None for who may come in or go on.

    `seen_at`: when this phone saw the welcome, so that who was in time may still begin in the hours of grace.
    `participant`: who asks, when that is known otherwise than by the cookie: the reply that brought it may be lost.
    """
    session, moment = current_session(), now()
    consultation, code = door.consultation, door.group_code
    if consultation.state is State.REPORTED:
        return "REPORTED"
    on_phone = participant_of_request()
    known = participant or on_phone
    # Another personal code than the one on this phone is another person: two letters in one house.
    invitation_id = door.invitation.id if door.invitation is not None else None
    if known is not None and (known.round_id, known.invitation_id) == (door.round.id, invitation_id):
        whole = questionnaires().find(session, consultation.municipality_id, consultation.id)
        if has_sent(session, known, round_pepper(door.round)):
            # A letter that lies about opens no thank-you page, nor the three words on it, for whoever finds it.
            return "SENT" if invitation_id is None or known == on_phone else "USED"
        if whole is not None and draft_of(session, known, whole, round_pepper(door.round)) is not None:
            return None
    if door.invitation is not None and took_part(session, door.invitation.id):
        return "USED"
    if consultation.state in {State.DRAFT, State.IN_REVIEW, State.SCHEDULED} or (
        code is not None and code.opens_at is not None and code.opens_at > moment
    ):
        return "NOT_YET"
    if code is not None and code.closes_at is not None and code.closes_at <= moment:
        return "CLOSED"
    if not may_start(consultation, door.round, moment, seen_at):
        return "CLOSED"
    if code is not None and code.seats is not None and seats_taken(session, door.round.id, moment) >= code.seats:
        return "FULL"
    return None


def page_of(door: Door, reason: str) -> flask.typing.ResponseReturnValue:
    """Return the page where someone belongs for whom a door is shut."""
    if reason == "REPORTED":
        return flask.redirect(flask.url_for("council.outcome_page", code=door.consultation.code))
    if reason == "SENT":
        return flask.redirect(flask.url_for("answering.thanks_page"))
    return halt_page(door.consultation, halt_for(door.consultation, door.round, reason))
