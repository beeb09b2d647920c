"""The backgrounds by which the outcome may be split."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from panel.consultations.forms import BreakdownForm
from panel.consultations.forms.breakdown import class_line
from panel.consultations.gates import MOST_BREAKDOWNS
from panel.consultations.models import Breakdown, BreakdownSource, Consultation
from panel.consultations.presenters.conflict import present_conflict
from panel.consultations.routes.blueprint import Answer, consultations, find_breakdown, find_draft, go_to
from panel.consultations.service import (
    MODE_KEYS,
    ClassText,
    KeyTakenError,
    StaleEditionError,
    TooManyError,
    add_breakdown,
    breakdown_fingerprint,
    change_breakdown,
    remove_breakdown,
)
from panel.core.access import Role, allow
from panel.core.advice_form import asks_for_advice
from panel.core.db import current_session
from panel.core.security import csrf

BREAKDOWNS = "/werkplek/raadplegingen/<int:consultation_id>/achtergrond"


@consultations.get(f"{BREAKDOWNS}/nieuw")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def new_breakdown_page(consultation_id: int) -> Answer:
    """Show an empty form for a background."""
    return _page(BreakdownForm(), find_draft(consultation_id))


@consultations.post(f"{BREAKDOWNS}/nieuw")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def add_breakdown_page(consultation_id: int) -> Answer:
    """Keep a new background; a fifth is refused."""
    consultation = find_draft(consultation_id)
    form = BreakdownForm()
    shown = _only_shown(form, consultation)
    if shown is not None:
        return shown
    try:
        add_breakdown(current_session(), consultation, **_words(form))
    except TooManyError:
        current_session().rollback()
        form.label.errors = [_("Er zijn al %(most)s achtergronden. Meer kan niet.", most=MOST_BREAKDOWNS)]
        return _page(form, consultation, status=400)
    current_session().commit()
    return _back(consultation)


@consultations.post(f"{BREAKDOWNS}/hoe-het-binnenkwam")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def add_mode_breakdown(consultation_id: int) -> Answer:
    """Announce that the outcome may be split by how answers came in; its three classes are fixed."""
    consultation = find_draft(consultation_id)
    words = (_("Zelf ingevuld"), _("In een gesprek"), _("Op papier"))
    try:
        add_breakdown(
            current_session(),
            consultation,
            label=_("Hoe het antwoord binnenkwam"),
            text=_("Hoe kwam het antwoord binnen?"),
            classes=[ClassText(text, key) for text, key in zip(words, MODE_KEYS, strict=True)],
            filled_by=BreakdownSource.MODE,
        )
    except TooManyError:
        current_session().rollback()
        flask.flash(_("Er zijn al %(most)s achtergronden. Meer kan niet.", most=MOST_BREAKDOWNS))
        return go_to("consultations.background_step_page", consultation_id=consultation_id)
    except KeyTakenError:
        # Tapped twice: it is there already.
        current_session().rollback()
        return go_to("consultations.background_step_page", consultation_id=consultation_id)
    current_session().commit()
    return _back(consultation)


@consultations.get(f"{BREAKDOWNS}/<int:breakdown_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def breakdown_page(consultation_id: int, breakdown_id: int) -> Answer:
    """Show a background to change it."""
    consultation = find_draft(consultation_id)
    breakdown = find_breakdown(consultation, breakdown_id)
    if breakdown.filled_by is BreakdownSource.MODE:
        # Its words are fixed: it can only be taken out.
        return go_to("consultations.remove_breakdown_page", consultation_id=consultation.id, breakdown_id=breakdown.id)
    form = BreakdownForm(data=_stored(breakdown) | {"mark": breakdown_fingerprint(breakdown)})
    return _page(form, consultation, breakdown)


@consultations.post(f"{BREAKDOWNS}/<int:breakdown_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def change_breakdown_page(consultation_id: int, breakdown_id: int) -> Answer:
    """Save a background, unless a colleague saved it in the meantime."""
    consultation = find_draft(consultation_id)
    breakdown = find_breakdown(consultation, breakdown_id)
    if breakdown.filled_by is BreakdownSource.MODE:
        raise NotFound
    form = BreakdownForm()
    shown = _only_shown(form, consultation, breakdown)
    if shown is not None:
        return shown
    try:
        change_breakdown(current_session(), consultation, breakdown, mark=form.mark.data or "", **_words(form))
    except StaleEditionError:
        rows = present_conflict(form, _stored(breakdown))
        form.mark.data = breakdown_fingerprint(breakdown)
        return _page(form, consultation, breakdown, conflict=rows, status=409)
    current_session().commit()
    return _back(consultation)


@consultations.get(f"{BREAKDOWNS}/<int:breakdown_id>/weg")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def remove_breakdown_page(consultation_id: int, breakdown_id: int) -> Answer:
    """Ask once more before a background goes."""
    consultation = find_draft(consultation_id)
    breakdown = find_breakdown(consultation, breakdown_id)
    return flask.render_template(
        "consultations/remove.html",
        what=breakdown.label,
        title=_("Deze achtergrond weghalen?"),
        back=flask.url_for("consultations.background_step_page", consultation_id=consultation.id),
    )


@consultations.post(f"{BREAKDOWNS}/<int:breakdown_id>/weg")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def remove_breakdown_now(consultation_id: int, breakdown_id: int) -> Answer:
    """Take a background out."""
    consultation = find_draft(consultation_id)
    remove_breakdown(current_session(), consultation, find_breakdown(consultation, breakdown_id))
    current_session().commit()
    flask.flash(_("De achtergrond is weg."))
    return go_to("consultations.background_step_page", consultation_id=consultation.id)


def _only_shown(form: BreakdownForm, consultation: Consultation, breakdown: Breakdown | None = None) -> Answer | None:
    """Return the page again when the officer asked for advice, or when something is wrong."""
    good = form.validate()
    if asks_for_advice(form):
        return _page(form, consultation, breakdown)
    return None if good else _page(form, consultation, breakdown, status=400)


def _page(
    form: BreakdownForm,
    consultation: Consultation,
    breakdown: Breakdown | None = None,
    *,
    conflict: object = None,
    status: int = 200,
) -> Answer:
    page = flask.render_template(
        "consultations/breakdown.html",
        form=form,
        consultation=consultation,
        breakdown=breakdown,
        conflict=conflict,
        offers_mode=breakdown is None
        and all(one.filled_by is BreakdownSource.ASKED for one in consultation.breakdowns),
    )
    return page, status


def _words(form: BreakdownForm) -> dict[str, Any]:
    return {
        "label": form.label.data,
        "text": form.text.data,
        "easy_text": form.easy_text.data,
        "classes": form.class_texts(),
    }


def _stored(breakdown: Breakdown) -> dict[str, object]:
    return {
        "label": breakdown.label,
        "text": breakdown.text,
        "easy_text": breakdown.easy_text,
        "classes": "\n".join(class_line(one.text, one.share) for one in breakdown.classes),
    }


def _back(consultation: Consultation) -> Answer:
    flask.flash(_("Bewaard."))
    return go_to("consultations.background_step_page", consultation_id=consultation.id)
