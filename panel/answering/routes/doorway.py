"""What stands behind a code: which round, who comes in there, and whether the door is open now."""

from __future__ import annotations

import flask

from panel.answering.cookie import participant_of_request
from panel.answering.participant import Participant, invited_participant, new_participant
from panel.answering.queries import has_sent, seats_taken
from panel.answering.questionnaires import questionnaires
from panel.answering.service import draft_of, is_past_closing
from panel.answering.visit import halt_for, halt_page, round_pepper
from panel.consultations.models import RoundState, State
from panel.core.clock import now
from panel.core.context import current_municipality, pepper
from panel.core.db import current_session
from panel.core.ids import tidy_code
from panel.invitations.queries import Door, DoorKind, find_door


def door_of(code: str) -> Door | None:
    return find_door(current_session(), code, pepper(), municipality_id=current_municipality().id)


def participant_at(door: Door, code: str) -> Participant:
    """Return who comes in through a door: the same person again when this phone was busy here."""
    if door.kind is DoorKind.PERSONAL and door.invitation is not None:
        return invited_participant(door.round.id, door.invitation.id, tidy_code(code), pepper())
    known = participant_of_request()
    if known is not None and known.round_id == door.round.id and known.invitation_id is None:
        return known
    return new_participant(door.round.id)


def halted_at(door: Door) -> flask.typing.ResponseReturnValue | None:
    """Return the page for a door that is shut, or None when someone may come in or go on."""
    session, moment = current_session(), now()
    consultation, code = door.consultation, door.group_code
    if consultation.state is State.REPORTED:
        return flask.redirect(flask.url_for("council.outcome_page", code=consultation.code))
    known = participant_of_request()
    # Another personal code than the one on this phone is another person: two letters in one house.
    invitation_id = door.invitation.id if door.invitation is not None else None
    if known is not None and (known.round_id, known.invitation_id) == (door.round.id, invitation_id):
        whole = questionnaires().find(session, consultation.municipality_id, consultation.id)
        if has_sent(session, known, round_pepper(door.round)):
            return flask.redirect(flask.url_for("answering.thanks_page"))
        if whole is not None and draft_of(session, known, whole, round_pepper(door.round)) is not None:
            return None
    if consultation.state in {State.DRAFT, State.IN_REVIEW, State.SCHEDULED} or (
        code is not None and code.opens_at is not None and code.opens_at > moment
    ):
        return halt_page(consultation, halt_for(consultation, door.round, "NOT_YET"))
    past = is_past_closing(consultation, moment) or (
        code is not None and code.closes_at is not None and code.closes_at <= moment
    )
    if consultation.state is not State.OPEN or door.round.state is not RoundState.OPEN or past:
        return halt_page(consultation, halt_for(consultation, door.round, "CLOSED"))
    if code is not None and code.seats is not None and seats_taken(session, door.round.id, moment) >= code.seats:
        return halt_page(consultation, halt_for(consultation, door.round, "FULL"))
    return None
