"""The words that are explained on tap."""

from __future__ import annotations

import flask
from flask_babel import gettext as _

from panel.consultations.forms import TermForm
from panel.consultations.models import Consultation, GlossaryTerm
from panel.consultations.presenters.conflict import Clash, present_conflict
from panel.consultations.routes.blueprint import Answer, consultations, find_draft, find_term, go_to
from panel.consultations.service import (
    KeyTakenError,
    StaleEditionError,
    add_term,
    change_term,
    remove_term,
    term_fingerprint,
)
from panel.core.access import Role, allow
from panel.core.advice_form import asks_for_advice
from panel.core.db import current_session
from panel.core.security import csrf

WORDS = "/werkplek/raadplegingen/<int:consultation_id>/woorden"


@consultations.get(f"{WORDS}/nieuw")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def new_term_page(consultation_id: int) -> Answer:
    """Show an empty form for a word."""
    consultation = find_draft(consultation_id)
    return _page(_form(consultation), consultation)


@consultations.post(f"{WORDS}/nieuw")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def add_term_page(consultation_id: int) -> Answer:
    """Keep a new word, or only check its explanation."""
    consultation = find_draft(consultation_id)
    form = _form(consultation)
    shown = _only_shown(form, consultation)
    if shown is not None:
        return shown
    try:
        add_term(
            current_session(),
            consultation,
            word=form.word.data,
            explanation=form.explanation.data,
            question_id=form.question_id,
        )
    except KeyTakenError:
        return _taken(form, consultation)
    current_session().commit()
    return _back(consultation)


@consultations.get(f"{WORDS}/<int:term_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def term_page(consultation_id: int, term_id: int) -> Answer:
    """Show a word to change it."""
    consultation = find_draft(consultation_id)
    term = find_term(consultation, term_id)
    return _page(_form(consultation, _stored(term) | {"mark": term_fingerprint(term)}), consultation, term)


@consultations.post(f"{WORDS}/<int:term_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def change_term_page(consultation_id: int, term_id: int) -> Answer:
    """Save a word, unless a colleague saved it in the meantime."""
    consultation = find_draft(consultation_id)
    term = find_term(consultation, term_id)
    form = _form(consultation)
    shown = _only_shown(form, consultation, term)
    if shown is not None:
        return shown
    try:
        change_term(
            current_session(),
            consultation,
            term,
            mark=form.mark.data or "",
            word=form.word.data,
            explanation=form.explanation.data,
            question_id=form.question_id,
        )
    except StaleEditionError:
        rows = present_conflict([form.word, form.explanation], _stored(term))
        form.mark.data = term_fingerprint(term)
        return _page(form, consultation, term, conflict=rows, status=409)
    except KeyTakenError:
        return _taken(form, consultation, term)
    current_session().commit()
    return _back(consultation)


@consultations.get(f"{WORDS}/<int:term_id>/weg")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def remove_term_page(consultation_id: int, term_id: int) -> Answer:
    """Ask once more before a word goes."""
    consultation = find_draft(consultation_id)
    return flask.render_template(
        "consultations/remove.html",
        what=find_term(consultation, term_id).word,
        title=_("Dit woord weghalen?"),
        back=flask.url_for("consultations.questions_step_page", consultation_id=consultation.id),
    )


@consultations.post(f"{WORDS}/<int:term_id>/weg")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def remove_term_now(consultation_id: int, term_id: int) -> Answer:
    """Take a word out."""
    consultation = find_draft(consultation_id)
    remove_term(current_session(), consultation, find_term(consultation, term_id))
    current_session().commit()
    flask.flash(_("Het woord is weg."))
    return go_to("consultations.questions_step_page", consultation_id=consultation.id)


def _form(consultation: Consultation, stored: dict[str, object] | None = None) -> TermForm:
    form = TermForm(data=stored)
    form.offer_questions(consultation)
    return form


def _stored(term: GlossaryTerm) -> dict[str, object]:
    return {
        "word": term.word,
        "explanation": term.explanation,
        "question": "" if term.question_id is None else str(term.question_id),
    }


def _only_shown(form: TermForm, consultation: Consultation, term: GlossaryTerm | None = None) -> Answer | None:
    """Return the page again when the officer asked for advice, or when something is wrong."""
    good = form.validate()
    if asks_for_advice(form):
        return _page(form, consultation, term)
    return None if good else _page(form, consultation, term, status=400)


def _taken(form: TermForm, consultation: Consultation, term: GlossaryTerm | None = None) -> Answer:
    current_session().rollback()
    form.word.errors = [_("Dit woord heeft daar al uitleg. Pas die aan, of kies een andere vraag.")]
    return _page(form, consultation, term, status=400)


def _page(
    form: TermForm,
    consultation: Consultation,
    term: GlossaryTerm | None = None,
    *,
    conflict: list[Clash] | None = None,
    status: int = 200,
) -> Answer:
    page = flask.render_template(
        "consultations/term.html",
        form=form,
        consultation=consultation,
        term=term,
        conflict=conflict,
    )
    return page, status


def _back(consultation: Consultation) -> Answer:
    flask.flash(_("Bewaard."))
    return go_to("consultations.questions_step_page", consultation_id=consultation.id)
