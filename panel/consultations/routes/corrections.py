"""Mending a spelling mistake in a question that people answer now: anything more is refused, with the reason why."""

from __future__ import annotations

from collections.abc import Mapping

import flask
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.forms.correction import CorrectionForm
from panel.consultations.models import Consultation, Question, State
from panel.consultations.presenters.consultation import present_consultation
from panel.consultations.presenters.corrections import present_corrections, word_not_spelling
from panel.consultations.routes.blueprint import Answer, consultations, find_consultation, find_question, go_to
from panel.consultations.service import (
    NotSpellingError,
    StaleEditionError,
    TextError,
    correct_question,
    fingerprint,
)
from panel.core.access import Role, allow
from panel.core.db import current_session
from panel.core.security import csrf

PAGE = "/werkplek/raadplegingen/<int:consultation_id>/schrijffouten"


@consultations.get(PAGE)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def corrections_page(consultation_id: int) -> Answer:
    """Let the officer choose the question with the mistake."""
    consultation = _find_open(consultation_id)
    shown = present_consultation(consultation)
    return flask.render_template("consultations/corrections.html", consultation=consultation, questions=shown.questions)


@consultations.get(f"{PAGE}/<int:question_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def correction_page(consultation_id: int, question_id: int) -> Answer:
    """Show the texts of a question and its answers."""
    consultation = _find_open(consultation_id)
    question = find_question(consultation, question_id)
    return _page(consultation, question, CorrectionForm(mark=fingerprint(question)), {})


@consultations.post(f"{PAGE}/<int:question_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def correct_now(consultation_id: int, question_id: int) -> Answer:
    """Mend the mistakes, or say what is more than spelling."""
    consultation = _find_open(consultation_id)
    question = find_question(consultation, question_id)
    form, typed = CorrectionForm(), flask.request.form.to_dict()
    if not form.validate():
        return _page(consultation, question, form, typed, status=400)
    session = current_session()
    try:
        correct_question(
            session,
            consultation,
            question,
            typed,
            by=current_user.id,
            mark=form.mark.data or "",
            reason=form.reason.data,
        )
    except NotSpellingError as error:
        session.rollback()
        sentence = word_not_spelling(error.refused)
        if error.field:
            return _page(consultation, question, form, typed, errors={error.field: sentence}, status=400)
        return _page(consultation, question, form, typed, problem=sentence, status=400)
    except TextError:
        session.rollback()
        return _page(consultation, question, form, typed, problem=_("Een tekst is leeg of te lang."), status=400)
    except StaleEditionError:
        session.rollback()
        form.mark.data = fingerprint(question)
        return _page(consultation, question, form, typed, stale=True, status=409)
    session.commit()
    flask.flash(_("Verbeterd. Iedereen ziet nu de goede tekst, en wat er eerst stond."))
    return go_to("consultations.corrections_page", consultation_id=consultation_id)


def _page(
    consultation: Consultation,
    question: Question,
    form: CorrectionForm,
    typed: Mapping[str, str],
    *,
    errors: Mapping[str, str] | None = None,
    problem: str = "",
    stale: bool = False,
    status: int = 200,
) -> Answer:
    fields = present_corrections(question, typed, errors or {})
    lines = [(f"field-{one.name}", one.error) for one in fields if one.error]
    if problem and fields:
        lines.append((f"field-{fields[0].name}", problem))
    shown = flask.render_template(
        "consultations/correction.html",
        consultation=consultation,
        question=question,
        form=form,
        fields=fields,
        lines=[*lines, *form.error_lines()],
        stale=stale,
    )
    return shown, status


def _find_open(consultation_id: int) -> Consultation:
    """Return a consultation of this municipality that people answer now, else a 404."""
    found = find_consultation(consultation_id)
    if found.state is not State.OPEN:
        raise NotFound
    return found
