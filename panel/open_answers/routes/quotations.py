"""Quotations: written from one answer, released one by one, thrown away or taken back."""

from __future__ import annotations

from http import HTTPStatus

import flask
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation, Question
from panel.core.access import WRITERS, allow
from panel.core.db import current_session
from panel.core.jobs import jobs
from panel.core.kept_form import EditedForm
from panel.core.security import csrf
from panel.masking.kinds import Hidden, parts
from panel.open_answers.forms import QuotationForm, ReleaseForm, TakeBackForm
from panel.open_answers.models import OpenAnswer, Quotation, QuotationState, Reader
from panel.open_answers.presenters import present_text
from panel.open_answers.queries import (
    answer_by_key,
    confirmed,
    quotation_by_id,
    quotations_of,
    reading_of,
    released,
    text_of,
    themes_of,
)
from panel.open_answers.routes.blueprint import OF_QUESTION, Answer, attempt, find_question, go_to, me, open_answers
from panel.open_answers.service import release_quotation, save_quotation, take_back, throw_away
from panel.results.withdrawal import FORGET_DELETED


@open_answers.get(f"{OF_QUESTION}/lezen/<string:answer_key>/citaat")
@allow(*WRITERS)
def quotation_page(consultation_id: int, question_key: str, answer_key: str) -> Answer:
    """Let someone put an answer in words that can be read by everybody."""
    consultation, question = find_question(consultation_id, question_key)
    answer = _answer(question, answer_key)
    words = text_of(current_session(), answer)
    plain = "".join("…" if isinstance(piece, Hidden) else piece for piece in parts(words))
    read = reading_of(current_session(), answer.key, Reader.FIRST)
    theme = str(min(read.themes)) if read and read.themes else ""
    return _write(consultation, question, answer, QuotationForm(text=plain[:300], theme=theme))


# These forms check their own token, so that an expired one brings the page back with everything still typed.
@open_answers.post(f"{OF_QUESTION}/lezen/<string:answer_key>/citaat")
@csrf.exempt
@allow(*WRITERS)
def quotation_post(consultation_id: int, question_key: str, answer_key: str) -> Answer:
    """Keep the words, to be looked at once more."""
    consultation, question = find_question(consultation_id, question_key)
    answer = _answer(question, answer_key)
    form = QuotationForm()
    if not form.validate():
        return _write(consultation, question, answer, form, status=400)
    session = current_session()
    theme = str(form.theme.data or "")

    def save() -> None:
        save_quotation(
            session,
            question,
            text=str(form.text.data or ""),
            original=text_of(session, answer),
            theme_id=int(theme) if theme.isascii() and theme.isdigit() else None,
            paraphrased=bool(form.paraphrased.data),
        )

    problem, status = attempt(save)
    if problem:
        return _write(consultation, question, answer, form, problem, status)
    flask.flash(_("Het citaat wacht. Kijk het nog een keer na en zet het op de uitslagpagina."), "ok")
    return go_to("quotations_page", consultation, question)


@open_answers.get(f"{OF_QUESTION}/citaten")
@allow(*WRITERS)
def quotations_page(consultation_id: int, question_key: str) -> Answer:
    """Show what waits, what everybody can read, and how much was taken back."""
    consultation, question = find_question(consultation_id, question_key)
    return _list(consultation, question)


@open_answers.post(f"{OF_QUESTION}/citaten/<int:quotation_id>")
@csrf.exempt
@allow(*WRITERS)
def quotation_change_post(consultation_id: int, question_key: str, quotation_id: int) -> Answer:
    """Release a quotation, throw it away, or take it back."""
    consultation, question = find_question(consultation_id, question_key)
    session = current_session()
    quotation = quotation_by_id(session, question, quotation_id)
    if quotation is None:
        raise NotFound
    do = flask.request.form.get("do", "")
    form: EditedForm = {"RELEASE": ReleaseForm, "TAKE_BACK": TakeBackForm}.get(do, EditedForm)()
    if not form.validate():
        return _list(consultation, question, about=quotation, typed=form, expired=True, status=400)

    def change() -> None:
        if isinstance(form, ReleaseForm):
            so_far = len(released(quotations_of(session, question)))
            release_quotation(
                session, consultation, question, quotation, edition=form.number, looked=bool(form.looked.data),
                released_so_far=so_far, by=me(),
            )  # fmt: skip
        elif isinstance(form, TakeBackForm):
            reason = str(form.reason.data or "")
            take_back(session, consultation, quotation, edition=form.number, reason=reason, by=me())
        else:
            throw_away(session, quotation, edition=form.number)

    problem, status = attempt(change)
    if problem:
        return _list(consultation, question, about=quotation, typed=form, problem=problem, status=status)
    if do != "RELEASE":
        # Words that go also leave the free pages of the database.
        jobs().enqueue(FORGET_DELETED)
    done = {
        "RELEASE": _("Iedereen kan dit citaat nu lezen."),
        "TAKE_BACK": _("Het citaat is weg. Iedereen kan de reden lezen."),
    }.get(do, _("Weggegooid."))
    flask.flash(done, "ok")
    return go_to("quotations_page", consultation, question)


def _answer(question: Question, answer_key: str) -> OpenAnswer:
    found = answer_by_key(current_session(), question, answer_key)
    if found is None:
        raise NotFound
    return found


def _write(
    consultation: Consultation,
    question: Question,
    answer: OpenAnswer,
    form: QuotationForm,
    problem: str = "",
    status: int = 200,
) -> Answer:
    session = current_session()
    themes = {str(one.id): one.name for one in confirmed(themes_of(session, question))}
    form.theme.choices = {"": _("Geen thema")} | themes
    shown = flask.render_template(
        "open_answers/quotation.html",
        consultation=consultation,
        question=question,
        answer_key=answer.key.hex(),
        text=present_text(text_of(session, answer)),
        form=form,
        problem=problem,
    )
    return shown, status


def _list(
    consultation: Consultation,
    question: Question,
    *,
    about: Quotation | None = None,
    typed: EditedForm | None = None,
    problem: str = "",
    expired: bool = False,
    status: int = 200,
) -> Answer:
    session = current_session()
    names = {one.id: one.name for one in themes_of(session, question)}
    reason = str(typed.reason.data or "") if isinstance(typed, TakeBackForm) else ""
    # What is missing is said beside its field; what a colleague did is said above everything.
    missing = problem if about is not None and status == HTTPStatus.BAD_REQUEST else ""
    shown = flask.render_template(
        "open_answers/quotations.html",
        consultation=consultation,
        question=question,
        # What waits for somebody to look is on top.
        quotations=sorted(quotations_of(session, question), key=lambda one: one.state is not QuotationState.WAITING),
        names=names,
        about=about.id if about else None,
        reason=reason,
        # A page that stood open too long asks for nothing again.
        looked=expired and isinstance(typed, ReleaseForm) and bool(typed.looked.data),
        missing=missing,
        problem="" if missing else problem,
        expired=expired,
        release=ReleaseForm(formdata=None),
        back=TakeBackForm(formdata=None),
    )
    return shown, status
