"""Looking back, sending and being thanked."""

from __future__ import annotations

import flask
from flask_babel import gettext as _

from panel.answering.answers import Answers
from panel.answering.forms import StepForm
from panel.answering.media import media_given
from panel.answering.presenters import present_review
from panel.answering.queries import group_code_of
from panel.answering.receipt import asked_for_words
from panel.answering.routes.blueprint import answering
from panel.answering.service import AlreadySentError, FullError, NotOpenError, NotStartedError, seal
from panel.answering.visit import Visit, current_visit, halt_for, halt_page, round_pepper
from panel.consultations.models import State
from panel.core.access import public
from panel.core.clock import now
from panel.core.context import pepper
from panel.core.db import current_session
from panel.core.security import csrf


@answering.get("/meedoen/nakijken")
@public
def review_page() -> flask.typing.ResponseReturnValue:
    """Show someone their own answers, each with a way to change it."""
    visit = current_visit()
    if visit.sent:
        return flask.redirect(flask.url_for("answering.thanks_page"))
    if visit.answers is None:
        return flask.redirect(flask.url_for("answering.welcome_page"))
    return _review(visit, "", 200)


def _review(visit: Visit, message: str, status: int) -> flask.typing.ResponseReturnValue:
    answers = visit.answers or Answers()
    beside = media_given(current_session(), visit.participant, visit.consultation, round_pepper(visit.round))
    page = flask.render_template(
        "answering/review.html",
        consultation=visit.consultation,
        items=present_review(visit.consultation, answers, beside, draw=visit.participant.draw),
        form=StepForm(formdata=None) if status == 400 else StepForm(),
        message=message,
    )
    return page, status


@answering.post("/meedoen/versturen")
@csrf.exempt
@public
def send_post() -> flask.typing.ResponseReturnValue:
    """Seal the answers; a double tap, the back button or a second tab sends nothing twice."""
    visit = current_visit()
    if not StepForm().validate():
        return _review(visit, _("Dat duurde even. Druk nog een keer op Verstuur."), 400)
    session = current_session()
    try:
        seal(
            session,
            visit.participant,
            visit.round,
            visit.consultation,
            pepper=round_pepper(visit.round),
            now=now(),
            receipt=pepper() if flask.request.form.get("receipt") else None,
        )
    except AlreadySentError:
        session.rollback()
    except (NotOpenError, FullError, NotStartedError) as error:
        session.rollback()
        reason = {NotOpenError: "CLOSED", FullError: "FULL", NotStartedError: "GONE"}[type(error)]
        return halt_page(visit.consultation, halt_for(visit.consultation, visit.round, reason))
    session.commit()
    return flask.redirect(flask.url_for("answering.thanks_page"))


@answering.get("/meedoen/bedankt")
@public
def thanks_page() -> flask.typing.ResponseReturnValue:
    """Thank someone and say what happens now, when, and where they find it."""
    visit = current_visit()
    if not visit.sent and visit.consultation.state is State.OPEN:
        return flask.redirect(flask.url_for("answering.welcome_page"))
    code = group_code_of(current_session(), visit.round.id)
    words = asked_for_words(current_session(), visit.participant, visit.round, round_pepper(visit.round))
    return flask.render_template(
        "answering/thanks.html",
        consultation=visit.consultation,
        words=words if visit.sent else None,
        group_code=code.code if code else None,
        form=StepForm(),
    )
