"""Beginning a policy question: a title is enough, and everything else is written step by step."""

from __future__ import annotations

import flask
from flask_login import current_user

from panel.consultations.forms.steps import TitleForm
from panel.consultations.models import EvidenceKind
from panel.consultations.queries import latest_consultation_id
from panel.consultations.routes.blueprint import Answer, consultations, find_policy_question, go_to
from panel.consultations.service import create_consultation, create_policy_question
from panel.core.access import Role, allow
from panel.core.advice_form import asks_for_advice
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.security import csrf


@consultations.get("/werkplek/vragen/nieuw")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def new_policy_question_page() -> Answer:
    """Ask what the municipality wants to know."""
    return flask.render_template("consultations/steps/new.html", form=TitleForm())


@consultations.post("/werkplek/vragen/nieuw")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def create_policy_question_page() -> Answer:
    """Keep a new policy question with the draft of its first consultation, and go on to the next step."""
    form = TitleForm()
    good = form.validate()
    if asks_for_advice(form) or not good:
        return flask.render_template("consultations/steps/new.html", form=form), 200 if good else 400
    session = current_session()
    question = create_policy_question(
        session, municipality_id=current_municipality().id, created_by_id=current_user.id, title=form.title.data or ""
    )
    # A class is the smallest promise; the step on who takes part asks for another kind where that fits.
    made = create_consultation(session, question, created_by_id=current_user.id, evidence_kind=EvidenceKind.GROUP)
    session.commit()
    if flask.request.form.get("action") == "stop":
        return go_to("consultations.consultation_page", consultation_id=made.id)
    return go_to("consultations.step_page", consultation_id=made.id, step_address="waarom")


@consultations.get("/werkplek/vragen/<int:policy_question_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def policy_question_page(policy_question_id: int) -> Answer:
    """Go to where a policy question is written; one that has no consultation yet is taken up here."""
    question = find_policy_question(policy_question_id)
    found = latest_consultation_id(current_session(), question.id)
    if found is not None:
        return go_to("consultations.consultation_page", consultation_id=found)
    return flask.render_template("consultations/policy_question.html", question=question)


@consultations.post("/werkplek/vragen/<int:policy_question_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def begin_consultation(policy_question_id: int) -> Answer:
    """Make the draft of the first consultation of a policy question that has none; tapped twice it is made once."""
    question = find_policy_question(policy_question_id)
    session = current_session()
    # Two officers who tap at once wait for each other here.
    session.refresh(question, with_for_update=True)
    found = latest_consultation_id(session, question.id)
    if found is None:
        made = create_consultation(session, question, created_by_id=current_user.id, evidence_kind=EvidenceKind.GROUP)
        session.commit()
        found = made.id
    return go_to("consultations.consultation_page", consultation_id=found)
