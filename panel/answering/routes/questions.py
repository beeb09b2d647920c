"""One question per screen, for phones with and without scripts: what was answered is kept at every step."""

from __future__ import annotations

from dataclasses import replace

import flask
from flask_babel import gettext as _

from panel.answering.answers import Answers, Given, check_background
from panel.answering.forms import StepForm
from panel.answering.media import MOST_BYTES, media_given
from panel.answering.picking import PICK, after_tap
from panel.answering.presenters import present_step
from panel.answering.queries import media_on_screens
from panel.answering.routes.blueprint import answering
from panel.answering.routes.media import FRAME, keep_files, stays
from panel.answering.service import AlreadySentError, FullError, NotOpenError, NotStartedError, save_answers
from panel.answering.steps import Step, first_open, step_at, step_before, step_from
from panel.answering.visit import Visit, current_visit, halt_for, halt_page, round_pepper
from panel.consultations.kinds import DONT_KNOW, BadAnswerError, kind_of
from panel.consultations.models import Consultation, Question
from panel.core.access import public
from panel.core.clock import now
from panel.core.context import settings
from panel.core.db import current_session
from panel.core.security import csrf, takes_files


def started() -> Visit | flask.typing.ResponseReturnValue:
    """Return the visit of someone who is busy, or where someone else belongs."""
    visit = current_visit()
    if visit.sent:
        return flask.redirect(flask.url_for("answering.thanks_page"))
    if visit.answers is None:
        return flask.redirect(flask.url_for("answering.welcome_page"))
    return visit


@answering.get("/meedoen/invloed")
@public
def influence_page() -> flask.typing.ResponseReturnValue:
    """Say how much say people have and when they hear back."""
    visit = started()
    if not isinstance(visit, Visit):
        return visit
    return flask.render_template("answering/influence.html", consultation=visit.consultation, preview=False)


@answering.get("/meedoen/oefenen")
@public
def practice_page() -> flask.typing.ResponseReturnValue:
    """Let someone try how answering works; this answer is kept nowhere."""
    visit = started()
    if not isinstance(visit, Visit):
        return visit
    return flask.render_template("answering/practice.html", consultation=visit.consultation, form=StepForm())


@answering.post("/meedoen/oefenen")
@public
def practice_post() -> flask.typing.ResponseReturnValue:
    """Go on to the first real question, or to where this phone was."""
    visit = started()
    if not isinstance(visit, Visit):
        return visit
    goes_on = first_open(visit.consultation, visit.answers or Answers())
    if goes_on is None:
        return flask.redirect(flask.url_for("answering.review_page"))
    return flask.redirect(flask.url_for("answering.question_page", number=goes_on.place))


@answering.get("/meedoen/vraag/<int:number>")
@public
def question_page(number: int) -> flask.typing.ResponseReturnValue:
    """Show one question with what was answered before; what this person does not get leads to what comes after it."""
    visit = started()
    if not isinstance(visit, Visit):
        return visit
    step = step_from(visit.consultation, visit.answers or Answers(), number)
    if step is None:
        return flask.redirect(flask.url_for("answering.review_page"))
    if step.place != number:
        return flask.redirect(flask.url_for("answering.question_page", number=step.place))
    return _question(visit, step)


def _question(
    visit: Visit,
    step: Step,
    error: BadAnswerError | None = None,
    message: str = "",
    status: int = 200,
    picked: str | None = None,
) -> flask.typing.ResponseReturnValue:
    typed = flask.request.form.getlist("answer") if flask.request.method == "POST" else None
    if typed is not None and picked is not None and step.question is not None:
        typed = after_tap(typed, picked, kind_of(step.question).classes(step.question))
    media = media_on_screens(current_session(), visit.consultation)
    view = present_step(
        visit.consultation,
        step,
        visit.answers or Answers(),
        error=error,
        typed=typed,
        tapped=picked or "",
        media=media,
        draw=visit.participant.draw,
    )
    if step.question is not None and view.extras:
        given = media_given(current_session(), visit.participant, visit.consultation, round_pepper(visit.round))
        view = replace(view, kept=tuple(given.get(step.question.key, ())))
    page = flask.render_template(
        "answering/question.html",
        consultation=visit.consultation,
        screen=view,
        form=StepForm(formdata=None) if status == 400 else StepForm(),
        message=message,
        looking_back=flask.request.args.get("terug") == "nakijken",
        preview=False,
    )
    return page, status


# The form checks its own token, so that an expired one brings this screen back with everything still typed.
@answering.post("/meedoen/vraag/<int:number>")
@csrf.exempt
@public
@takes_files(sum(MOST_BYTES.values()) + FRAME)
def question_post(number: int) -> flask.typing.ResponseReturnValue:
    """Keep an answer and go where the tapped button leads."""
    visit = started()
    if not isinstance(visit, Visit):
        return visit
    # In another tab an answer may have been given after which this person does not get this question any more.
    step = step_at(visit.consultation, visit.answers or Answers(), number)
    if step is None:
        return flask.redirect(flask.url_for("answering.review_page"))
    if not StepForm().validate():
        return _question(visit, step, message=_("Dat duurde even. Druk nog een keer op Volgende."), status=400)
    tapped = flask.request.form.get("do", "NEXT")
    if tapped.startswith(PICK):
        return _question(visit, step, picked=tapped.removeprefix(PICK))
    try:
        problem = keep_files(visit, step.question, tapped) if step.question is not None else ""
        if problem:
            return _question(visit, step, message=problem, status=422)
        newer = _read(visit, step, tapped)
        answers = visit.answers or Answers() if newer is None else _save(visit, newer)
    except BadAnswerError as error:
        return _question(visit, step, error=error, status=400)
    except AlreadySentError:
        return flask.redirect(flask.url_for("answering.thanks_page"))
    except (NotOpenError, FullError, NotStartedError) as error:
        reason = {NotOpenError: "CLOSED", FullError: "FULL", NotStartedError: "GONE"}[type(error)]
        return halt_page(visit.consultation, halt_for(visit.consultation, visit.round, reason))
    return flask.redirect(_after(visit.consultation, answers, step, tapped))


def _save(visit: Visit, newer: Answers) -> Answers:
    answers = save_answers(
        current_session(),
        visit.participant,
        visit.round,
        visit.consultation,
        newer,
        pepper=round_pepper(visit.round),
        now=now(),
        seat_minutes=settings().seat_minutes,
    )
    current_session().commit()
    return answers


def _read(visit: Visit, step: Step, tapped: str) -> Answers | None:
    """Return what is to be kept. Raises BadAnswerError when someone goes on with an answer that cannot be taken."""
    typed = flask.request.form.getlist("answer")
    if step.breakdown is not None:
        if tapped == "BACK" and not typed:
            return None
        return Answers().with_background(step.breakdown.key, check_background(step.breakdown, "".join(typed[:1])))
    question = step.question
    if question is None:
        return None
    before = (visit.answers or Answers()).given.get(question.key)
    marked = (before is not None and before.not_understood) or tapped == "NOT_UNDERSTOOD"
    if tapped == "SKIP":
        return Answers().with_given(question.key, Given("SKIPPED", None, marked))
    if tapped == "DONT_KNOW" or typed == [DONT_KNOW]:
        return Answers().with_given(question.key, Given("DONT_KNOW", None, marked))
    chosen = [one for one in typed if one != DONT_KNOW]
    try:
        given = Given("ANSWERED", kind_of(question).read(chosen, question), marked)
        if given.value == "" and not _has_media(visit, question):
            raise BadAnswerError("EMPTY")
    except BadAnswerError as error:
        if tapped == "NOT_UNDERSTOOD":
            kept = before or Given("SKIPPED")
            return Answers().with_given(question.key, Given(kept.state, kept.value, True))
        if (tapped == "BACK" or stays(tapped)) and error.code == "EMPTY":
            return None
        raise
    return Answers().with_given(question.key, given)


def _has_media(visit: Visit, question: Question) -> bool:
    given = media_given(current_session(), visit.participant, visit.consultation, round_pepper(visit.round))
    return question.key in given


def _after(consultation: Consultation, answers: Answers, step: Step, tapped: str) -> str:
    """Return where a tapped button leads to someone who has these answers by now."""
    looking_back = flask.request.args.get("terug")
    if tapped == "NOT_UNDERSTOOD":
        return flask.url_for("answering.question_page", number=step.place, uitleg="ja")
    if stays(tapped):
        return flask.url_for("answering.question_page", number=step.place, terug=looking_back)
    if tapped == "BACK":
        if looking_back == "nakijken":
            return flask.url_for("answering.review_page")
        before = step_before(consultation, answers, step.place)
        if before is None:
            return flask.url_for("answering.influence_page")
        return flask.url_for("answering.question_page", number=before.place)
    if looking_back == "nakijken":
        # Another answer may bring a question that was not there before.
        after = first_open(consultation, answers, routed=True)
    else:
        after = step_from(consultation, answers, step.place + 1)
    if after is None:
        return flask.url_for("answering.review_page")
    return flask.url_for("answering.question_page", number=after.place, terug=looking_back)
