"""The phone of a tester: why, every question as participants see it, what is hard about it, and thanks."""

from __future__ import annotations

from dataclasses import replace

import flask
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from panel.answering.cookie import forget_token
from panel.answering.forms import StepForm
from panel.answering.picking import PICK
from panel.answering.picking import after_tap as after_pick
from panel.answering.queries import media_on_screens
from panel.answering.refusals import word_problem
from panel.answering.routes.trial import PAGE, Answer, Trial, begun_at, ended_page, trial_at, tryouts
from panel.answering.ticket import forget_ticket, new_ticket, remember_ticket
from panel.answering.trying import WORD, Said, after_tap, present_try, read_marks, said_before
from panel.consultations.kinds import BadAnswerError, kind_of
from panel.consultations.models import Question
from panel.consultations.service import (
    PlaceError,
    ShutError,
    StaleEditionError,
    TextError,
    begin_test,
    fingerprint,
    finish_test,
    hash_of_tester,
    keep_remarks,
)
from panel.core.access import public
from panel.core.context import pepper
from panel.core.db import current_session
from panel.core.effort import Allowance
from panel.core.security import csrf
from panel.core.waiting import note_try, pay_first

TARGETS = {"YES": True, "NO": False, "UNKNOWN": False}
# A class tests together behind one address; who begins hundreds of times makes up testers.
BEGINS = Allowance(free_minute=60, free_hour=300, worked_minute=60, waited_minute=20, wait=10)


@tryouts.get(PAGE)
@public
def start_page(code: str) -> Answer:
    """Say what a tester does and what is kept, and ask whether the questions are meant for people like them."""
    trial = trial_at(code)
    return _start(trial, code) if isinstance(trial, Trial) else trial


def _start(trial: Trial, code: str, message: str = "", status: int = 200) -> Answer:
    page = flask.render_template(
        "answering/tryout_start.html",
        consultation=trial.whole,
        code=code,
        form=StepForm(formdata=None),
        busy=trial.tester is not None,
        message=message,
    )
    return page, status


@tryouts.post(PAGE)
@csrf.exempt
@public
def begin_post(code: str) -> Answer:
    """Begin, or begin again on the same phone; a waiting page that came before a choice leads to that choice."""
    trial = trial_at(code)
    if not isinstance(trial, Trial):
        return trial
    if not StepForm().validate():
        return _start(trial, code, _("Dat duurde even. Druk nog een keer."), 400)
    target = flask.request.form.get("target", "")
    if target not in TARGETS:
        return _start(trial, code)
    scope = f"test/{trial.row.id}"
    slowed = pay_first(scope, BEGINS) if trial.tester is None else None
    if slowed is not None:
        return slowed, 429
    note_try(scope, BEGINS)
    session = current_session()
    ticket = (trial.ticket or new_ticket()).at(trial.row.id, trial.whole.edition)
    hashed = hash_of_tester(trial.row.id, ticket.token, pepper())
    try:
        begin_test(session, trial.row, token_hash=hashed, of_target=TARGETS[target])
    except ShutError:
        return ended_page()
    session.commit()
    response: Response = flask.make_response(_to(code, 1))
    remember_ticket(response, ticket)
    return response


@tryouts.get(f"{PAGE}/vraag/<int:number>")
@public
def question_page(code: str, number: int) -> Answer:
    """Show one question with what this tester remarked of it before."""
    trial = begun_at(code)
    if not isinstance(trial, Trial) or trial.tester is None:
        return trial if not isinstance(trial, Trial) else ended_page()
    question = trial.question(number)
    if question is None:
        return flask.redirect(flask.url_for("tryout.start_page", code=code))
    return _question(trial, question, said_before(trial.tester, question))


def _question(
    trial: Trial,
    question: Question,
    said: Said,
    *,
    message: str = "",
    error: str = "",
    status: int = 200,
) -> Answer:
    tapped = flask.request.form.get("do", "")
    picked = tapped.removeprefix(PICK) if tapped.startswith(PICK) else None
    typed = flask.request.form.getlist("answer") if flask.request.method == "POST" else None
    if typed is not None and picked is not None:
        typed = after_pick(typed, picked, kind_of(question).classes(question))
    view = present_try(
        trial.whole,
        question,
        said,
        mark=fingerprint(question),
        typed=typed,
        tapped=picked or "",
        media=media_on_screens(current_session(), trial.whole),
    )
    page = flask.render_template(
        "answering/tryout_question.html",
        consultation=trial.whole,
        view=view,
        form=StepForm(formdata=None),
        message=message,
        error=error,
    )
    return page, status


# The form checks its own token, so that an expired one brings this screen back with everything still typed.
@tryouts.post(f"{PAGE}/vraag/<int:number>")
@csrf.exempt
@public
def question_post(code: str, number: int) -> Answer:
    """Keep what is remarked of a question, never what is answered, and go where the tapped button leads."""
    good = StepForm().validate()
    trial = begun_at(code)
    question = trial.question(number) if isinstance(trial, Trial) else None
    if not isinstance(trial, Trial) or trial.tester is None or question is None:
        # Without a token of ours nobody is sent on, so that a form of another site is refused everywhere.
        if not good:
            return flask.render_template("answering/tryout_ended.html", ended=False), 400
        return trial if not isinstance(trial, Trial) else flask.redirect(flask.url_for("tryout.start_page", code=code))
    form, before = flask.request.form, said_before(trial.tester, question)
    try:
        said = _said(form.get("do", "NEXT"))
    except PlaceError:
        return _question(trial, question, _with_typed(before), message=_no_word(), status=400)
    if not good:
        return _question(trial, question, said, message=_("Dat duurde even. Druk nog een keer."), status=400)
    try:
        _keep(trial, question, said, form.get("mark", ""))
    except ShutError:
        return ended_page()
    except StaleEditionError:
        # The marks lie on the words of before; what was typed is kept.
        return _changed_meanwhile(code, number, said)
    except PlaceError:
        current_session().rollback()
        return _question(trial, question, _with_typed(before), message=_no_word(), status=400)
    except TextError as error:
        current_session().rollback()
        problem = BadAnswerError("TOO_LONG" if error.reason == "TOO_LONG" else "NOT_TEXT")
        told = word_problem(problem, trial.whole.address_form)
        return _question(trial, question, said, error=told, status=400)
    return _after(trial, question, said, code)


def _said(tapped: str) -> Said:
    """Return what stands on the screen after the tap. Raises PlaceError for marks that are none of ours."""
    form = flask.request.form
    words = read_marks(form.getlist("word"))
    if tapped.startswith(WORD):
        words = after_tap(words, tapped)
    not_understood = form.get("not_understood") == "1"
    not_understood = {"NOT_UNDERSTOOD": True, "UNDERSTOOD": False}.get(tapped, not_understood)
    return Said(words, form.get("own_words", ""), not_understood)


def _with_typed(before: Said) -> Said:
    return replace(before, own_words=flask.request.form.get("own_words", ""))


def _no_word() -> str:
    return _("Dit woord staat niet in de vraag. Kies het nog een keer.")


def _keep(trial: Trial, question: Question, said: Said, mark: str) -> None:
    session = current_session()
    row = session.get(Question, question.id)
    if row is None or trial.tester is None:
        raise StaleEditionError
    keep_remarks(
        session,
        trial.row,
        trial.tester,
        row,
        mark=mark,
        words=said.words,
        own_words=said.own_words,
        not_understood=said.not_understood,
    )
    session.commit()


def _changed_meanwhile(code: str, number: int, said: Said) -> Answer:
    current_session().rollback()
    trial = begun_at(code)
    question = trial.question(number) if isinstance(trial, Trial) else None
    if not isinstance(trial, Trial) or trial.tester is None or question is None:
        return flask.redirect(flask.url_for("tryout.start_page", code=code))
    again = replace(said_before(trial.tester, question), own_words=said.own_words, not_understood=said.not_understood)
    return _question(trial, question, again, message=_("Deze vraag is net veranderd. Lees hem opnieuw."), status=409)


def _after(trial: Trial, question: Question, said: Said, code: str) -> Answer:
    tapped = flask.request.form.get("do", "NEXT")
    if tapped.startswith((WORD, PICK)) or tapped in {"NOT_UNDERSTOOD", "UNDERSTOOD"}:
        return _question(trial, question, said)
    number = trial.whole.questions.index(question) + 1
    if tapped == "BACK":
        return _to(code, number - 1)
    if number < len(trial.whole.questions):
        return _to(code, number + 1)
    if trial.tester is None or trial.ticket is None:
        return _to(code, 1)
    edition = trial.ticket.editions.get(trial.row.id, trial.tester.edition)
    try:
        finish_test(current_session(), trial.row, trial.tester, edition=edition)
    except ShutError:
        return ended_page()
    current_session().commit()
    return flask.redirect(flask.url_for("tryout.thanks_page", code=code))


def _to(code: str, number: int) -> Response:
    if number < 1:
        return flask.redirect(flask.url_for("tryout.start_page", code=code))
    return flask.redirect(flask.url_for("tryout.question_page", code=code, number=number))


@tryouts.get(f"{PAGE}/bedankt")
@public
def thanks_page(code: str) -> Answer:
    """Thank a tester, who may still change something or hand the phone to the next one."""
    trial = begun_at(code)
    if not isinstance(trial, Trial):
        return trial
    if trial.tester is None or not trial.tester.finished:
        return _to(code, 1)
    return flask.render_template("answering/tryout_thanks.html", consultation=trial.whole, code=code, form=StepForm())


@tryouts.post(f"{PAGE}/iemand-anders")
@public
def someone_else_post(code: str) -> Answer:
    """Take the ticket off this phone: whoever begins now is another tester."""
    response: Response = flask.make_response(_to(code, 0))
    forget_ticket(response)
    forget_token()
    return response
