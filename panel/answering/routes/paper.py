"""Typing in a paper form: one page with all questions, a second look, and the same sealing as from a phone."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask_babel import gettext as _

from panel.answering.answers import Answers
from panel.answering.cookie import forget_form, form_of_request, remember_form
from panel.answering.forms import StepForm, TalkForm
from panel.answering.models import AnswerMode
from panel.answering.participant import Participant
from panel.answering.presenters import present_review
from panel.answering.questionnaires import questionnaires
from panel.answering.routes.assisting import participant_in, why_not
from panel.answering.routes.desk_blueprint import WRONG_CODES, Answer, assisting, is_wrong_code, note
from panel.answering.routes.doorway import door_of
from panel.answering.routing import in_vain
from panel.answering.service import (
    AlreadySentError,
    FullError,
    NotOpenError,
    NotStartedError,
    draft_of,
    forget,
    save_answers,
    seal,
    start,
)
from panel.answering.typed_in import PaperLine, paper_lines
from panel.answering.visit import halt_for, round_pepper
from panel.consultations.models import Consultation, EvidenceKind, Round, RoundState
from panel.consultations.queries import open_consultations, round_by_id
from panel.core.access import Role, allow
from panel.core.clock import now
from panel.core.context import current_municipality, settings
from panel.core.db import current_session
from panel.core.ids import tidy_code
from panel.core.security import limiter
from panel.invitations.queries import Door, DoorKind, groups_of

TYPISTS = (Role.PANEL_WORKER, Role.POLICY_OFFICER)
# The code of a group or an open consultation, for the next form of the pile. A personal code is kept nowhere.
LAST_PILE = "code_of_forms"


@dataclass(frozen=True)
class Form:
    """A paper form that is being typed in."""

    participant: Participant
    round: Round
    consultation: Consultation
    answers: Answers


def _form() -> Form | None:
    """Return the form that is open on this computer, or None when there is none, or it is gone."""
    participant = form_of_request()
    round_ = round_by_id(current_session(), participant.round_id) if participant is not None else None
    if participant is None or round_ is None:
        return None
    consultation = questionnaires().find(current_session(), current_municipality().id, round_.consultation_id)
    if consultation is None:
        return None
    answers = draft_of(current_session(), participant, consultation, round_pepper(round_))
    return Form(participant, round_, consultation, answers) if answers is not None else None


def _piles() -> list[tuple[str, str]]:
    """Return what forms without a personal code can be of: (code, name)."""
    found = []
    for one in open_consultations(current_session(), current_municipality().id):
        title = one.policy_question.title
        if one.evidence_kind is EvidenceKind.OPEN:
            found.append((one.code, title))
        elif one.evidence_kind is EvidenceKind.GROUP:
            groups = groups_of(current_session(), one.id)
            found += [(code.code, f"{title}: {of.name}") for code, of in groups if of.state is RoundState.OPEN]
    return found


@assisting.get("/werkplek/papier")
@allow(*TYPISTS)
def paper_page() -> Answer:
    """Ask which form it is: a pile of a group, or one with a personal code."""
    return _choose(TalkForm(formdata=None))


def _choose(form: TalkForm, problem: str = "", status: int = 200) -> Answer:
    page = flask.render_template(
        "assisting/paper.html",
        form=form,
        piles=_piles(),
        problem=problem,
        unfinished=_form(),
        chosen=flask.request.form.get("pile") or flask.session.get(LAST_PILE, ""),
    )
    return page, status


@assisting.post("/werkplek/papier")
@allow(*TYPISTS)
@limiter.shared_limit(WRONG_CODES, scope="wrong-codes-of-staff", deduct_when=is_wrong_code)
def paper_post() -> Answer:
    """Open an empty form: it takes a seat, like anyone who starts."""
    form = TalkForm()
    code = (form.code.data or "").strip() or flask.request.form.get("pile", "")
    if not form.validate() or not tidy_code(code):
        return _choose(form, _("Kies een stapel. Of vul de code in."), 400)
    door = door_of(code)
    if door is None:
        return _choose(form, _("Deze code klopt niet. Kijk nog een keer goed."), 404)
    participant = participant_in(door, code, AnswerMode.PAPER)
    problem = why_not(door, participant) or _begin(door, participant)
    if problem:
        return _choose(form, problem, 409)
    if door.kind is DoorKind.PERSONAL:
        flask.session.pop(LAST_PILE, None)
    else:
        flask.session[LAST_PILE] = tidy_code(code)
    note("PAPER_OPENED", door.consultation)
    response = flask.redirect(flask.url_for("assisting.form_page"), 303)
    remember_form(response, participant)
    return response


def _begin(door: Door, participant: Participant) -> str:
    """Claim the seat; return in a sentence why that cannot be, or nothing."""
    before = _form()
    if before is not None and before.participant.token != participant.token:
        # An empty or half form that is left behind keeps no seat.
        forget(current_session(), before.participant, round_pepper(before.round))
    consultation = questionnaires().find(current_session(), current_municipality().id, door.consultation.id)
    if consultation is None:
        raise LookupError("a round without its consultation")
    try:
        start(
            current_session(),
            participant,
            door.round,
            consultation,
            pepper=round_pepper(door.round),
            now=now(),
            seat_minutes=settings().seat_minutes,
        )
    except (AlreadySentError, FullError, NotOpenError) as error:
        current_session().rollback()
        return _refusal(error, consultation, door.round)
    current_session().commit()
    return ""


def _refusal(error: Exception, consultation: Consultation, round_: Round) -> str:
    if isinstance(error, AlreadySentError):
        return _("Dit formulier is al verstuurd.")
    reason = "FULL" if isinstance(error, FullError) else "CLOSED" if isinstance(error, NotOpenError) else "GONE"
    halt = halt_for(consultation, round_, reason)
    return f"{halt.title} {halt.advice}"


@assisting.get("/werkplek/papier/formulier")
@allow(*TYPISTS)
def form_page() -> Answer:
    """Show the form with what was typed before."""
    form = _form()
    if form is None:
        return flask.redirect(flask.url_for("assisting.paper_page"))
    lines, _read = paper_lines(form.consultation, form.answers)
    return _lines(form, lines)


def _lines(form: Form, lines: list[PaperLine], problem: str = "", status: int = 200) -> Answer:
    page = flask.render_template(
        "assisting/form.html", consultation=form.consultation, round=form.round, lines=lines, problem=problem
    )
    return page, status


@assisting.post("/werkplek/papier/formulier")
@allow(*TYPISTS)
def form_post() -> Answer:
    """Keep what was typed as far as it can be read, and go on to the second look when all of it can."""
    form = _form()
    if form is None:
        return flask.redirect(flask.url_for("assisting.paper_page"))
    lines, read = paper_lines(form.consultation, form.answers, flask.request.form)
    try:
        save_answers(
            current_session(),
            form.participant,
            form.round,
            form.consultation,
            read,
            pepper=round_pepper(form.round),
            now=now(),
            seat_minutes=settings().seat_minutes,
        )
    except (AlreadySentError, FullError, NotOpenError, NotStartedError) as error:
        current_session().rollback()
        return _lines(form, lines, _refusal(error, form.consultation, form.round), 409)
    current_session().commit()
    if any(line.error for line in lines):
        return _lines(form, lines, status=400)
    return flask.redirect(flask.url_for("assisting.compare_page"), 303)


@assisting.get("/werkplek/papier/nakijken")
@allow(*TYPISTS)
def compare_page() -> Answer:
    """Show everything that was typed beside its question, to lay the paper next to."""
    form = _form()
    if form is None:
        return flask.redirect(flask.url_for("assisting.paper_page"))
    return _compare(form)


def _compare(form: Form, problem: str = "", status: int = 200) -> Answer:
    page = flask.render_template(
        "assisting/compare.html",
        consultation=form.consultation,
        round=form.round,
        items=present_review(form.consultation, form.answers),
        in_vain=in_vain(form.consultation, form.answers),
        form=StepForm(formdata=None),
        problem=problem,
    )
    return page, status


@assisting.post("/werkplek/papier/versturen")
@allow(*TYPISTS)
def send_form_post() -> Answer:
    """Seal the form as a phone would; nothing of it stays on this computer."""
    form = _form()
    if form is None:
        return flask.redirect(flask.url_for("assisting.paper_page"))
    pepper = round_pepper(form.round)
    try:
        seal(current_session(), form.participant, form.round, form.consultation, pepper=pepper, now=now())
    except AlreadySentError:
        current_session().rollback()
    except (FullError, NotOpenError, NotStartedError) as error:
        current_session().rollback()
        return _compare(form, _refusal(error, form.consultation, form.round), 409)
    current_session().commit()
    return _without_form("assisting.sent_form_page")


@assisting.get("/werkplek/papier/verstuurd")
@allow(*TYPISTS)
def sent_form_page() -> Answer:
    """Say that it was sent; the next form of the pile is one key away."""
    pile = flask.session.get(LAST_PILE, "")
    name = next((name for code, name in _piles() if code == pile), "")
    return flask.render_template("assisting/sent.html", pile=pile if name else "", name=name)


@assisting.post("/werkplek/papier/weg")
@allow(*TYPISTS)
def drop_form_post() -> Answer:
    """Throw away what was typed; the seat is free at once."""
    form = _form()
    if form is not None:
        forget(current_session(), form.participant, round_pepper(form.round))
        current_session().commit()
    return _without_form("assisting.paper_page")


def _without_form(endpoint: str) -> Answer:
    response = flask.redirect(flask.url_for(endpoint), 303)
    forget_form(response)
    return response
