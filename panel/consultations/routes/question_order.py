"""Moving a question to another place, and taking it out."""

from __future__ import annotations

import flask
from flask_babel import gettext as _

from panel.consultations.models import Consultation, Question
from panel.consultations.presenters.conditions import refusal
from panel.consultations.routes.blueprint import Answer, consultations, find_draft, find_question, go_to
from panel.consultations.routes.questions import QUESTIONS
from panel.consultations.routing import depending_on
from panel.consultations.service import RoutingError, move_question, remove_question
from panel.core.access import Role, allow
from panel.core.db import current_session


@consultations.get(f"{QUESTIONS}/<int:question_id>/weg")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def remove_question_page(consultation_id: int, question_id: int) -> Answer:
    """Ask once more before a question goes."""
    consultation = find_draft(consultation_id)
    question = find_question(consultation, question_id)
    return flask.render_template(
        "consultations/remove.html",
        what=question.text,
        title=_("Deze vraag weghalen?"),
        first=[
            (
                one.position,
                one.text,
                flask.url_for(
                    "consultations.question_page",
                    consultation_id=consultation.id,
                    question_id=one.id,
                    _anchor="field-only_if",
                ),
            )
            for one in depending_on(question, consultation.questions)
        ],
        back=flask.url_for("consultations.questions_step_page", consultation_id=consultation.id),
    )


@consultations.post(f"{QUESTIONS}/<int:question_id>/weg")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def remove_question_now(consultation_id: int, question_id: int) -> Answer:
    """Take a question out, unless others depend on it."""
    consultation = find_draft(consultation_id)
    try:
        remove_question(current_session(), consultation, find_question(consultation, question_id))
    except RoutingError:
        current_session().rollback()
        # The page itself says which, and leads there.
        return go_to("consultations.remove_question_page", consultation_id=consultation_id, question_id=question_id)
    current_session().commit()
    flask.flash(_("De vraag is weg."))
    return go_to("consultations.questions_step_page", consultation_id=consultation.id)


@consultations.post(f"{QUESTIONS}/<int:question_id>/omhoog")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def move_question_up(consultation_id: int, question_id: int) -> Answer:
    """Ask this question one place earlier."""
    return _move(consultation_id, question_id, -1)


@consultations.post(f"{QUESTIONS}/<int:question_id>/omlaag")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def move_question_down(consultation_id: int, question_id: int) -> Answer:
    """Ask this question one place later."""
    return _move(consultation_id, question_id, 1)


def _move(consultation_id: int, question_id: int, places: int) -> Answer:
    """Move a question, unless a colleague moved it while this page stood open (`at` is where it was then)."""
    consultation = find_draft(consultation_id)
    question = find_question(consultation, question_id)
    before = question.position
    quickly = flask.request.accept_mimetypes.best == "application/json"
    if flask.request.form.get("at", str(before)) != str(before):
        if quickly:
            return flask.jsonify(place=before), 409
        flask.flash(_("Een collega veranderde net de volgorde. Kijk nog eens: dit is hoe het nu staat."))
        return _list(consultation, question)
    try:
        move_question(current_session(), consultation, question, places=places)
    except RoutingError as error:
        current_session().rollback()
        if quickly:
            return flask.jsonify(place=before), 409
        flask.flash(refusal(error), "late")
        # To the top of the page: there it says why.
        return go_to("consultations.questions_step_page", consultation_id=consultation_id)
    current_session().commit()
    if quickly:
        # The script moves the row itself, and says so.
        return flask.jsonify(place=question.position)
    flask.flash(_("Vraag %(number)s staat nu op plaats %(place)s.", number=before, place=question.position))
    return _list(consultation, question)


def _list(consultation: Consultation, question: Question) -> Answer:
    return go_to("consultations.questions_step_page", consultation_id=consultation.id, anchor=f"vraag-{question.id}")
