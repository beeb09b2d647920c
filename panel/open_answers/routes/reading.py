"""Reading one answer at a time, in random order: which themes it is about, and what should not have been in it."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation, Question
from panel.core.access import WRITERS, allow
from panel.core.db import current_session
from panel.core.jobs import jobs
from panel.core.kept_form import EditedForm
from panel.core.security import csrf
from panel.open_answers.forms import HideForm
from panel.open_answers.models import OpenAnswer, Reader
from panel.open_answers.presenters import left_in_words, present_text, present_theme_choices, word_problem
from panel.open_answers.queries import (
    answer_by_key,
    confirmed,
    how_many,
    how_many_read,
    next_for_second,
    next_of_all,
    next_to_read,
    proposals_for,
    reading_of,
    text_of,
    themes_of,
)
from panel.open_answers.routes.blueprint import OF_QUESTION, Answer, attempt, find_question, go_to, me, open_answers
from panel.open_answers.service import PROPOSE_THEMES, StaleError, hide_in_answer, save_reading
from panel.results.withdrawal import FORGET_DELETED

TWICE = 50
"""So many answers, drawn by chance, are read by a second person."""
PROPOSE_EVERY = 10
READ, READ_SECOND = f"{OF_QUESTION}/lezen", f"{OF_QUESTION}/tweede-lezer"


@open_answers.get(READ)
@allow(*WRITERS)
def next_page(consultation_id: int, question_key: str) -> Answer:
    """Lead to the next answer to read; without themes to the codebook first, and with nothing left to the overview.

    Who asks to read again goes through all answers, also those that were read.
    """
    return _next(*find_question(consultation_id, question_key), Reader.FIRST)


@open_answers.get(READ_SECOND)
@allow(*WRITERS)
def next_second_page(consultation_id: int, question_key: str) -> Answer:
    """Lead a second reader to the next answer of the draw that a colleague read."""
    return _next(*find_question(consultation_id, question_key), Reader.SECOND)


@open_answers.get(f"{READ}/<string:answer_key>")
@allow(*WRITERS)
def answer_page(consultation_id: int, question_key: str, answer_key: str) -> Answer:
    """Show one answer with the themes it may get."""
    consultation, question = find_question(consultation_id, question_key)
    return _page(consultation, question, Reader.FIRST, _answer(question, answer_key))


@open_answers.get(f"{READ_SECOND}/<string:answer_key>")
@allow(*WRITERS)
def second_page(consultation_id: int, question_key: str, answer_key: str) -> Answer:
    """Show one answer to a second reader, without what the first one chose."""
    consultation, question = find_question(consultation_id, question_key)
    return _page(consultation, question, Reader.SECOND, _answer(question, answer_key))


# These forms check their own token, so that an expired one brings the page back with what was ticked.
@open_answers.post(f"{READ}/<string:answer_key>")
@csrf.exempt
@allow(*WRITERS)
def answer_post(consultation_id: int, question_key: str, answer_key: str) -> Answer:
    """Keep what one answer is about, and go on to the next."""
    return _keep(*find_question(consultation_id, question_key), answer_key, Reader.FIRST)


@open_answers.post(f"{READ_SECOND}/<string:answer_key>")
@csrf.exempt
@allow(*WRITERS)
def second_post(consultation_id: int, question_key: str, answer_key: str) -> Answer:
    """Keep what a second reader found, and go on to the next."""
    return _keep(*find_question(consultation_id, question_key), answer_key, Reader.SECOND)


@open_answers.post(f"{OF_QUESTION}/lezen/<string:answer_key>/verbergen")
@csrf.exempt
@allow(*WRITERS)
def hide_post(consultation_id: int, question_key: str, answer_key: str) -> Answer:
    """Hide words in this answer for good."""
    consultation, question = find_question(consultation_id, question_key)
    answer = _answer(question, answer_key)
    form = HideForm()
    if not form.validate():
        return _page(consultation, question, Reader.FIRST, answer, hide=form, expired=True, status=400)
    session = current_session()
    if not hide_in_answer(session, consultation, answer, str(form.words.data or ""), by=me()):
        session.rollback()
        return _page(
            consultation, question, Reader.FIRST, answer, hide=form, problem=word_problem("NOT_THERE"), status=400
        )
    session.commit()
    jobs().enqueue(FORGET_DELETED)
    flask.flash(_("Weggehaald. De woorden zijn ook uit de opslag."), "ok")
    return go_to("answer_page", consultation, question, answer_key=answer_key)


def _next(consultation: Consultation, question: Question, reader: Reader) -> Answer:
    session = current_session()
    if not confirmed(themes_of(session, question)):
        return go_to("themes_page", consultation, question)
    before, is_first = _hex(flask.request.args.get("na", "")), reader is Reader.FIRST
    again = _again() if is_first else {}
    if not is_first:
        key = next_for_second(session, question, me(), TWICE)
    else:
        key = next_of_all(session, question, before) if again else next_to_read(session, question, before)
    if key is None:
        nothing = _("Er is niets meer te lezen voor een tweede lezer. Vraag een collega om mee te lezen.")
        end = _("Dit was het laatste antwoord.") if again else _("Alles is gelezen.")
        flask.flash(end if is_first else nothing, "ok")
        return go_to("overview_page", consultation)
    more = ({"vorige": before.hex()} if before else {}) | again
    return go_to("answer_page" if is_first else "second_page", consultation, question, answer_key=key.hex(), **more)


def _keep(consultation: Consultation, question: Question, answer_key: str, reader: Reader) -> Answer:
    answer, form = _answer(question, answer_key), EditedForm()
    chosen = frozenset(int(one) for one in flask.request.form.getlist("theme") if one.isascii() and one.isdigit())
    if not form.validate():
        return _page(consultation, question, reader, answer, chosen=chosen, expired=True, status=400)
    session = current_session()

    def save() -> None:
        # Who reads second judges alone: what the same person found first is no second opinion.
        first = reading_of(session, answer.key, Reader.FIRST)
        if reader is Reader.SECOND and (first is None or first.user_id == me()):
            raise StaleError
        save_reading(session, question, answer, reader=reader, themes=chosen, edition=form.number, by=me())

    problem, status = attempt(save)
    if problem:
        kept = chosen if status != 409 else None
        return _page(consultation, question, reader, answer, chosen=kept, problem=problem, status=status)
    is_time = reader is Reader.FIRST and how_many_read(session, question) % PROPOSE_EVERY == 0
    # The job takes its own turn to write.
    session.commit()
    if is_time:
        jobs().enqueue(PROPOSE_THEMES, question.id)
    if reader is Reader.FIRST:
        return go_to("next_page", consultation, question, na=answer_key, **_again())
    return go_to("next_second_page", consultation, question, na=answer_key)


def _again() -> dict[str, str]:
    """Whether this person goes through all answers once more, as part of an address."""
    return {"opnieuw": "ja"} if flask.request.args.get("opnieuw") == "ja" else {}


def _answer(question: Question, answer_key: str) -> OpenAnswer:
    found = answer_by_key(current_session(), question, answer_key)
    if found is None:
        raise NotFound
    return found


def _hex(typed: str) -> bytes:
    try:
        return bytes.fromhex(typed)
    except ValueError:
        return b""


def _page(
    consultation: Consultation,
    question: Question,
    reader: Reader,
    answer: OpenAnswer,
    *,
    chosen: frozenset[int] | None = None,
    hide: HideForm | None = None,
    problem: str = "",
    expired: bool = False,
    status: int = 200,
) -> Answer:
    session = current_session()
    read = reading_of(session, answer.key, reader)
    themes = confirmed(themes_of(session, question))
    is_first = reader is Reader.FIRST
    ticked = chosen if chosen is not None else read.themes if read else frozenset()
    there, done = how_many(session, question), how_many_read(session, question)
    shown = flask.render_template(
        "open_answers/answer.html",
        consultation=consultation,
        question=question,
        is_first=is_first,
        answer_key=answer.key.hex(),
        is_spoken=answer.recording_key is not None,
        text=present_text(text_of(session, answer)),
        choices=present_theme_choices(themes, ticked, proposals_for(session, answer.key) if is_first else {}),
        was_read=read is not None,
        again=_again(),
        all_read=done == there,
        progress=left_in_words(there, done) if is_first else "",
        part=100 * done // there if there else 0,
        before=flask.request.args.get("vorige", "") if _hex(flask.request.args.get("vorige", "")) else "",
        form=EditedForm(formdata=None, edition=str(read.edition if read else 0)),
        hide=hide or HideForm(formdata=None),
        problem=problem,
        expired=expired,
    )
    return shown, status
