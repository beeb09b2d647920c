"""Writing a policy question and choosing who is asked."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _
from flask_login import current_user

from panel.consultations.forms import ConsultationForm, PolicyQuestionForm
from panel.consultations.models import AddressForm, Consultation, EvidenceKind, PolicyQuestion, State
from panel.consultations.presenters.conflict import present_conflict
from panel.consultations.presenters.words import address_choices, evidence_choices
from panel.consultations.queries import latest_consultation_id, states_of_consultations
from panel.consultations.routes.blueprint import Answer, consultations, find_draft, find_policy_question, go_to
from panel.consultations.service import (
    CodeError,
    ShutError,
    StaleEditionError,
    change_consultation,
    change_policy_question,
    create_consultation,
    create_policy_question,
    propose_code,
)
from panel.core.access import Role, allow
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.security import csrf


@consultations.get("/werkplek/vragen/nieuw")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def new_policy_question_page() -> Answer:
    """Show an empty form for a policy question."""
    return flask.render_template("consultations/policy_question.html", form=PolicyQuestionForm(edition="1"))


@consultations.post("/werkplek/vragen/nieuw")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def create_policy_question_page() -> Answer:
    """Keep a new policy question, and go on to who is asked."""
    form = PolicyQuestionForm()
    if not form.validate():
        return flask.render_template("consultations/policy_question.html", form=form), 400
    question = create_policy_question(
        current_session(), municipality_id=current_municipality().id, created_by_id=current_user.id, **_promise(form)
    )
    current_session().commit()
    return go_to("consultations.new_consultation_page", policy_question_id=question.id)


@consultations.get("/werkplek/vragen/<int:policy_question_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def policy_question_page(policy_question_id: int) -> Answer:
    """Show a policy question to change it."""
    question = find_policy_question(policy_question_id)
    _refuse_when_promised(question)
    form = PolicyQuestionForm(obj=question)
    return flask.render_template("consultations/policy_question.html", form=form, question=question)


@consultations.post("/werkplek/vragen/<int:policy_question_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def change_policy_question_page(policy_question_id: int) -> Answer:
    """Save a policy question, unless a colleague saved it in the meantime: then both texts are shown."""
    question = find_policy_question(policy_question_id)
    form = PolicyQuestionForm()
    if not form.validate():
        return flask.render_template("consultations/policy_question.html", form=form, question=question), 400
    try:
        change_policy_question(current_session(), question, edition=form.edition.number, **_promise(form))
    except StaleEditionError:
        stored = find_policy_question(policy_question_id)
        rows = present_conflict(form, {name: getattr(stored, name) for name in _promise(form)})
        form.edition.data = str(stored.edition)
        page = flask.render_template("consultations/policy_question.html", form=form, question=stored, conflict=rows)
        return page, 409
    current_session().commit()
    flask.flash(_("Bewaard."))
    found = latest_consultation_id(current_session(), question.id)
    if found is None:
        return go_to("consultations.new_consultation_page", policy_question_id=question.id)
    back = flask.request.args.get("terug", found, type=int)
    return go_to("consultations.consultation_page", consultation_id=back)


@consultations.get("/werkplek/vragen/<int:policy_question_id>/raadpleging")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def new_consultation_page(policy_question_id: int) -> Answer:
    """Ask who takes part, with a proposal for the address of the outcome."""
    question = find_policy_question(policy_question_id)
    code = propose_code(current_session(), question.title)
    form = ConsultationForm(code=code, evidence_kind=EvidenceKind.GROUP.value, address_form=AddressForm.JE.value)
    return _consultation_form(form, question)


@consultations.post("/werkplek/vragen/<int:policy_question_id>/raadpleging")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def create_consultation_page(policy_question_id: int) -> Answer:
    """Make the draft of a consultation."""
    question = find_policy_question(policy_question_id)
    form = ConsultationForm()
    if not form.validate():
        return _consultation_form(form, question, status=400)
    try:
        made = create_consultation(current_session(), question, created_by_id=current_user.id, **_settings(form))
    except CodeError as error:
        return _code_refused(form, question, error)
    current_session().commit()
    return go_to("consultations.consultation_page", consultation_id=made.id)


@consultations.get("/werkplek/raadplegingen/<int:consultation_id>/instellingen")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def settings_page(consultation_id: int) -> Answer:
    """Show who takes part, to change it."""
    consultation = find_draft(consultation_id)
    form = ConsultationForm(data=_stored_settings(consultation) | {"edition": str(consultation.edition)})
    return _consultation_form(form, consultation.policy_question, consultation)


@consultations.post("/werkplek/raadplegingen/<int:consultation_id>/instellingen")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def change_settings_page(consultation_id: int) -> Answer:
    """Save who takes part, unless a colleague changed the consultation in the meantime."""
    consultation = find_draft(consultation_id)
    form = ConsultationForm()
    if not form.validate():
        return _consultation_form(form, consultation.policy_question, consultation, status=400)
    try:
        change_consultation(current_session(), consultation, edition=form.edition.number, **_settings(form))
    except CodeError as error:
        return _code_refused(form, consultation.policy_question, error, consultation)
    except StaleEditionError:
        rows = present_conflict(form, _stored_settings(consultation))
        form.edition.data = str(consultation.edition)
        if rows:
            return _consultation_form(form, consultation.policy_question, consultation, conflict=rows, status=409)
        # The colleague changed something else, such as a question: nothing of this form is in the way.
        change_consultation(current_session(), consultation, edition=consultation.edition, **_settings(form))
    current_session().commit()
    flask.flash(_("Bewaard."))
    return go_to("consultations.consultation_page", consultation_id=consultation.id)


def _consultation_form(
    form: ConsultationForm,
    question: PolicyQuestion,
    consultation: Consultation | None = None,
    *,
    conflict: object = None,
    status: int = 200,
) -> Answer:
    page = flask.render_template(
        "consultations/settings.html",
        form=form,
        question=question,
        consultation=consultation,
        conflict=conflict,
        evidence_choices=evidence_choices(),
        address_choices=address_choices(),
        kind_is_fixed=consultation is not None and bool(consultation.rounds),
    )
    return page, status


def _code_refused(
    form: ConsultationForm, question: PolicyQuestion, error: CodeError, consultation: Consultation | None = None
) -> Answer:
    current_session().rollback()
    words = {
        "TAKEN": _("Dit adres bestaat al. Kies een ander."),
        "NOT_A_SLUG": _("Gebruik 3 tot 60 kleine letters, cijfers of streepjes. Sommige woorden zijn al bezet."),
    }
    form.code.errors = [words[error.reason]]
    return _consultation_form(form, question, consultation, status=400)


def _promise(form: PolicyQuestionForm) -> dict[str, Any]:
    names = ("title", "explanation", "influence", "owner_name", "owner_function", "reply_due_on")
    return {name: form[name].data for name in names}


def _settings(form: ConsultationForm) -> dict[str, Any]:
    return {
        "evidence_kind": EvidenceKind(form.evidence_kind.data),
        "topic": form.topic.data,
        "code": form.code.data,
        "welcome": form.welcome.data,
        "address_form": AddressForm(form.address_form.data),
    }


def _stored_settings(consultation: Consultation) -> dict[str, object]:
    return {
        "evidence_kind": consultation.evidence_kind.value,
        "topic": consultation.topic,
        "code": consultation.code,
        "welcome": consultation.welcome,
        "address_form": consultation.address_form.value,
    }


def _refuse_when_promised(question: PolicyQuestion) -> None:
    for state in states_of_consultations(current_session(), question.id):
        if state not in (State.DRAFT, State.CANCELLED):
            raise ShutError(state)
