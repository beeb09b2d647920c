"""The codebook of one question: themes are written, confirmed by a person, changed and removed."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation, Question
from panel.core.access import WRITERS, allow
from panel.core.db import current_session
from panel.core.kept_form import EditedForm
from panel.core.security import csrf
from panel.open_answers.forms import ThemeForm
from panel.open_answers.models import Theme
from panel.open_answers.presenters import word_problem
from panel.open_answers.queries import theme_by_id, themes_of
from panel.open_answers.routes.blueprint import OF_QUESTION, Answer, attempt, find_question, go_to, me, open_answers
from panel.open_answers.service import add_theme, change_theme, confirm_theme, remove_theme


@open_answers.get(f"{OF_QUESTION}/themas")
@allow(*WRITERS)
def themes_page(consultation_id: int, question_key: str) -> Answer:
    """Show the codebook and the form for one more theme."""
    consultation, question = find_question(consultation_id, question_key)
    return _list(consultation, question, ThemeForm())


# These forms check their own token, so that an expired one brings the page back with everything still typed.
@open_answers.post(f"{OF_QUESTION}/themas")
@csrf.exempt
@allow(*WRITERS)
def theme_post(consultation_id: int, question_key: str) -> Answer:
    """Write one more theme, as a candidate."""
    consultation, question = find_question(consultation_id, question_key)
    form = ThemeForm()
    if not form.validate():
        return _list(consultation, question, form, status=400)
    problem, status = attempt(lambda: add_theme(current_session(), question, **_typed(form)))
    if problem:
        return _list(consultation, question, form, problem, status)
    flask.flash(_("Het thema staat erbij. Bevestig het als het klopt: dan kun je het kiezen bij het lezen."), "ok")
    return go_to("themes_page", consultation, question)


@open_answers.get(f"{OF_QUESTION}/themas/<int:theme_id>")
@allow(*WRITERS)
def theme_page(consultation_id: int, question_key: str, theme_id: int) -> Answer:
    """Let someone change the words of one theme."""
    consultation, question = find_question(consultation_id, question_key)
    theme = _theme(question, theme_id)
    form = ThemeForm(name=theme.name, belongs=theme.belongs, example=theme.example, edition=str(theme.edition))
    return _one(consultation, question, theme, form)


@open_answers.post(f"{OF_QUESTION}/themas/<int:theme_id>")
@csrf.exempt
@allow(*WRITERS)
def theme_change_post(consultation_id: int, question_key: str, theme_id: int) -> Answer:
    """Change, confirm or remove one theme."""
    consultation, question = find_question(consultation_id, question_key)
    theme = _theme(question, theme_id)
    do = flask.request.form.get("do", "SAVE")
    form = ThemeForm() if do == "SAVE" else EditedForm()
    if not form.validate():
        return _expired(consultation, question, theme, form)
    session = current_session()

    def change() -> None:
        if do == "CONFIRM":
            confirm_theme(session, consultation, theme, edition=form.number, by=me())
        elif do == "REMOVE":
            remove_theme(session, theme, edition=form.number)
        else:
            change_theme(session, question, theme, edition=form.number, **_typed(form))

    problem, status = attempt(change)
    if problem and isinstance(form, ThemeForm):
        form.edition.data = str(theme.edition)
        return _one(consultation, question, theme, form, problem, status)
    if problem:
        return _list(consultation, question, ThemeForm(formdata=None), problem, status)
    flask.flash(_("Bewaard.") if do != "REMOVE" else _("Het thema is weg."), "ok")
    return go_to("themes_page", consultation, question)


def _expired(consultation: Consultation, question: Question, theme: Theme, form: EditedForm) -> Answer:
    if isinstance(form, ThemeForm):
        return _one(consultation, question, theme, form, status=400)
    return _list(consultation, question, ThemeForm(formdata=None), word_problem("STALE"), 400)


def _theme(question: Question, theme_id: int) -> Theme:
    found = theme_by_id(current_session(), question, theme_id)
    if found is None:
        raise NotFound
    return found


def _typed(form: EditedForm) -> dict[str, str]:
    return {name: str(form[name].data or "") for name in ("name", "belongs", "example")}


def _list(
    consultation: Consultation, question: Question, form: ThemeForm, problem: str = "", status: int = 200
) -> Answer:
    themes = themes_of(current_session(), question)
    shown = flask.render_template(
        "open_answers/themes.html",
        consultation=consultation,
        question=question,
        themes=themes,
        form=form,
        problem=problem,
        buttons=EditedForm(formdata=None),
    )
    return shown, status


def _one(
    consultation: Consultation,
    question: Question,
    theme: Theme,
    form: ThemeForm,
    problem: str = "",
    status: int = 200,
) -> Answer:
    shown = flask.render_template(
        "open_answers/theme.html",
        consultation=consultation,
        question=question,
        theme=theme,
        form=form,
        problem=problem,
    )
    return shown, status
