"""The blueprint of the desk, how its pages find what they are about, and what they say when it may not change."""

from __future__ import annotations

from typing import Any

import flask
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.audit.queries import last_event
from panel.consultations.models import Breakdown, Consultation, GlossaryTerm, PolicyQuestion, Question, State
from panel.consultations.presenters.consultation import why_shut
from panel.consultations.presenters.workplace import Viewer, WorkLine, present_line
from panel.consultations.queries import consultation_by_id, policy_question_by_id
from panel.consultations.service import ShutError
from panel.core.clock import today
from panel.core.context import current_municipality
from panel.core.db import current_session

consultations = flask.Blueprint("consultations", __name__)

Answer = flask.typing.ResponseReturnValue


def find_policy_question(policy_question_id: int) -> PolicyQuestion:
    """Return a policy question of this municipality, else a 404."""
    found = policy_question_by_id(current_session(), current_municipality().id, policy_question_id)
    if found is None:
        raise NotFound
    return found


def find_consultation(consultation_id: int) -> Consultation:
    """Return a consultation of this municipality, else a 404."""
    found = consultation_by_id(current_session(), current_municipality().id, consultation_id)
    if found is None:
        raise NotFound
    return found


def find_draft(consultation_id: int) -> Consultation:
    """Return a consultation that may still change; raises ShutError, which has a page of its own, when it may not."""
    found = find_consultation(consultation_id)
    if found.state is not State.DRAFT:
        raise ShutError(found.state)
    return found


def find_question(consultation: Consultation, question_id: int) -> Question:
    found = next((one for one in consultation.questions if one.id == question_id), None)
    if found is None:
        raise NotFound
    return found


def find_breakdown(consultation: Consultation, breakdown_id: int) -> Breakdown:
    found = next((one for one in consultation.breakdowns if one.id == breakdown_id), None)
    if found is None:
        raise NotFound
    return found


def find_term(consultation: Consultation, term_id: int) -> GlossaryTerm:
    found = next((one for one in consultation.glossary if one.id == term_id), None)
    if found is None:
        raise NotFound
    return found


def viewer() -> Viewer:
    return Viewer(current_user.id, current_user.role)


def line_of(consultation: Consultation) -> WorkLine | None:
    """Return the consultation in one line: where it is, and what it needs next."""
    reply = last_event(current_session(), subject="consultation", subject_id=consultation.id, action="REPLIED")
    return present_line(consultation, viewer(), today(), answered=reply is not None)


def go_to(endpoint: str, *, anchor: str | None = None, **arguments: Any) -> Answer:
    """Send the browser on after a change, so that loading again does not do it twice."""
    return flask.redirect(flask.url_for(endpoint, _anchor=anchor, **arguments), 303)


@consultations.errorhandler(ShutError)
def _shut(error: ShutError) -> Answer:
    """Say why this cannot change any more; what was typed is shown, so that nobody has to remember it."""
    current_session().rollback()
    looking = flask.request.method == "GET"
    typed = [
        value
        for name, value in flask.request.form.items(multi=True)
        if len(value.strip()) > 3 and name not in {"csrf_token", "edition", "mark"} and not name.endswith("-key")
    ]
    own = {name: value for name, value in (flask.request.view_args or {}).items() if name == "consultation_id"}
    back = flask.url_for("consultations.consultation_page" if own else "consultations.workplace_page", **own)
    page = flask.render_template("consultations/shut.html", why=why_shut(error.state), back=back, typed=typed)
    return page, 200 if looking else 409
