"""The gates, the second pair of eyes, and opening."""

from __future__ import annotations

import datetime as dt

import flask
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import Forbidden

from panel.accounts.queries import staff_names
from panel.consultations.forms import ApproveForm, PublishForm, SendBackForm
from panel.consultations.gates import Missing, missing_for_opening, second_eyes_missing
from panel.consultations.models import Consultation, State
from panel.consultations.policy import can_approve, can_write, may_skip_second_eyes
from panel.consultations.presenters.consultation import present_consultation
from panel.consultations.presenters.missing import GateLine, present_gates, present_missing
from panel.consultations.routes.blueprint import Answer, consultations, find_consultation, go_to, line_of
from panel.consultations.routes.scheduling import scheduled
from panel.consultations.service import (
    NotReadyError,
    SecondEyesError,
    StaleEditionError,
    approve_consultation,
    publish_consultation,
    schedule_consultation,
    send_back,
    submit_for_review,
)
from panel.consultations.states import WrongStateError
from panel.core.access import Role, allow
from panel.core.clock import end_of_day, today
from panel.core.context import current_municipality, key_directory, settings
from panel.core.db import current_session
from panel.core.security import csrf

PAGE = "/werkplek/raadplegingen/<int:consultation_id>"
USUAL_DAYS_OPEN = 21


@consultations.errorhandler(WrongStateError)
def _moved_on(_error: WrongStateError) -> Answer:
    """A colleague was first: show where the consultation stands now."""
    current_session().rollback()
    flask.flash(_("Een collega was je voor. Zo staat het er nu voor."))
    return go_to("consultations.publishing_page", consultation_id=(flask.request.view_args or {})["consultation_id"])


@consultations.get(f"{PAGE}/publiceren")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)
def publishing_page(consultation_id: int) -> Answer:
    """Show what is still missing, who looked along, and the one thing that can be done now."""
    form = PublishForm(closes_on=today() + dt.timedelta(days=USUAL_DAYS_OPEN))
    return _page(find_consultation(consultation_id), publish_form=form)


@consultations.post(f"{PAGE}/publiceren")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def publish_now(consultation_id: int) -> Answer:
    """Open the consultation until the end of a day: at once, or by the clock at a later moment."""
    consultation = find_consultation(consultation_id)
    if consultation.state is State.SCHEDULED:
        raise WrongStateError(consultation.state, State.OPEN)
    form = PublishForm()
    if not form.validate() or form.closes_on.data is None:
        return _page(consultation, publish_form=form, status=400)
    how = {"by": current_user.id, "keys": key_directory(), "skip_second_eyes": may_skip(consultation)}
    closes_at = end_of_day(form.closes_on.data)
    try:
        if form.opens_at is None:
            publish_consultation(current_session(), consultation, closes_at=closes_at, **how)
        else:
            schedule_consultation(current_session(), consultation, opens_at=form.opens_at, closes_at=closes_at, **how)
    except NotReadyError as error:
        current_session().rollback()
        consultation = find_consultation(consultation_id)
        return _page(consultation, publish_form=form, missing=list(error.missing), status=400)
    current_session().commit()
    if consultation.state is State.SCHEDULED:
        return go_to("consultations.publishing_page", consultation_id=consultation.id)
    return go_to("running.running_page", consultation_id=consultation.id)


@consultations.post(f"{PAGE}/voorleggen")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def submit_now(consultation_id: int) -> Answer:
    """Ask a colleague to look."""
    consultation = find_consultation(consultation_id)
    try:
        submit_for_review(current_session(), consultation, by=current_user.id)
    except NotReadyError as error:
        current_session().rollback()
        return _page(find_consultation(consultation_id), missing=list(error.missing), status=400)
    current_session().commit()
    flask.flash(_("Je collega's zien nu dat ze mogen meekijken."))
    return go_to("consultations.publishing_page", consultation_id=consultation.id)


@consultations.post(f"{PAGE}/goedkeuren")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)
@csrf.exempt
def approve_now(consultation_id: int) -> Answer:
    """Note that a second person approves what was read."""
    consultation = find_consultation(consultation_id)
    form = ApproveForm()
    if not form.validate():
        return _page(consultation, page_expired=form.page_expired, status=400)
    try:
        approve_consultation(current_session(), consultation, by=current_user.id, edition=form.edition.number)
    except SecondEyesError as error:
        raise Forbidden from error
    except StaleEditionError:
        current_session().rollback()
        flask.flash(_("De vragenlijst is intussen veranderd. Lees hem nog een keer."))
        return _page(find_consultation(consultation_id), status=409)
    current_session().commit()
    flask.flash(_("Goedgekeurd. De schrijver kan nu publiceren."))
    return go_to("consultations.publishing_page", consultation_id=consultation.id)


@consultations.post(f"{PAGE}/terugsturen")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)
@csrf.exempt
def send_back_now(consultation_id: int) -> Answer:
    """Make it a draft again: a reader sends it back, or the writer takes it back, with a reason."""
    consultation = find_consultation(consultation_id)
    form = SendBackForm()
    if not form.validate():
        return _page(consultation, back_form=form, status=400)
    send_back(current_session(), consultation, by=current_user.id, reason=form.reason.data)
    current_session().commit()
    flask.flash(_("De vragenlijst is weer een concept."))
    return go_to("consultations.consultation_page", consultation_id=consultation.id)


def may_skip(consultation: Consultation) -> bool:
    """Whether this consultation may open without a second person, and then says so openly."""
    return may_skip_second_eyes(consultation, by_setting=settings().skip_second_eyes)


def _page(
    consultation: Consultation,
    *,
    publish_form: PublishForm | None = None,
    back_form: SendBackForm | None = None,
    missing: list[Missing] | None = None,
    page_expired: bool = False,
    status: int = 200,
) -> Answer:
    if consultation.state is State.SCHEDULED:
        return scheduled(consultation, skip_second_eyes=may_skip(consultation), status=status)
    before_opening = consultation.state in (State.DRAFT, State.IN_REVIEW)
    found = missing if missing is not None else missing_for_opening(consultation, on=today()) if before_opening else []
    found = [one for one in found if one.code != "SECOND_EYES"]
    skips = may_skip(consultation)
    approved = consultation.approved_by_id is not None
    approver = staff_names(current_session(), current_municipality().id).get(consultation.approved_by_id or 0, "")
    page = flask.render_template(
        "consultations/publishing.html",
        consultation=consultation,
        shown=present_consultation(consultation),
        line=line_of(consultation),
        gates=_gates(consultation, found, approver=approver) if before_opening else [],
        beside=present_missing(consultation, [one for one in found if one.gate is None]),
        before_opening=before_opening,
        writes=can_write(current_user.role),
        skips=skips and not approved,
        approver=approver,
        may_approve=can_approve(current_user.role, current_user.id, consultation),
        may_publish=before_opening and can_write(current_user.role) and (approved or skips) and not found,
        may_submit=consultation.state is State.DRAFT and can_write(current_user.role) and not found,
        waits=consultation.state is State.IN_REVIEW and not approved,
        approve_form=ApproveForm(formdata=None, edition=str(consultation.edition)),
        publish_form=publish_form or PublishForm(formdata=None, closes_on=today() + dt.timedelta(days=USUAL_DAYS_OPEN)),
        back_form=back_form or SendBackForm(formdata=None),
        page_expired=page_expired or any(form is not None and form.page_expired for form in (publish_form, back_form)),
    )
    return page, status


def _gates(consultation: Consultation, missing: list[Missing], *, approver: str) -> list[GateLine]:
    skips = may_skip(consultation)
    eyes = approver or (_("Deze stap wordt overgeslagen. Dat staat erbij, voor iedereen.") if skips else "")
    return present_gates(consultation, [*missing, *second_eyes_missing(consultation, skipped=skips)], eyes=eyes)
