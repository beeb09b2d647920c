"""What all pages of open answers share: where they are, who may see them, and what is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation, Question, State
from panel.consultations.queries import consultation_by_id
from panel.consultations.service import ChangeError
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.text import NotTextError, TooLongError
from panel.open_answers.presenters import word_problem
from panel.open_answers.queries import how_many, open_questions, published_question
from panel.open_answers.service import OpenAnswerError

open_answers = flask.Blueprint("open_answers", __name__)
Answer = flask.typing.ResponseReturnValue

HERE = "/werkplek/raadplegingen/<int:consultation_id>/open-antwoorden"
OF_QUESTION = f"{HERE}/<string:question_key>"


def find_consultation(consultation_id: int) -> Consultation:
    """Return a counted consultation of this municipality; before that nobody reads anything. Raises NotFound."""
    found = consultation_by_id(current_session(), current_municipality().id, consultation_id)
    if found is None or found.state is not State.REPORTED:
        raise NotFound
    return found


def find_question(consultation_id: int, question_key: str) -> tuple[Consultation, Question]:
    """Return an open question whose answers may be read and are laid out. Raises NotFound."""
    consultation = find_consultation(consultation_id)
    session = current_session()
    found = next((one for one in open_questions(consultation) if one.key == question_key), None)
    if found is None or published_question(session, consultation, found) is None or not how_many(session, found):
        raise NotFound
    return consultation, found


def me() -> int:
    """Return the number of who is signed in."""
    return int(current_user.id)


def attempt(change: Callable[[], object]) -> tuple[str, int]:
    """Make a change and store it; return what is in the way in words and the status, or nothing and 200."""
    try:
        change()
    except (OpenAnswerError, ChangeError) as error:
        current_session().rollback()
        return word_problem(error.reason), 409 if error.reason == "STALE" else 400
    except TooLongError:
        current_session().rollback()
        return word_problem("TOO_LONG"), 400
    except NotTextError:
        current_session().rollback()
        return word_problem("NOT_TEXT"), 400
    current_session().commit()
    return "", 200


def go_to(endpoint: str, consultation: Consultation, question: Question | None = None, **more: object) -> Answer:
    """Lead to a page of open answers."""
    own: dict[str, Any] = {"consultation_id": consultation.id, **more}
    if question is not None:
        own["question_key"] = question.key
    return flask.redirect(flask.url_for(f"open_answers.{endpoint}", **own), 303)
