"""The first screen of the desk, and the page of one consultation."""

from __future__ import annotations

import flask

from panel.audit.queries import last_event, subjects_with
from panel.consultations.gates import MOST_BREAKDOWNS
from panel.consultations.models import State
from panel.consultations.policy import can_write
from panel.consultations.presenters.consultation import present_consultation
from panel.consultations.presenters.steps import first_to_do, present_steps
from panel.consultations.presenters.workplace import present_workplace
from panel.consultations.queries import policy_questions_without_consultation, workplace_consultations
from panel.consultations.routes.blueprint import Answer, consultations, find_consultation, line_of, viewer
from panel.consultations.service import SHUT
from panel.core.access import Role, allow
from panel.core.clock import today
from panel.core.context import current_municipality
from panel.core.db import current_session


@consultations.get("/werkplek")
@allow()
def workplace_page() -> Answer:
    """Show every consultation that this member of staff may see, and what each needs next."""
    session, municipality = current_session(), current_municipality()
    lists = present_workplace(
        workplace_consultations(session, municipality.id),
        policy_questions_without_consultation(session, municipality.id),
        viewer(),
        today(),
        answered=subjects_with(session, municipality_id=municipality.id, subject="consultation", action="REPLIED"),
    )
    return flask.render_template("consultations/workplace.html", lists=lists, writes=can_write(viewer().role))


@consultations.get("/werkplek/raadplegingen/<int:consultation_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)
def consultation_page(consultation_id: int) -> Answer:
    """Show a whole consultation: what is asked, of whom, what is still missing, and how it looks on a phone."""
    consultation = find_consultation(consultation_id)
    draft = consultation.state is State.DRAFT
    editable = draft and can_write(viewer().role)
    steps = present_steps(consultation, today()) if editable else []
    sent_back = last_event(current_session(), subject="consultation", subject_id=consultation.id, action="SENT_BACK")
    more = last_event(current_session(), subject="consultation", subject_id=consultation.id, action="MORE_QUESTIONS")
    return flask.render_template(
        "consultations/consultation.html",
        consultation=consultation,
        line=line_of(consultation),
        shown=present_consultation(consultation),
        steps=steps,
        first=first_to_do(steps),
        pages=flask.current_app.view_functions,
        editable=editable,
        sent_back=sent_back if draft else None,
        reason_for_more=more.reason if more else "",
        most_breakdowns=MOST_BREAKDOWNS,
        can_reuse=can_write(viewer().role),
        can_translate=consultation.state not in SHUT and can_write(viewer().role),
    )
