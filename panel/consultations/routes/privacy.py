"""The privacy step: on what ground answers are asked, how long they are kept, and what touches private life."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from flask_login import current_user

from panel.consultations.forms.privacy import PrivacyForm, stored_reasons
from panel.consultations.models import Consultation
from panel.consultations.presenters.conflict import Clash, present_conflict
from panel.consultations.presenters.privacy import dpia_hints, ground_choices, present_private
from panel.consultations.presenters.steps import present_head
from panel.consultations.private_words import private_findings
from panel.consultations.routes.blueprint import Answer, consultations, find_draft, go_to
from panel.consultations.service import StaleEditionError, change_privacy
from panel.consultations.steps import StepKey
from panel.core.access import Role, allow
from panel.core.db import current_session
from panel.core.security import csrf

PAGE = "/werkplek/raadplegingen/<int:consultation_id>/privacy"


@consultations.get(PAGE)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def privacy_page(consultation_id: int) -> Answer:
    """Show the privacy choices of a draft, to change them."""
    consultation = find_draft(consultation_id)
    return _page(consultation, PrivacyForm.from_consultation(consultation, private_findings(consultation)))


@consultations.post(PAGE)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def change_privacy_page(consultation_id: int) -> Answer:
    """Save the privacy choices, unless a colleague changed them in the meantime: then both are shown."""
    consultation = find_draft(consultation_id)
    form = PrivacyForm()
    if not form.validate():
        return _page(consultation, form, status=400)
    try:
        _save(consultation, form, edition=form.edition.number)
    except StaleEditionError:
        rows = _clashes(consultation, form)
        form.edition.data = str(consultation.edition)
        if rows:
            return _page(consultation, form, conflict=rows, status=409)
        # The colleague changed something else: nothing of this form is in the way.
        _save(consultation, form, edition=consultation.edition)
    current_session().commit()
    flask.flash(_("Bewaard."))
    if flask.request.form.get("action") == "stop":
        return go_to("consultations.consultation_page", consultation_id=consultation.id)
    head = present_head(consultation, StepKey.PRIVACY)
    return go_to(head.next_endpoint, **head.next_arguments)


def _save(consultation: Consultation, form: PrivacyForm, *, edition: int) -> None:
    change_privacy(
        current_session(),
        consultation,
        edition=edition,
        ground=form.chosen_ground,
        dpia_reference=form.dpia_reference.data or "",
        retention_months=form.retention_months.data,
        # What a colleague wrote at a question that this page did not show stays.
        reasons=stored_reasons(consultation) | form.given_reasons(),
        by=current_user.id,
    )


def _clashes(consultation: Consultation, form: PrivacyForm) -> list[Clash]:
    names = {value: name for value, name, _more in ground_choices()}
    stored = PrivacyForm.stored(consultation)
    rows = present_conflict((form.retention_months, form.dpia_reference), stored)
    if (form.ground.data or "") != stored["ground"]:
        label = str(form.ground.label.text)
        empty = _("(leeg)")
        rows.insert(0, Clash(label, names.get(str(stored["ground"]), empty), names.get(form.ground.data or "", empty)))
    kept = stored_reasons(consultation)
    for line in present_private(consultation):
        typed = form.given_reasons().get(line.part)
        if typed is not None and typed != kept.get(line.part, ""):
            rows.append(Clash(line.title, kept.get(line.part, "") or _("(leeg)"), typed or _("(leeg)")))
    return rows


def _page(
    consultation: Consultation, form: PrivacyForm, *, conflict: list[Clash] | None = None, status: int = 200
) -> Answer:
    form.add_new(private_findings(consultation), stored_reasons(consultation))
    page = flask.render_template(
        "consultations/privacy.html",
        consultation=consultation,
        form=form,
        rows=[(line, form.row_of(line.part)) for line in present_private(consultation)],
        conflict=conflict,
        grounds=ground_choices(),
        risks=dpia_hints(consultation),
        head=present_head(consultation, StepKey.PRIVACY),
    )
    return page, status
