"""The phone as a participant will see it, for the officer who writes the questions. Nothing is kept."""

from __future__ import annotations

from dataclasses import replace

import flask
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.answering.answers import Answers
from panel.answering.picking import PICK
from panel.answering.presenters import present_step
from panel.answering.queries import media_on_screens
from panel.answering.rehearsing import as_texts, is_sure, rehearsal_steps, tapped_before, with_tapped
from panel.answering.routes.blueprint import answering
from panel.answering.routing import has_routes
from panel.consultations.models import Consultation, State
from panel.consultations.policy import can_see_drafts
from panel.consultations.queries import consultation_by_id
from panel.core.access import allow
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.i18n import show_as
from panel.core.reading import DUTCH, LANGUAGES, Reading
from panel.core.security import framed_by_ourselves

PAGES = frozenset({"answering.preview_page", "answering.preview_step_page", "answering.preview_next_page"})


@answering.url_defaults
def _in_the_same_words(endpoint: str, values: dict[str, object]) -> None:
    """Take the language and the words of a preview along to its next screen."""
    if endpoint in PAGES and flask.has_request_context() and flask.request.endpoint in PAGES:
        values.update({name: flask.request.args[name] for name in ("taal", "woorden") if name in flask.request.args})


def _consultation(consultation_id: int) -> Consultation:
    """Return the consultation of a preview, and show the page in the language and the words of its address."""
    language = next((one for one in LANGUAGES if one == flask.request.args.get("taal")), DUTCH)
    show_as(Reading(language=language, easy=flask.request.args.get("woorden") == "makkelijk"))
    found = consultation_by_id(current_session(), current_municipality().id, consultation_id)
    if found is None:
        raise NotFound
    if found.state in {State.DRAFT, State.IN_REVIEW} and not can_see_drafts(current_user.role):
        raise NotFound
    return found


@answering.get("/werkplek/raadplegingen/<int:consultation_id>/telefoon")
@allow()
@framed_by_ourselves
def preview_page(consultation_id: int) -> flask.typing.ResponseReturnValue:
    """Show the welcome screen, from which the officer walks through all screens as a participant does."""
    return flask.render_template("answering/welcome.html", consultation=_consultation(consultation_id), preview=True)


@answering.get("/werkplek/raadplegingen/<int:consultation_id>/telefoon/<int:number>")
@allow()
@framed_by_ourselves
def preview_step_page(consultation_id: int, number: int) -> flask.typing.ResponseReturnValue:
    """Show one screen; number 0 says how much influence people have, one past the last looks back."""
    consultation = _consultation(consultation_id)
    if number == 0:
        return flask.render_template("answering/influence.html", consultation=consultation, screens=[], preview=True)
    tapped = tapped_before(consultation, flask.request.args.getlist("antwoord"))
    steps = rehearsal_steps(consultation, tapped)
    step = next((one for one in steps if one.place >= number), None)
    if step is None:
        return flask.render_template("answering/preview_end.html", consultation=consultation, preview=True)
    if step.place != number:
        return flask.redirect(_to(consultation, step.place, tapped))
    view = present_step(consultation, step, tapped, media=media_on_screens(current_session(), consultation))
    if step.question is not None and is_sure(consultation, tapped, step.question):
        view = replace(view, only_for="")
    before = max((one.place for one in steps if one.place < number), default=0)
    return flask.render_template(
        "answering/question.html",
        consultation=consultation,
        screen=view,
        preview=True,
        before=_to(consultation, before, tapped),
        after=_to(consultation, number + 1, tapped),
        tapped=as_texts(tapped) if has_routes(consultation) else None,
    )


@answering.get("/werkplek/raadplegingen/<int:consultation_id>/telefoon/<int:number>/verder")
@allow()
@framed_by_ourselves
def preview_next_page(consultation_id: int, number: int) -> flask.typing.ResponseReturnValue:
    """Go from one screen to the next that comes after what is tapped; the address holds it, and nothing else does."""
    consultation = _consultation(consultation_id)
    args = flask.request.args
    tapped, button = tapped_before(consultation, args.getlist("antwoord")), args.get("do", "NEXT")
    if 1 <= number <= len(consultation.questions):
        tapped = with_tapped(tapped, consultation.questions[number - 1], args.getlist("answer"), button)
    stays = button == "NOT_UNDERSTOOD" or button.startswith(PICK)
    return flask.redirect(_to(consultation, number if stays else number + 1, tapped))


def _to(consultation: Consultation, number: int, tapped: Answers) -> str:
    return flask.url_for(
        "answering.preview_step_page", consultation_id=consultation.id, number=number, antwoord=as_texts(tapped)
    )
