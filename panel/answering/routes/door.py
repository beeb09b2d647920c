"""Coming in: a code that is typed or scanned becomes a cookie by a tap, and the address is clean from then on."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from panel.answering.cookie import forget_phone, participant_of_request, remember
from panel.answering.forms import CodeForm, StepForm
from panel.answering.participant import Participant, invited_participant, new_participant
from panel.answering.queries import has_sent, seats_taken
from panel.answering.questionnaires import questionnaires
from panel.answering.routes.blueprint import answering
from panel.answering.service import (
    AlreadySentError,
    FullError,
    NotOpenError,
    draft_of,
    forget,
    is_past_closing,
    start,
)
from panel.answering.visit import Visit, current_visit, halt_for, halt_page, round_pepper
from panel.consultations.models import RoundState, State
from panel.consultations.queries import round_by_id
from panel.core.access import public
from panel.core.clock import now
from panel.core.context import current_municipality, pepper, settings
from panel.core.db import current_session
from panel.core.ids import tidy_code
from panel.core.security import csrf, limiter
from panel.invitations.queries import Door, DoorKind, find_door


def _is_wrong_code(response: flask.Response) -> bool:
    return response.status_code == 404


def _has_no_code() -> bool:
    return not flask.request.form.get("code")


# Wrong codes count together, wherever they are tried: in the field, in an address, or in the start button.
# Only wrong ones count: a whole class behind one address never locks itself out with right ones.
WRONG_CODES = "40 per minute; 400 per hour"


@answering.get("/meedoen")
@public
def code_page() -> flask.typing.ResponseReturnValue:
    """Ask for the code."""
    return flask.render_template("answering/code.html", form=CodeForm(), error="")


@answering.post("/meedoen")
@csrf.exempt
@public
@limiter.shared_limit(WRONG_CODES, scope="wrong-codes", deduct_when=_is_wrong_code)
def code_post() -> flask.typing.ResponseReturnValue:
    """Take a typed code: it is exchanged for a cookie at once, so that it never stands in an address."""
    form = CodeForm()
    typed = form.code.data or ""
    if not form.validate():
        return _code_again(form, _("Dat duurde even. Druk nog een keer op Verder."), 400)
    if not tidy_code(typed):
        return _code_again(form, _("Vul eerst de code in."), 400)
    door = _door(typed)
    if door is None:
        return _code_again(form, _("Deze code klopt niet. Kijk nog een keer goed."), 404)
    halted = _halted(door)
    if halted is not None:
        return halted
    response = flask.redirect(flask.url_for("answering.welcome_page"))
    remember(response, _participant(door, typed))
    return response


def _code_again(form: CodeForm, error: str, status: int) -> flask.typing.ResponseReturnValue:
    return flask.render_template("answering/code.html", form=form, error=error), status


@answering.get("/meedoen/<string:code>")
@public
@limiter.shared_limit(WRONG_CODES, scope="wrong-codes", deduct_when=_is_wrong_code)
def invited_page(code: str) -> flask.typing.ResponseReturnValue:
    """Show what a scanned code leads to. Looking, as preview robots do, uses nothing up."""
    door = _door(code)
    if door is None:
        return _code_again(CodeForm(), _("Deze code klopt niet. Kijk nog een keer goed."), 404)
    halted = _halted(door)
    if halted is not None:
        return halted
    return _welcome(door.consultation, code)


@answering.get("/meedoen/welkom")
@public
def welcome_page() -> flask.typing.ResponseReturnValue:
    """Show what it is about, to someone whose code was exchanged already."""
    visit = current_visit()
    if visit.sent:
        return flask.redirect(flask.url_for("answering.thanks_page"))
    return _welcome(visit.consultation, None)


def _welcome(consultation: object, code: str | None) -> flask.typing.ResponseReturnValue:
    return flask.render_template("answering/welcome.html", consultation=consultation, code=code, form=StepForm())


@answering.post("/meedoen/start")
@csrf.exempt
@public
@limiter.limit("600 per minute")
@limiter.shared_limit(WRONG_CODES, scope="wrong-codes", deduct_when=_is_wrong_code, exempt_when=_has_no_code)
def start_post() -> flask.typing.ResponseReturnValue:
    """Take part: claim a seat and go to the first screen; someone who comes back goes on."""
    code = flask.request.form.get("code")
    door = None
    if code:
        door = _door(code)
        if door is None:
            return _code_again(CodeForm(), _("Deze code klopt niet. Kijk nog een keer goed."), 404)
        participant = _participant(door, code)
        round_, consultation = door.round, door.consultation
    else:
        visit = current_visit()
        participant, round_, consultation = visit.participant, visit.round, visit.consultation
    if not StepForm().validate():
        return flask.render_template(
            "answering/welcome.html", consultation=consultation, code=code, form=StepForm()
        ), 400
    halted = _halted(door) if door is not None else None
    if halted is not None:
        return halted
    found = questionnaires().find(current_session(), current_municipality().id, round_.consultation_id)
    if found is None:
        return _code_again(CodeForm(), _("Deze code klopt niet. Kijk nog een keer goed."), 404)
    response = _start(participant, Visit(participant, round_, found, None, sent=False))
    if isinstance(response, Response):
        remember(response, participant)
    return response


def _start(participant: Participant, visit: Visit) -> flask.typing.ResponseReturnValue:
    session = current_session()
    try:
        start(
            session,
            participant,
            visit.round,
            visit.consultation,
            pepper=round_pepper(visit.round),
            now=now(),
            seat_minutes=settings().seat_minutes,
        )
    except AlreadySentError:
        return flask.redirect(flask.url_for("answering.thanks_page"))
    except FullError:
        return halt_page(visit.consultation, halt_for(visit.consultation, visit.round, "FULL"))
    except NotOpenError:
        return halt_page(visit.consultation, halt_for(visit.consultation, visit.round, "CLOSED"))
    session.commit()
    return flask.redirect(flask.url_for("answering.influence_page"))


@answering.get("/meedoen/niet-mee")
@public
def declined_page() -> flask.typing.ResponseReturnValue:
    """Say that it is fine, on a screen that looks like all others from a distance."""
    return flask.render_template("answering/declined.html")


@answering.post("/meedoen/niet-mee")
@public
def decline_post() -> flask.typing.ResponseReturnValue:
    """Forget whoever was busy on this phone; the seat is free at once."""
    return _leave("answering.declined_page", for_good=True)


@answering.post("/meedoen/iemand-anders")
@public
def someone_else_post() -> flask.typing.ResponseReturnValue:
    """Wipe everything of the one before from this phone and begin anew."""
    return _leave("answering.code_page", for_good=False)


def _leave(endpoint: str, *, for_good: bool) -> flask.typing.ResponseReturnValue:
    """Take someone off this phone. The draft of a personal code stays unless they leave for good."""
    participant = participant_of_request()
    round_ = round_by_id(current_session(), participant.round_id) if participant is not None else None
    if participant is not None and round_ is not None and (for_good or participant.invitation_id is None):
        forget(current_session(), participant, round_pepper(round_))
        current_session().commit()
    response = flask.redirect(flask.url_for(endpoint))
    forget_phone(response)
    return response


def _door(code: str) -> Door | None:
    return find_door(current_session(), code, pepper(), municipality_id=current_municipality().id)


def _participant(door: Door, code: str) -> Participant:
    """Return who comes in through a door: the same person again when this phone was busy here."""
    if door.kind is DoorKind.PERSONAL and door.invitation is not None:
        return invited_participant(door.round.id, door.invitation.id, tidy_code(code), pepper())
    known = participant_of_request()
    if known is not None and known.round_id == door.round.id and known.invitation_id is None:
        return known
    return new_participant(door.round.id)


def _halted(door: Door) -> flask.typing.ResponseReturnValue | None:
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
