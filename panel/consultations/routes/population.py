"""The population figures to which a sample or panel is weighed."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.forms.population import PopulationForm, count_lines
from panel.consultations.models import Breakdown, BreakdownSource, Consultation, PopulationFigures
from panel.consultations.presenters.conflict import present_conflict
from panel.consultations.presenters.population import present_population, why_weigh
from panel.consultations.presenters.population_pairs import pairs_gone, present_kept_pairs
from panel.consultations.queries import crossed_figures_of, population_figures_of
from panel.consultations.routes.blueprint import Answer, consultations, find_breakdown, find_consultation, go_to
from panel.consultations.service import (
    WEIGHED,
    ShutError,
    StaleEditionError,
    figures_fingerprint,
    keep_population_figures,
)
from panel.consultations.service.population import UNTIL_CLOSING
from panel.consultations.service.population_pairs import forget_pairs
from panel.core.access import Role, allow
from panel.core.db import current_session
from panel.core.security import csrf

POPULATION = "/werkplek/raadplegingen/<int:consultation_id>/bevolking"


@consultations.get(POPULATION)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def population_page(consultation_id: int) -> Answer:
    """Show which population figures are known and what they are for."""
    consultation = _find(consultation_id)
    return flask.render_template(
        "consultations/population.html",
        consultation=consultation,
        backgrounds=present_population(consultation, population_figures_of(current_session(), consultation)),
        pairs=present_kept_pairs(consultation.breakdowns, crossed_figures_of(current_session(), consultation)),
        why=why_weigh(consultation),
        changes=consultation.state in UNTIL_CLOSING,
    )


@consultations.get(f"{POPULATION}/<int:breakdown_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def figures_page(consultation_id: int, breakdown_id: int) -> Answer:
    """Show the figures of one background to fill them in."""
    consultation, breakdown = _find_to_change(consultation_id, breakdown_id)
    stored = _stored(breakdown)
    form = PopulationForm(data=stored | {"mark": figures_fingerprint(_figures(breakdown))})
    return _page(form, consultation, breakdown)


@consultations.post(f"{POPULATION}/<int:breakdown_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def keep_figures(consultation_id: int, breakdown_id: int) -> Answer:
    """Keep the figures of one background, unless a colleague did so in the meantime."""
    consultation, breakdown = _find_to_change(consultation_id, breakdown_id)
    form = PopulationForm()
    form.classes = breakdown.classes
    counted_on = form.counted_on.data if form.validate() else None
    if counted_on is None:
        return _page(form, consultation, breakdown, status=400)
    pairs = present_kept_pairs(consultation.breakdowns, crossed_figures_of(current_session(), consultation))
    try:
        keep_population_figures(
            current_session(),
            consultation,
            breakdown,
            by=current_user.id,
            mark=form.mark.data or "",
            counts=form.numbers,
            source=form.source.data,
            counted_on=counted_on,
        )
    except StaleEditionError:
        current_session().rollback()
        rows = present_conflict(form, _stored(breakdown))
        form.mark.data = figures_fingerprint(_figures(breakdown))
        return _page(form, consultation, breakdown, conflict=rows, status=409)
    current_session().commit()
    flask.flash(_("Bewaard."))
    if pairs is not None and crossed_figures_of(current_session(), consultation) is None:
        flask.flash(pairs_gone(pairs.label))
    return go_to("consultations.population_page", consultation_id=consultation.id)


@consultations.post(f"{POPULATION}/samen-weghalen")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def forget_population_pairs(consultation_id: int) -> Answer:
    """Take the figures of two backgrounds together away; those of each background stay."""
    consultation = _find(consultation_id)
    if consultation.state not in UNTIL_CLOSING:
        raise ShutError(consultation.state)
    try:
        forget_pairs(current_session(), consultation, mark=flask.request.form.get("mark", ""))
    except StaleEditionError:
        current_session().rollback()
        flask.flash(_("Een collega veranderde deze aantallen net. Kijk ze eerst na."))
        return go_to("consultations.population_page", consultation_id=consultation.id)
    current_session().commit()
    flask.flash(_("Weggehaald."))
    return go_to("consultations.population_page", consultation_id=consultation.id)


def _find(consultation_id: int) -> Consultation:
    """Return a sample or a panel of this municipality; other kinds are never weighed, so there is no such page."""
    consultation = find_consultation(consultation_id)
    if consultation.evidence_kind not in WEIGHED:
        raise NotFound
    return consultation


def _find_to_change(consultation_id: int, breakdown_id: int) -> tuple[Consultation, Breakdown]:
    consultation = _find(consultation_id)
    breakdown = find_breakdown(consultation, breakdown_id)
    if breakdown.filled_by is not BreakdownSource.ASKED:
        raise NotFound
    if consultation.state not in UNTIL_CLOSING:
        raise ShutError(consultation.state)
    return consultation, breakdown


def _figures(breakdown: Breakdown) -> PopulationFigures | None:
    return current_session().get(PopulationFigures, breakdown.id)


def _stored(breakdown: Breakdown) -> dict[str, object]:
    figures = _figures(breakdown)
    return {
        "counts": count_lines(breakdown.classes, None if figures is None else figures.counts),
        "source": figures.source if figures is not None else "",
        "counted_on": figures.counted_on if figures is not None else None,
    }


def _page(
    form: PopulationForm,
    consultation: Consultation,
    breakdown: Breakdown,
    *,
    conflict: object = None,
    status: int = 200,
) -> Answer:
    page = flask.render_template(
        "consultations/population_figures.html",
        form=form,
        consultation=consultation,
        breakdown=breakdown,
        conflict=conflict,
    )
    return page, status
