"""Copying a question or a whole questionnaire, and what else can be done with one that exists."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.forms.reuse import SAME, CopyForm, IntoDraftForm
from panel.consultations.gates import was_tested
from panel.consultations.models import Consultation
from panel.consultations.presenters.consultation import present_consultation
from panel.consultations.presenters.reuse import present_sources
from panel.consultations.queries import consultation_to_translate, consultations_of, drafts_of
from panel.consultations.routes.blueprint import (
    Answer,
    consultations,
    find_consultation,
    find_draft,
    find_question,
    go_to,
)
from panel.consultations.service import TooManyError
from panel.consultations.service.copying import copy_consultation, copy_question, lost_condition
from panel.core.access import Role, allow
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.security import csrf

ONE = "/werkplek/raadplegingen/<int:consultation_id>"


@consultations.get(f"{ONE}/hergebruik")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def reuse_page(consultation_id: int) -> Answer:
    """Show what can be done with a questionnaire: copy it, put it in the library, save it as a file."""
    consultation = find_consultation(consultation_id)
    return flask.render_template(
        "consultations/reuse.html",
        consultation=consultation,
        shown=present_consultation(consultation),
        tested=was_tested(consultation),
    )


@consultations.get(f"{ONE}/kopie")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def copy_page(consultation_id: int) -> Answer:
    """Ask under which policy question the copy comes."""
    return _copy_page(CopyForm(), find_consultation(consultation_id))


@consultations.post(f"{ONE}/kopie")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def copy_now(consultation_id: int) -> Answer:
    """Copy a whole questionnaire into a new draft."""
    consultation = find_consultation(consultation_id)
    form = CopyForm()
    form.offer()
    if not form.validate():
        return _copy_page(form, consultation, status=400)
    session = current_session()
    made = copy_consultation(
        session,
        consultation_to_translate(session, consultation),
        by=current_user.id,
        title=None if form.under.data == SAME else form.title.data,
    )
    session.commit()
    flask.flash(_("De vragenlijst is gekopieerd. Dit is de kopie."))
    return go_to("consultations.consultation_page", consultation_id=made.id)


def _copy_page(form: CopyForm, consultation: Consultation, *, status: int = 200) -> Answer:
    form.offer()
    page = flask.render_template("consultations/copy.html", form=form, consultation=consultation)
    return page, status


@consultations.get(f"{ONE}/vragen/<int:question_id>/kopie")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def copy_question_page(consultation_id: int, question_id: int) -> Answer:
    """Ask into which draft a question is copied."""
    consultation = find_consultation(consultation_id)
    return _copy_question_page(IntoDraftForm(), consultation, question_id)


@consultations.post(f"{ONE}/vragen/<int:question_id>/kopie")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def copy_question_now(consultation_id: int, question_id: int) -> Answer:
    """Copy one question into a draft of this municipality."""
    consultation = find_consultation(consultation_id)
    question = find_question(consultation, question_id)
    form = IntoDraftForm()
    form.offer(drafts_of(current_session(), current_municipality().id))
    if not form.validate():
        return _copy_question_page(form, consultation, question_id, status=400)
    session = current_session()
    into = consultation if form.into.data == str(consultation.id) else find_draft(int(form.into.data))
    try:
        made = copy_question(
            session, question, consultation, into, by=current_user.id, reason_for_more=form.reason_for_more.data or ""
        )
    except TooManyError:
        session.rollback()
        form.ask_reason()
        return _copy_question_page(form, find_consultation(consultation_id), question_id, status=400)
    session.commit()
    flask.flash(_("De vraag is gekopieerd. Dit is de kopie."))
    if lost_condition(question, made):
        flask.flash(_("Deze vraag is nu voor iedereen. De vraag waar hij bij hoorde, staat hier niet."), "late")
    return go_to("consultations.question_page", consultation_id=into.id, question_id=made.id)


def _copy_question_page(
    form: IntoDraftForm, consultation: Consultation, question_id: int, *, status: int = 200
) -> Answer:
    question = find_question(consultation, question_id)
    drafts = drafts_of(current_session(), current_municipality().id)
    form.offer(drafts, consultation.id)
    page = flask.render_template(
        "consultations/copy_question.html", form=form, consultation=consultation, question=question, drafts=drafts
    )
    return page, status


@consultations.get(f"{ONE}/vragen/overnemen")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def take_over_page(consultation_id: int) -> Answer:
    """Show the questionnaires of this municipality, or the questions of the one that was chosen."""
    return _take_over_page(find_draft(consultation_id))


@consultations.post(f"{ONE}/vragen/overnemen")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def take_over_now(consultation_id: int) -> Answer:
    """Copy the ticked questions of another questionnaire into this draft: all of them, or none."""
    draft = find_draft(consultation_id)
    source = _source()
    ticked = set(flask.request.form.getlist("question"))
    wanted = [one for one in source.questions if str(one.id) in ticked] if source is not None else []
    if source is None or not wanted:
        return _take_over_page(draft, error=_("Kruis eerst een vraag aan."), status=400)
    session = current_session()
    reason = flask.request.form.get("reason_for_more", "")[:2_000]
    try:
        copies = [
            copy_question(session, one, source, draft, by=current_user.id, reason_for_more=reason) for one in wanted
        ]
    except TooManyError:
        session.rollback()
        told = _("Dan zijn er meer dan tien vragen. Kruis er minder aan, of schrijf op waarom dat nodig is.")
        return _take_over_page(find_draft(consultation_id), error=told, status=400)
    session.commit()
    flask.flash(ngettext("%(num)s vraag is overgenomen.", "%(num)s vragen zijn overgenomen.", len(wanted)))
    lost = sum(lost_condition(one, copy) for one, copy in zip(wanted, copies, strict=True))
    if lost:
        told = ngettext(
            "%(num)s vraag is nu voor iedereen. De vraag waar hij bij hoorde, staat hier niet.",
            "%(num)s vragen zijn nu voor iedereen. De vragen waar ze bij hoorden, staan hier niet.",
            lost,
        )
        flask.flash(told, "late")
    return go_to("consultations.consultation_page", consultation_id=draft.id, anchor="vragen")


def _take_over_page(draft: Consultation, *, error: str = "", status: int = 200) -> Answer:
    source = _source()
    looked_for = flask.request.args.get("zoek", "")[:100]
    page = flask.render_template(
        "consultations/take_over.html",
        consultation=draft,
        source=source,
        shown=present_consultation(source) if source is not None else None,
        sources=present_sources(consultations_of(current_session(), draft.municipality_id), draft, looked_for),
        looked_for=looked_for,
        ticked=flask.request.form.getlist("question"),
        reason=flask.request.form.get("reason_for_more", "")[:2_000],
        error=error,
    )
    return page, status


def _source() -> Consultation | None:
    """Return the questionnaire that the address names (`uit`), or None when it names none. Raises a 404."""
    typed = flask.request.args.get("uit", "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
        raise NotFound
    return consultation_to_translate(current_session(), find_consultation(int(typed)))
