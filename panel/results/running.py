"""A running consultation at the desk: how people come in, and how many are ready. Never an answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import flask
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from panel.answering.queries import sent_count, took_part_count
from panel.consultations.changes import present_changes
from panel.consultations.models import Consultation, EvidenceKind, RoundState, State
from panel.consultations.policy import can_write
from panel.consultations.queries import changes_of, consultation_by_id, only_round
from panel.core.access import Role, allow
from panel.core.clock import local, now
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.qr import qr_code
from panel.invitations.queries import groups_of, invitation_count

running = flask.Blueprint("running", __name__)


@dataclass(frozen=True)
class Group:
    """One group as the desk sees it: its code in two halves, and how many are ready, in words."""

    id: int
    name: str
    code: str
    ready: str
    closed: bool
    has_hours: bool
    board: str
    outcome: str


@running.get("/werkplek/raadplegingen/<int:consultation_id>/lopend")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.FACILITATOR)
def running_page(consultation_id: int) -> flask.typing.ResponseReturnValue:
    """Show the doors of a running consultation and how many people are ready."""
    consultation = _running(consultation_id)
    round_ = only_round(current_session(), consultation.id)
    invited = invitation_count(current_session(), round_.id) if round_ else 0
    groups = _groups(consultation)
    link = _address(consultation.code) if consultation.evidence_kind is EvidenceKind.OPEN else ""
    return flask.render_template(
        "results/running.html",
        consultation=consultation,
        closes_on=local(consultation.closes_at).date() if consultation.closes_at else None,
        days_left=_days_left(consultation),
        groups=groups,
        several=sum(not one.closed for one in groups) > 1,
        changes=present_changes(changes_of(current_session(), consultation.id)),
        link=link,
        qr=qr_code(link, _("QR-code van de link")) if link else None,
        invited=invited,
        ready=_ready(round_.id, invited) if round_ else "",
        personal=consultation.evidence_kind in (EvidenceKind.SAMPLE, EvidenceKind.PANEL),
        writes=can_write(current_user.role),
        keeps_tablets=current_user.role is not Role.PRIVACY_OFFICER,
    )


@running.get("/werkplek/raadplegingen/<int:consultation_id>/bord/<int:group_code_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.FACILITATOR)
def board_page(consultation_id: int, group_code_id: int) -> flask.typing.ResponseReturnValue:
    """Show one group's code and square as large as a digital board can."""
    consultation = _running(consultation_id)
    group = next((one for one in _groups(consultation) if one.id == group_code_id), None)
    if group is None:
        raise NotFound
    address = _address(group.code.replace(" ", ""))
    return flask.render_template(
        "results/board.html",
        consultation=consultation,
        group=group,
        site=flask.url_for("answering.code_page", _external=True).split("://", 1)[-1],
        qr=qr_code(address, _("QR-code van de groep")),
    )


def _running(consultation_id: int) -> Consultation:
    found = consultation_by_id(current_session(), current_municipality().id, consultation_id)
    if found is None or found.state is not State.OPEN:
        raise NotFound
    return found


def _groups(consultation: Consultation) -> list[Group]:
    return [
        Group(
            id=code.id,
            name=round_.name,
            code=f"{code.code[:3]} {code.code[3:]}",
            ready=_seats_in_words(sent_count(current_session(), round_.id), code.seats),
            closed=round_.state is not RoundState.OPEN,
            has_hours=code.closes_at is not None,
            board=flask.url_for("running.board_page", consultation_id=consultation.id, group_code_id=code.id),
            outcome=flask.url_for(
                "group_pages.group_outcome_page", consultation_id=consultation.id, group_code_id=code.id
            ),
        )
        for code, round_ in groups_of(current_session(), consultation.id)
    ]


def _seats_in_words(sent: int, seats: int | None) -> str:
    if seats is None:
        return _("%(sent)s klaar", sent=sent)
    return _("%(sent)s van %(seats)s klaar", sent=sent, seats=seats)


def _ready(round_id: int, invited: int) -> str:
    if invited:
        return _seats_in_words(took_part_count(current_session(), round_id), invited)
    return _seats_in_words(sent_count(current_session(), round_id), None)


def ready_in_words(session: Session, consultation: Consultation) -> str:
    """Return how many people are ready in all; empty for groups, which each have their own seats."""
    round_ = only_round(session, consultation.id)
    return _ready(round_.id, invitation_count(session, round_.id)) if round_ is not None else ""


def _address(code: str) -> str:
    return flask.url_for("answering.code_page", _external=True).rstrip("/") + f"/{code}"


def _days_left(consultation: Consultation) -> int | None:
    if consultation.closes_at is None:
        return None
    left: dt.timedelta = consultation.closes_at - now()
    return max(left.days, 0)
