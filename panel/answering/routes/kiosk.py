"""A tablet in the library: every person begins at the welcome of one consultation, without a code."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from panel.answering.company import company_of_request, forget_tablet, remember_tablet, show_on_tablet
from panel.answering.cookie import forget_phone, forget_token
from panel.answering.queries import group_code_of
from panel.answering.routes.blueprint import answering
from panel.answering.routes.desk_blueprint import Answer, assisting, find_consultation, note
from panel.answering.routes.doorway import door_of, page_of, shut_at
from panel.answering.routes.welcome import welcome
from panel.answering.tablets import KINDS, NoTabletError, put_tablet_out, round_of_tablet, take_tablet_back
from panel.consultations.models import Consultation, EvidenceKind, Round, RoundState, State
from panel.core.access import Role, allow, public
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.qr import qr_code

TABLETS = "/werkplek/raadplegingen/<int:consultation_id>/tablet"
# Who runs a meeting or stands in the library puts a tablet out.
KEEPERS = (Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.FACILITATOR, Role.PANEL_WORKER)


@answering.get("/meedoen/tablet/<string:code>")
@public
def tablet_page(code: str) -> Answer:
    """Show the welcome to the next person; whatever the one before left on this tablet is gone."""
    found = round_of_tablet(current_session(), code, current_municipality().id)
    if found is None:
        ended = flask.make_response(flask.render_template("answering/tablet_ended.html"), 404)
        # Only a tablet is wiped: whoever follows an old address on their own phone loses nothing.
        if company_of_request().tablet:
            forget_phone(ended)
            forget_tablet(ended)
        return ended
    show_on_tablet(code)
    # Before the page is made: the next person gets a token of their own.
    forget_token()
    response = flask.make_response(_welcome(*found))
    forget_phone(response, token_too=False)
    # The files of our own may stay: loading them again for every person would make the tablet slow.
    response.headers["Clear-Site-Data"] = '"storage"'
    remember_tablet(response, code)
    return response


def _welcome(consultation: Consultation, round_: Round) -> Answer:
    group = group_code_of(current_session(), round_.id)
    typed = group.code if group is not None else consultation.code
    door = door_of(typed)
    shut = shut_at(door) if door is not None else None
    # Whoever sent before was the person before: this is the next one.
    if door is not None and shut not in {None, "SENT"}:
        return page_of(door, shut)
    return welcome(consultation, round_, code=typed)


@dataclass(frozen=True)
class TabletLine:
    """One group, or the whole consultation when it has no groups, with the address of its tablets when there are."""

    round_id: int
    name: str
    address: str = ""
    qr: object = None


@assisting.get(TABLETS)
@allow(*KEEPERS)
def tablets_page(consultation_id: int) -> Answer:
    """Show for each group whether tablets are out, and their address to open or scan."""
    consultation = _with_tablets(consultation_id)
    lines = [_line(consultation, one) for one in consultation.rounds if one.state is RoundState.OPEN]
    return flask.render_template("assisting/tablets.html", consultation=consultation, lines=lines)


@assisting.post(f"{TABLETS}/<int:round_id>/klaarzetten")
@allow(*KEEPERS)
def put_tablet_out_post(consultation_id: int, round_id: int) -> Answer:
    """Make the address for the tablets of one group or consultation."""
    consultation = _with_tablets(consultation_id)
    try:
        put_tablet_out(consultation, _round(consultation, round_id))
    except NoTabletError as error:
        raise NotFound from error
    note("TABLET_OUT", consultation)
    return _back(consultation)


@assisting.post(f"{TABLETS}/<int:round_id>/ophalen")
@allow(*KEEPERS)
def take_tablet_back_post(consultation_id: int, round_id: int) -> Answer:
    """End it: whoever is busy may finish, the next person finds that the tablet is done."""
    consultation = _with_tablets(consultation_id)
    take_tablet_back(_round(consultation, round_id))
    note("TABLET_BACK", consultation)
    return _back(consultation)


def _with_tablets(consultation_id: int) -> Consultation:
    found = find_consultation(consultation_id)
    if found.state is not State.OPEN or found.evidence_kind not in KINDS:
        raise NotFound
    return found


def _round(consultation: Consultation, round_id: int) -> Round:
    found = next((one for one in consultation.rounds if one.id == round_id), None)
    if found is None:
        raise NotFound
    return found


def _line(consultation: Consultation, round_: Round) -> TabletLine:
    name = round_.name if consultation.evidence_kind is EvidenceKind.GROUP else _("Iedereen met de link")
    if round_.tablet_key is None:
        return TabletLine(round_.id, name)
    address = flask.url_for("answering.tablet_page", code=round_.tablet_key, _external=True)
    return TabletLine(round_.id, name, address, qr_code(address, _("QR-code voor de tablet")))


def _back(consultation: Consultation) -> Response:
    return flask.redirect(flask.url_for("assisting.tablets_page", consultation_id=consultation.id), 303)
