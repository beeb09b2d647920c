"""What the officer sees of a consultation beside the answers: who is missing while it runs, and the report after it."""

from __future__ import annotations

import flask
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation, State
from panel.consultations.policy import FOLLOWERS, can_write
from panel.consultations.queries import consultation_by_id, population_figures_of
from panel.core.access import Role, allow
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.results.presenters.report import present_report
from panel.results.presenters.response import WEIGHED, present_response
from panel.results.queries import latest_outcome
from panel.results.response import response_so_far
from panel.results.running import ready_in_words

desk_pages = flask.Blueprint("desk_pages", __name__)


@desk_pages.get("/werkplek/raadplegingen/<int:consultation_id>/wie-missen-we")
@allow(*FOLLOWERS)
def missing_page(consultation_id: int) -> flask.typing.ResponseReturnValue:
    """Show which announced groups take part less than their share, while that can still be changed."""
    consultation, session = _consultation(consultation_id), current_session()
    if consultation.state is not State.OPEN:
        raise NotFound
    found = response_so_far(session, consultation)
    has_figures = bool(population_figures_of(session, consultation))
    return flask.render_template(
        "results/missing.html",
        consultation=consultation,
        response=present_response(consultation, found, has_figures=has_figures),
        ready=ready_in_words(session, consultation),
        writes=can_write(current_user.role),
        personal=consultation.evidence_kind in WEIGHED,
    )


@desk_pages.get("/werkplek/raadplegingen/<int:consultation_id>/verslag")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.RESEARCHER)
def report_page(consultation_id: int) -> flask.typing.ResponseReturnValue:
    """Show how the answers were counted, weighed and protected, and what can be done now."""
    consultation = _consultation(consultation_id)
    outcome = latest_outcome(current_session(), consultation.id)
    if outcome is None:
        raise NotFound
    return flask.render_template(
        "results/report.html",
        consultation=consultation,
        report=present_report(consultation, outcome),
        writes=can_write(current_user.role),
    )


def _consultation(consultation_id: int) -> Consultation:
    found = consultation_by_id(current_session(), current_municipality().id, consultation_id)
    if found is None:
        raise NotFound
    return found
