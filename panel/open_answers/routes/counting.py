"""What would be published of the themes of one question, and publishing it."""

from __future__ import annotations

import flask
from flask_babel import gettext as _

from panel.consultations.models import Consultation, Question
from panel.consultations.service import hold_edition
from panel.consultations.service.errors import StaleEditionError
from panel.core.access import WRITERS, allow
from panel.core.db import current_session
from panel.core.kept_form import EditedForm
from panel.core.security import csrf
from panel.open_answers.presenters import present_counted, word_problem
from panel.open_answers.queries import latest_themes
from panel.open_answers.routes.blueprint import OF_QUESTION, Answer, attempt, find_question, go_to, me, open_answers
from panel.open_answers.service import CountError, StaleError, count_themes, publish_themes


@open_answers.get(f"{OF_QUESTION}/telling")
@allow(*WRITERS)
def count_page(consultation_id: int, question_key: str) -> Answer:
    """Show the rounded counts as everybody would see them, or why they cannot be shown yet."""
    consultation, question = find_question(consultation_id, question_key)
    return _page(consultation, question)


# The form checks its own token: an expired page says so instead of losing the way.
@open_answers.post(f"{OF_QUESTION}/telling")
@csrf.exempt
@allow(*WRITERS)
def count_post(consultation_id: int, question_key: str) -> Answer:
    """Freeze the counts and show them to everybody."""
    consultation, question = find_question(consultation_id, question_key)
    form = EditedForm()
    if not form.validate():
        return _page(consultation, question, expired=True, status=400)
    session = current_session()

    def publish() -> None:
        try:
            hold_edition(session, consultation, form.number)
        except StaleEditionError as error:
            raise StaleError from error
        publish_themes(session, consultation, question, by=me())

    problem, status = attempt(publish)
    if problem:
        return _page(consultation, question, problem=problem, status=status)
    flask.flash(_("De telling staat op de uitslagpagina."), "ok")
    return go_to("overview_page", consultation)


def _page(
    consultation: Consultation, question: Question, *, problem: str = "", expired: bool = False, status: int = 200
) -> Answer:
    session = current_session()
    why_not, counted = "", None
    try:
        counted = count_themes(session, consultation, question)
    except CountError as error:
        why_not = word_problem(error.reason)
    method = {**counted.method, "names": counted.names} if counted else {}
    bars, table, notes = present_counted(question, counted.published, method) if counted else ([], None, [])
    shown = flask.render_template(
        "open_answers/counting.html",
        consultation=consultation,
        question=question,
        why_not=why_not,
        bars=bars,
        table=table,
        notes=notes,
        latest=latest_themes(session, question.id),
        form=EditedForm(formdata=None, edition=str(consultation.edition)),
        problem=problem,
        expired=expired,
    )
    return shown, status
