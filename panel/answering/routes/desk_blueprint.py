"""The blueprint of the desk pages around answering: talks, paper forms and tablets. They are always in Dutch."""

from __future__ import annotations

import flask
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.audit.service import record
from panel.consultations.models import Consultation
from panel.consultations.queries import consultation_by_id
from panel.core.context import current_municipality
from panel.core.db import current_session

assisting = flask.Blueprint("assisting", __name__)
Answer = flask.typing.ResponseReturnValue
# Staff who type codes over mistype a few; who tries hundreds is no longer typing over.
WRONG_CODES = "40 per minute; 400 per hour"


def is_wrong_code(response: flask.Response) -> bool:
    return response.status_code == 404


def find_consultation(consultation_id: int) -> Consultation:
    """Return a consultation of this municipality, else a 404."""
    found = consultation_by_id(current_session(), current_municipality().id, consultation_id)
    if found is None:
        raise NotFound
    return found


def note(action: str, consultation: Consultation) -> None:
    """Write down what a member of staff did, in a transaction of its own.

    Never in the one that stores what a resident did: on PostgreSQL the two would carry the same number.
    """
    session = current_session()
    session.commit()
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=current_user.id,
        action=action,
        subject="consultation",
        subject_id=consultation.id,
    )
    session.commit()
