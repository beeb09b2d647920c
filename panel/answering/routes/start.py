"""Taking part: a seat is claimed, and whoever comes back goes on where they were."""

from __future__ import annotations

import re
from dataclasses import dataclass

import flask
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from panel.answering.company import remember_helper
from panel.answering.cookie import remember
from panel.answering.forms import CodeForm, StepForm
from panel.answering.participant import Participant
from panel.answering.questionnaires import questionnaires
from panel.answering.routes.beside import first_address, is_helped
from panel.answering.routes.blueprint import answering
from panel.answering.routes.door import code_again
from panel.answering.routes.doorway import door_of, page_of, participant_at, shut_at
from panel.answering.routes.effort import effort_problem, note_wrong_code, slow_down, work_for_script
from panel.answering.routes.welcome import seen_at, welcome
from panel.answering.service import AlreadySentError, FullError, NotOpenError, draft_of, start
from panel.answering.sync import given_to_phone
from panel.answering.visit import (
    NoVisitError,
    Visit,
    current_visit,
    halt_for,
    halt_page,
    halt_without_visit,
    is_of_phone,
    round_pepper,
)
from panel.consultations.models import Consultation, Round
from panel.core.access import public
from panel.core.clock import now
from panel.core.context import current_municipality, settings
from panel.core.db import current_session
from panel.core.security import csrf, limiter
from panel.invitations.queries import Door


def _asks_quickly() -> bool:
    """Return whether a script asks, which shows the screens itself and only wants to know how it went."""
    return flask.request.accept_mimetypes.best == "application/json"


@dataclass(frozen=True)
class _Comer:
    """Someone who wants to take part: through a door with a code, or known by the cookie of a typed code."""

    participant: Participant
    round: Round
    consultation: Consultation
    code: str = ""
    door: Door | None = None


@answering.post("/meedoen/start")
@csrf.exempt
@public
@limiter.limit("600 per minute")
def start_post() -> flask.typing.ResponseReturnValue:
    """Take part: claim a seat and go to the first screen; someone who comes back goes on.

    A script that asks for JSON gets {"status": STARTED | SENT | FULL | CLOSED | NOT_YET | NOBODY | TOKEN |
    EFFORT | SLOW, ...}.
    """
    try:
        comer = _comer()
    except NoVisitError:
        if _asks_quickly():
            return _nobody()
        raise
    # Who saw the welcome of this very round did not guess its code.
    guesses = comer is None or (comer.door is not None and seen_at(comer.round.id) is None)
    slowed = slow_down() if guesses else None
    if slowed is not None:
        return _answer("SLOW", slowed)
    if comer is None:
        note_wrong_code()
        wrong = _("Deze code klopt niet. Kijk nog een keer goed.")
        return _answer("NOBODY", code_again(CodeForm(), wrong, 404))
    if not is_of_phone(comer.participant, comer.round, flask.request.form.get("phone")):
        return _nobody()
    if not StepForm().validate():
        return _answer("TOKEN", ("" if _asks_quickly() else _welcome_again(comer), 400))
    shut = shut_at(comer.door, seen_at(comer.round.id), comer.participant) if comer.door is not None else None
    if shut is not None and comer.door is not None:
        return _stopped(shut, comer, page_of(comer.door, shut))
    found = questionnaires().find(current_session(), current_municipality().id, comer.round.consultation_id)
    if found is None:
        raise LookupError("a round without its consultation")
    known = draft_of(current_session(), comer.participant, found, round_pepper(comer.round)) is not None
    waiting = None if known else effort_problem(found, comer.round)
    if waiting is not None:
        return _answer("EFFORT", (waiting, 429), **work_for_script(comer.round))
    return _start(comer, found)


def _nobody() -> flask.typing.ResponseReturnValue:
    halt = halt_without_visit()
    return flask.jsonify(status="NOBODY", title=halt.title, advice=halt.advice)


def _comer() -> _Comer | None:
    """Return who asks, or None when the code leads nowhere. Raises NoVisitError without code and cookie."""
    code = flask.request.form.get("code", "")
    if not code:
        visit = current_visit()
        return _Comer(visit.participant, visit.round, visit.consultation)
    door = door_of(code)
    if door is None:
        return None
    return _Comer(participant_at(door, code, _key_of_phone()), door.round, door.consultation, code, door)


def _welcome_again(comer: _Comer) -> str:
    if comer.door is not None:
        return welcome(comer.consultation, comer.round, code=comer.code, draw=comer.participant.draw)
    return welcome(comer.consultation, comer.round, visit=current_visit())


def _key_of_phone() -> bytes | None:
    key = flask.request.form.get("key", "")
    return bytes.fromhex(key) if re.fullmatch(r"[0-9a-f]{64}", key) else None


def _start(comer: _Comer, consultation: Consultation) -> flask.typing.ResponseReturnValue:
    session = current_session()
    pepper = round_pepper(comer.round)
    try:
        answers = start(
            session,
            comer.participant,
            comer.round,
            consultation,
            pepper=pepper,
            now=now(),
            seat_minutes=settings().empty_seat_minutes,
            seen_at=seen_at(comer.round.id),
        )
    except AlreadySentError:
        return _remembered(comer, _answer("SENT", flask.redirect(flask.url_for("answering.thanks_page"))))
    except (FullError, NotOpenError) as error:
        reason = "FULL" if isinstance(error, FullError) else "CLOSED"
        return _stopped(reason, comer, halt_page(consultation, halt_for(consultation, comer.round, reason)))
    session.commit()
    visit = Visit(comer.participant, comer.round, consultation, answers, sent=False)
    phone = visit.participant.phone_name(pepper)
    page = flask.redirect(first_address(consultation, comer.participant.mode))
    return _remembered(comer, _answer("STARTED", page, phone=phone, given=given_to_phone(answers)))


def _remembered(comer: _Comer, answer: flask.typing.ResponseReturnValue) -> Response:
    response: Response = flask.make_response(answer)
    remember(response, comer.participant)
    remember_helper(response, helped=is_helped())
    return response


def _stopped(reason: str, comer: _Comer, page: flask.typing.ResponseReturnValue) -> flask.typing.ResponseReturnValue:
    if reason == "SENT":
        return _remembered(comer, _answer(reason, page))
    halt = halt_for(comer.consultation, comer.round, reason)
    return _answer(reason, page, title=halt.title, advice=halt.advice)


def _answer(status: str, page: flask.typing.ResponseReturnValue, **more: object) -> flask.typing.ResponseReturnValue:
    """Return the page for who has no scripts, and for a script what happened."""
    return flask.jsonify(status=status, **more) if _asks_quickly() else page
