"""Taking part: a seat is claimed, and whoever comes back goes on where they were."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from panel.answering.cookie import remember
from panel.answering.forms import CodeForm, StepForm
from panel.answering.participant import Participant
from panel.answering.questionnaires import questionnaires
from panel.answering.routes.blueprint import answering
from panel.answering.routes.door import WRONG_CODES, code_again, is_wrong_code
from panel.answering.routes.doorway import door_of, halted_at, participant_at
from panel.answering.service import AlreadySentError, FullError, NotOpenError, start
from panel.answering.visit import Visit, current_visit, halt_for, halt_page, round_pepper
from panel.core.access import public
from panel.core.clock import now
from panel.core.context import current_municipality, settings
from panel.core.db import current_session
from panel.core.security import csrf, limiter


def _has_no_code() -> bool:
    return not flask.request.form.get("code")


@answering.post("/meedoen/start")
@csrf.exempt
@public
@limiter.limit("600 per minute")
@limiter.shared_limit(WRONG_CODES, scope="wrong-codes", deduct_when=is_wrong_code, exempt_when=_has_no_code)
def start_post() -> flask.typing.ResponseReturnValue:
    """Take part: claim a seat and go to the first screen; someone who comes back goes on."""
    code = flask.request.form.get("code")
    door = None
    if code:
        door = door_of(code)
        if door is None:
            return code_again(CodeForm(), _("Deze code klopt niet. Kijk nog een keer goed."), 404)
        participant = participant_at(door, code)
        round_, consultation = door.round, door.consultation
    else:
        visit = current_visit()
        participant, round_, consultation = visit.participant, visit.round, visit.consultation
    if not StepForm().validate():
        return flask.render_template(
            "answering/welcome.html", consultation=consultation, code=code, form=StepForm()
        ), 400
    halted = halted_at(door) if door is not None else None
    if halted is not None:
        return halted
    found = questionnaires().find(current_session(), current_municipality().id, round_.consultation_id)
    if found is None:
        return code_again(CodeForm(), _("Deze code klopt niet. Kijk nog een keer goed."), 404)
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
