"""A consultation that waits for its moment: what it looks like at the desk, and taking it back."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.forms import TakeBackForm
from panel.consultations.models import Consultation, EvidenceKind, State
from panel.consultations.policy import can_write, may_skip_second_eyes
from panel.consultations.presenters.missing import present_missing
from panel.consultations.routes.blueprint import Answer, consultations, find_consultation, go_to, line_of
from panel.consultations.service import StaleEditionError, missing_at_opening, take_back
from panel.core.access import Role, allow
from panel.core.clock import local, now
from panel.core.context import settings
from panel.core.db import current_session
from panel.core.security import csrf


@consultations.post("/werkplek/raadplegingen/<int:consultation_id>/terughalen")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def take_back_now(consultation_id: int) -> Answer:
    """Make a scheduled consultation a draft again, with a reason."""
    consultation = find_consultation(consultation_id)
    form = TakeBackForm()
    skips = may_skip_second_eyes(consultation, by_setting=settings().skip_second_eyes)
    if not form.validate():
        if consultation.state is not State.SCHEDULED:
            raise NotFound
        return scheduled(consultation, skip_second_eyes=skips, form=form, status=400)
    try:
        take_back(
            current_session(), consultation, by=current_user.id, edition=form.edition.number, reason=form.reason.data
        )
    except StaleEditionError:
        current_session().rollback()
        form.edition.data = str(consultation.edition)
        return scheduled(consultation, skip_second_eyes=skips, form=form, stale=True, status=409)
    current_session().commit()
    flask.flash(_("De vragenlijst is weer een concept. Een collega moet hem straks opnieuw nakijken."))
    return go_to("consultations.consultation_page", consultation_id=consultation.id)


def scheduled(
    consultation: Consultation,
    *,
    skip_second_eyes: bool,
    form: TakeBackForm | None = None,
    stale: bool = False,
    status: int = 200,
) -> Answer:
    """Return the page of a consultation that waits: when it opens, or why it did not."""
    opens_at = consultation.opens_at
    is_due = opens_at is not None and opens_at <= now()
    missing = missing_at_opening(consultation, max(now(), opens_at or now()), skip_second_eyes=skip_second_eyes)
    page = flask.render_template(
        "consultations/scheduled.html",
        consultation=consultation,
        line=line_of(consultation),
        opens=local(opens_at) if opens_at else None,
        closes_on=local(consultation.closes_at).date() if consultation.closes_at else None,
        is_due=is_due,
        missing=present_missing(consultation, missing),
        writes=can_write(current_user.role),
        has_letters=consultation.evidence_kind in (EvidenceKind.SAMPLE, EvidenceKind.PANEL),
        form=form or TakeBackForm(formdata=None, edition=str(consultation.edition)),
        stale=stale,
    )
    return page, status
