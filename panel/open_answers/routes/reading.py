"""Reading one answer at a time, in random order: which themes it is about, and what should not have been in it."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation, Question
from panel.core.access import WRITERS, allow
from panel.core.db import current_session
from panel.core.jobs import jobs
from panel.core.security import csrf
from panel.open_answers.forms import DeskForm, HideForm
from panel.open_answers.models import OpenAnswer, Reader
from panel.open_answers.presenters import left_in_words, present_text, present_theme_choices, word_problem
from panel.open_answers.queries import (
    answer_by_key,
    confirmed,
    how_many,
    how_many_read,
    next_for_second,
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
READERS = {"lezen": Reader.FIRST, "tweede-lezer": Reader.SECOND}
READING = f"{OF_QUESTION}/<any('lezen','tweede-lezer'):how>"


@open_answers.get(READING)
@allow(*WRITERS)
def next_page(consultation_id: int, question_key: str, how: str) -> Answer:
    """Lead to the next answer to read; without themes to the codebook first, and with nothing left to the overview."""
    consultation, question = find_question(consultation_id, question_key)
    session = current_session()
    if not confirmed(themes_of(session, question)):
        return go_to("themes_page", consultation, question)
    before = _hex(flask.request.args.get("na", ""))
    if READERS[how] is Reader.SECOND:
        key = next_for_second(session, question, me(), TWICE)
    else:
        key = next_to_read(session, question, before)
    if key is None:
        none_left = _("Er is niets meer te lezen voor een tweede lezer. Vraag een collega om mee te lezen.")
        flask.flash(_("Alles is gelezen.") if READERS[how] is Reader.FIRST else none_left, "ok")
        return go_to("overview_page", consultation)
    more = {"vorige": before.hex()} if before else {}
    return go_to("answer_page", consultation, question, how=how, answer_key=key.hex(), **more)


@open_answers.get(f"{READING}/<string:answer_key>")
@allow(*WRITERS)
def answer_page(consultation_id: int, question_key: str, how: str, answer_key: str) -> Answer:
    """Show one answer with the themes it may get."""
    consultation, question = find_question(consultation_id, question_key)
    return _page(consultation, question, how, _answer(question, answer_key))


# These forms check their own token, so that an expired one brings the page back with what was ticked.
@open_answers.post(f"{READING}/<string:answer_key>")
@csrf.exempt
@allow(*WRITERS)
def answer_post(consultation_id: int, question_key: str, how: str, answer_key: str) -> Answer:
    """Keep what one answer is about, and go on to the next."""
    consultation, question = find_question(consultation_id, question_key)
    answer = _answer(question, answer_key)
    form = DeskForm()
    chosen = frozenset(int(one) for one in flask.request.form.getlist("theme") if one.isascii() and one.isdigit())
    if not form.validate():
        return _page(consultation, question, how, answer, chosen=chosen, expired=True, status=400)
    session, reader = current_session(), READERS[how]

    def save() -> None:
        # Who reads second judges alone: what the same person found first is no second opinion.
        first = reading_of(session, answer.key, Reader.FIRST)
        if reader is Reader.SECOND and (first is None or first.user_id == me()):
            raise StaleError
        save_reading(session, question, answer, reader=reader, themes=chosen, edition=form.number, by=me())

    problem, status = attempt(save)
    if problem:
        kept = chosen if status != 409 else None
        return _page(consultation, question, how, answer, chosen=kept, problem=problem, status=status)
    if reader is Reader.FIRST and how_many_read(session, question) % PROPOSE_EVERY == 0:
        jobs().enqueue(PROPOSE_THEMES, question.id)
    return go_to("next_page", consultation, question, how=how, na=answer_key)


@open_answers.post(f"{OF_QUESTION}/lezen/<string:answer_key>/verbergen")
@csrf.exempt
@allow(*WRITERS)
def hide_post(consultation_id: int, question_key: str, answer_key: str) -> Answer:
    """Hide words in this answer for good."""
    consultation, question = find_question(consultation_id, question_key)
    answer = _answer(question, answer_key)
    form = HideForm()
    if not form.validate():
        return _page(consultation, question, "lezen", answer, hide=form, expired=True, status=400)
    session = current_session()
    if not hide_in_answer(session, consultation, answer, str(form.words.data or ""), by=me()):
        session.rollback()
        return _page(consultation, question, "lezen", answer, hide=form, problem=word_problem("NOT_THERE"), status=400)
    session.commit()
    jobs().enqueue(FORGET_DELETED)
    flask.flash(_("Weggehaald. De woorden zijn ook uit de opslag."), "ok")
    return go_to("answer_page", consultation, question, how="lezen", answer_key=answer_key)


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
    how: str,
    answer: OpenAnswer,
    *,
    chosen: frozenset[int] | None = None,
    hide: HideForm | None = None,
    problem: str = "",
    expired: bool = False,
    status: int = 200,
) -> Answer:
    session, reader = current_session(), READERS[how]
    read = reading_of(session, answer.key, reader)
    themes = confirmed(themes_of(session, question))
    is_first = reader is Reader.FIRST
    ticked = chosen if chosen is not None else read.themes if read else frozenset()
    there, done = how_many(session, question), how_many_read(session, question)
    shown = flask.render_template(
        "open_answers/answer.html",
        consultation=consultation,
        question=question,
        how=how,
        is_first=is_first,
        answer_key=answer.key.hex(),
        is_spoken=answer.recording_key is not None,
        text=present_text(text_of(session, answer)),
        choices=present_theme_choices(themes, ticked, proposals_for(session, answer.key) if is_first else {}),
        was_read=read is not None,
        progress=left_in_words(there, done) if is_first else "",
        part=100 * done // there if there else 0,
        before=flask.request.args.get("vorige", "") if _hex(flask.request.args.get("vorige", "")) else "",
        form=DeskForm(formdata=None, edition=str(read.edition if read else 0)),
        hide=hide or HideForm(formdata=None),
        problem=problem,
        expired=expired,
    )
    return shown, status
