"""Closing a consultation from the desk, and following how far the counting is."""

from __future__ import annotations

import datetime as dt

import flask
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.answering.queries import sent_count
from panel.consultations.models import Consultation, EvidenceKind, RoundState, State
from panel.consultations.queries import consultation_by_id, population_figures_of
from panel.consultations.service import StaleEditionError, hold_edition
from panel.core.access import WRITERS, allow
from panel.core.clock import now
from panel.core.context import current_municipality, settings
from panel.core.db import current_session
from panel.core.jobs import jobs
from panel.core.security import csrf
from panel.results.closing import begin_closing
from panel.results.forms import CloseForm
from panel.results.presenters.before_closing import present_checks
from panel.results.presenters.progress import present_progress
from panel.results.progress import how_far
from panel.results.queries import latest_outcome
from panel.results.service import CLOSE_ROUNDS

results = flask.Blueprint("results", __name__)


def _consultation(consultation_id: int) -> Consultation:
    found = consultation_by_id(current_session(), current_municipality().id, consultation_id)
    if found is None:
        raise NotFound
    return found


@results.get("/werkplek/raadplegingen/<int:consultation_id>/sluiten")
@allow(*WRITERS)
def close_page(consultation_id: int) -> flask.typing.ResponseReturnValue:
    """Ask whether to close, or show how far the counting is."""
    consultation = _consultation(consultation_id)
    return _page(consultation, CloseForm(edition=consultation.edition))


# The form checks its own token, so that an expired one brings the page back with the reason still typed.
@results.post("/werkplek/raadplegingen/<int:consultation_id>/sluiten")
@csrf.exempt
@allow(*WRITERS)
def close_post(consultation_id: int) -> flask.typing.ResponseReturnValue:
    """Close, and let the counting begin in the background."""
    consultation = _consultation(consultation_id)
    form = CloseForm()
    form.needs_reason = _is_early(consultation)
    if consultation.state is not State.OPEN:
        return flask.redirect(flask.url_for("results.close_page", consultation_id=consultation.id))
    if not form.validate():
        return _page(consultation, form), 400
    grace = dt.timedelta(hours=settings().grace_hours)
    try:
        hold_edition(current_session(), consultation, form.number)
        begin_closing(current_session(), consultation, by=current_user.id, grace=grace, reason=form.reason.data or "")
    except StaleEditionError:
        current_session().rollback()
        form.edition.data = str(consultation.edition)
        return _page(consultation, form, stale=True), 409
    current_session().commit()
    jobs().enqueue(CLOSE_ROUNDS)
    return flask.redirect(flask.url_for("results.close_page", consultation_id=consultation.id))


def _is_counting(consultation: Consultation) -> bool:
    """Whether there is still something to count, or traces to remove."""
    if consultation.state is State.REPORTED:
        return any(one.state is RoundState.TALLIED for one in consultation.rounds)
    return consultation.state is State.CLOSED


def _is_early(consultation: Consultation) -> bool:
    return consultation.closes_at is not None and consultation.closes_at > now()


def _page(consultation: Consultation, form: CloseForm, *, stale: bool = False) -> str:
    session = current_session()
    grace_until = max((one.grace_until for one in consultation.rounds if one.grace_until), default=None)
    is_open = consultation.state is State.OPEN
    sent = sum(sent_count(session, one.id) for one in consultation.rounds) if is_open else 0
    waiting = grace_until is not None and grace_until > now() and consultation.state is State.CLOSED
    return flask.render_template(
        "results/close.html",
        consultation=consultation,
        form=form,
        stale=stale,
        early=_is_early(consultation),
        is_group=consultation.evidence_kind is EvidenceKind.GROUP,
        grace_hours=settings().grace_hours,
        grace_until=grace_until if waiting else None,
        progress=present_progress(how_far(session, consultation)),
        counting=_is_counting(consultation) and not waiting,
        outcome=latest_outcome(session, consultation.id),
        sent=sent,
        checks=present_checks(consultation, sent, population_figures_of(session, consultation)) if is_open else [],
    )
