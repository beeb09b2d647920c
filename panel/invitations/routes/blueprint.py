"""The blueprint of the desk pages of this room, and how they find what they are about."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation, EvidenceKind, Round, RoundState
from panel.consultations.queries import consultation_by_id, only_round
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.invitations.models import GroupCode
from panel.invitations.queries import group_by_id
from panel.invitations.service import InvitationError

invitations = flask.Blueprint("invitations", __name__)

PAGE = "/werkplek/raadplegingen/<int:consultation_id>"
Answer = flask.typing.ResponseReturnValue


def find_consultation(consultation_id: int) -> Consultation:
    """Return a consultation of this municipality, else a 404."""
    found = consultation_by_id(current_session(), current_municipality().id, consultation_id)
    if found is None:
        raise NotFound
    return found


def find_group_consultation(consultation_id: int) -> Consultation:
    """Return a consultation of groups, else a 404."""
    found = find_consultation(consultation_id)
    if found.evidence_kind is not EvidenceKind.GROUP:
        raise NotFound
    return found


def find_group(consultation_id: int, group_code_id: int) -> tuple[Consultation, GroupCode, Round]:
    """Return one group of a consultation of this municipality, else a 404."""
    consultation = find_group_consultation(consultation_id)
    found = group_by_id(current_session(), consultation.id, group_code_id)
    if found is None:
        raise NotFound
    return consultation, *found


def find_with_letters(consultation_id: int) -> tuple[Consultation, Round]:
    """Return a running consultation whose people each have a code of their own, with its round; else a 404."""
    consultation = find_consultation(consultation_id)
    round_ = only_round(current_session(), consultation.id)
    personal = consultation.evidence_kind in (EvidenceKind.SAMPLE, EvidenceKind.PANEL)
    if not personal or round_ is None or round_.state is not RoundState.OPEN:
        raise NotFound
    return consultation, round_


def reason_in_words(error: InvitationError) -> str:
    """Return in a sentence why a door could not be made or changed."""
    return {
        "NAME_TAKEN": _("Er is al een groep met deze naam."),
        "NOT_OPEN": _("Deze vragenlijst neemt geen antwoorden meer aan."),
        "TOLD": _("Mensen rekenen op deze eindtijd. Kies bij de lopende raadpleging ‘Meer tijd’ of ‘Sluit groep’."),
    }.get(error.reason, _("Dit kan niet. Kijk na wat je hebt ingevuld."))
