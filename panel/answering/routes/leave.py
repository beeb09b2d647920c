"""Going off this phone: someone who does not take part, and someone who hands the phone to another."""

from __future__ import annotations

import flask

from panel.answering.company import company_of_request
from panel.answering.cookie import forget_phone, participant_of_request
from panel.answering.models import AnswerMode
from panel.answering.participant import Participant
from panel.answering.routes.blueprint import answering
from panel.answering.service import forget
from panel.answering.visit import round_pepper
from panel.consultations.queries import round_by_id
from panel.core.access import public
from panel.core.db import current_session


@answering.get("/meedoen/niet-mee")
@public
def declined_page() -> flask.typing.ResponseReturnValue:
    """Say that it is fine, on a screen that looks like all others from a distance."""
    return flask.render_template("answering/declined.html")


@answering.post("/meedoen/niet-mee")
@public
def decline_post() -> flask.typing.ResponseReturnValue:
    """Forget whoever was busy on this phone; the seat is free at once."""
    participant = participant_of_request(leaving=True)
    in_talk = participant is not None and participant.mode is AnswerMode.CONVERSATION
    where = _start(participant) if in_talk else flask.url_for("answering.declined_page")
    return _leave(participant, where, for_good=True)


@answering.post("/meedoen/iemand-anders")
@public
def someone_else_post() -> flask.typing.ResponseReturnValue:
    """Wipe everything of the one before from this phone and begin anew."""
    participant = participant_of_request(leaving=True)
    return _leave(participant, _start(participant), for_good=False)


def _start(participant: Participant | None) -> str:
    """Return where the next person begins on this device: the code, the tablet's welcome or the worker's page."""
    return company_of_request(participant.mode if participant is not None else AnswerMode.SELF).start


def _leave(participant: Participant | None, where: str, *, for_good: bool) -> flask.typing.ResponseReturnValue:
    """Take someone off this phone. The draft of a personal code stays unless they leave for good."""
    round_ = round_by_id(current_session(), participant.round_id) if participant is not None else None
    if participant is not None and round_ is not None and (for_good or participant.invitation_id is None):
        forget(current_session(), participant, round_pepper(round_))
        current_session().commit()
    response = flask.redirect(where)
    forget_phone(response)
    return response
