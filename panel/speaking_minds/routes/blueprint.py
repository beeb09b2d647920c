"""What all pages of recommendations share: where they are, and what is not there."""

from __future__ import annotations

import flask
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation, Round
from panel.consultations.queries import consultation_by_id
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.speaking_minds.models import Recommendation
from panel.speaking_minds.policy import can_advise
from panel.speaking_minds.queries import recommendation_by_id

speaking_minds = flask.Blueprint("speaking_minds", __name__)
Answer = flask.typing.ResponseReturnValue

HERE = "/werkplek/raadplegingen/<int:consultation_id>/adviezen"


def find_consultation(consultation_id: int) -> Consultation:
    """Return a consultation of this municipality whose groups can advise. Raises NotFound."""
    found = consultation_by_id(current_session(), current_municipality().id, consultation_id)
    if found is None or not can_advise(found):
        raise NotFound
    return found


def find_group(consultation_id: int, round_id: int) -> tuple[Consultation, Round]:
    """Return one group of such a consultation. Raises NotFound."""
    consultation = find_consultation(consultation_id)
    found = next((one for one in consultation.rounds if one.id == round_id), None)
    if found is None:
        raise NotFound
    return consultation, found


def find_recommendation(consultation_id: int, recommendation_id: int) -> tuple[Consultation, Recommendation]:
    """Return one recommendation that was not withdrawn. Raises NotFound."""
    consultation = find_consultation(consultation_id)
    found = recommendation_by_id(current_session(), consultation.id, recommendation_id)
    if found is None:
        raise NotFound
    return consultation, found


def group_of(consultation: Consultation, recommendation: Recommendation) -> Round:
    """Return the group that recommends this."""
    return next(one for one in consultation.rounds if one.id == recommendation.round_id)


def me() -> int:
    """Return the number of who is signed in."""
    return int(current_user.id)


def to_list(consultation_id: int, anchor: str = "") -> Answer:
    """Lead to the list of all recommendations."""
    address = flask.url_for("speaking_minds.list_page", consultation_id=consultation_id, _anchor=anchor or None)
    return flask.redirect(address, 303)
