"""The first screen after the code: what it is about, and with scripts all that is needed to go on without network."""

from __future__ import annotations

import datetime as dt

import flask
from itsdangerous import BadData, URLSafeTimedSerializer

from panel.answering.forms import StepForm
from panel.answering.questionnaires import questionnaires
from panel.answering.routes.blueprint import answering
from panel.answering.routes.effort import challenge_for
from panel.answering.routes.screens import flow_for, flow_of
from panel.answering.visit import Visit, current_visit
from panel.consultations.models import Consultation, Round
from panel.core.access import public
from panel.core.context import current_municipality
from panel.core.db import current_session

A_WEEK = 7 * 24 * 3600


@answering.get("/meedoen/welkom")
@public
def welcome_page() -> flask.typing.ResponseReturnValue:
    """Show what it is about, to someone whose code was exchanged already."""
    visit = current_visit()
    if visit.sent:
        return flask.redirect(flask.url_for("answering.thanks_page"))
    return welcome(visit.consultation, visit.round, visit=visit)


def welcome(
    consultation: Consultation, round_: Round, *, code: str = "", draw: str = "", visit: Visit | None = None
) -> str:
    """Return the welcome of a round: with the code of the address, or for the visit that a typed code began.

    `draw`: what the order of answers comes from, when the code of the address is one person's.
    """
    whole = questionnaires().find(current_session(), current_municipality().id, consultation.id)
    if whole is None:
        raise LookupError("a round without its consultation")
    return flask.render_template(
        "answering/welcome.html",
        consultation=whole,
        code=code,
        form=StepForm(formdata=None),
        seen=_stamp().dumps(round_.id),
        challenge=challenge_for(whole, round_),
        flow=flow_for(whole, draw=draw) if visit is None else flow_of(visit),
    )


def seen_at(round_id: int) -> dt.datetime | None:
    """Return when the page that this form came from was given out for this round, or None when that cannot be told."""
    try:
        stamped, moment = _stamp().loads(flask.request.form.get("seen", ""), max_age=A_WEEK, return_timestamp=True)
    except BadData:
        return None
    return moment if stamped == round_id else None


def _stamp() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(flask.current_app.config["SECRET_KEY"], salt="welcome-seen")
