"""A talk: a member of staff types the code, reads the screens aloud and taps what the other person says."""

from __future__ import annotations

from dataclasses import replace

import flask
from flask_babel import gettext as _
from flask_login import current_user

from panel.answering.cookie import forget_phone, remember
from panel.answering.forms import TalkForm
from panel.answering.models import AnswerMode
from panel.answering.participant import Participant, invited_participant, new_participant
from panel.answering.queries import has_sent
from panel.answering.routes.desk_blueprint import WRONG_CODES, Answer, assisting, is_wrong_code, note
from panel.answering.routes.doorway import door_of, shut_at
from panel.answering.visit import halt_for, round_pepper
from panel.core.access import Role, allow
from panel.core.context import pepper
from panel.core.db import current_session
from panel.core.ids import tidy_code
from panel.core.security import limiter
from panel.invitations.queries import Door, DoorKind

# Trainers too sit beside someone who does not read.
TALKERS = (Role.PANEL_WORKER, Role.FACILITATOR)
TYPISTS = frozenset({Role.PANEL_WORKER, Role.POLICY_OFFICER})
# The code of a group or an open consultation, for the next talk. A personal code is kept nowhere.
LAST_CODE = "code_of_talks"


def participant_in(door: Door, code: str, mode: AnswerMode) -> Participant:
    """Return who answers with the help of staff: the person of a personal code, or somebody new.

    A paper form has a draft of its own, so that whoever types it in never sees what someone did on their phone.
    """
    if door.kind is not DoorKind.PERSONAL or door.invitation is None:
        return replace(new_participant(door.round.id), mode=mode)
    if mode is AnswerMode.PAPER:
        token = pepper().digest("paper-token", tidy_code(code))
        return Participant(door.round.id, token, door.invitation.id, mode)
    return replace(invited_participant(door.round.id, door.invitation.id, tidy_code(code), pepper()), mode=mode)


def why_not(door: Door, participant: Participant) -> str:
    """Return in a sentence why nobody can come in here now, or nothing."""
    if has_sent(current_session(), participant, round_pepper(door.round)):
        return _("Deze code is al gebruikt. Elke code telt één keer.")
    shut = shut_at(door)
    if shut in {None, "SENT"}:
        return ""
    if shut == "REPORTED":
        return _("Deze vragen zijn klaar. De uitslag staat er al.")
    halt = halt_for(door.consultation, door.round, str(shut))
    return f"{halt.title} {halt.advice}"


@assisting.get("/werkplek/gesprek")
@allow(*TALKERS)
def talk_page() -> Answer:
    """Ask for the code, and how the answers are taken."""
    form = TalkForm(formdata=None)
    form.code.data = flask.session.get(LAST_CODE, "")
    return _page(form)


@assisting.post("/werkplek/gesprek")
@allow(*TALKERS)
@limiter.shared_limit(WRONG_CODES, scope="wrong-codes-of-staff", deduct_when=is_wrong_code)
def talk_post() -> Answer:
    """Go to the welcome of that code in the dress of a talk; the seat is claimed when the person says yes."""
    form = TalkForm()
    code = form.code.data or ""
    if not form.validate() or not tidy_code(code):
        return _page(form, _("Vul eerst de code in."), 400)
    door = door_of(code)
    if door is None:
        return _page(form, _("Deze code klopt niet. Kijk nog een keer goed."), 404)
    participant = participant_in(door, code, AnswerMode.CONVERSATION)
    problem = why_not(door, participant)
    if problem:
        return _page(form, problem, 409)
    if door.kind is DoorKind.PERSONAL:
        flask.session.pop(LAST_CODE, None)
    else:
        flask.session[LAST_CODE] = tidy_code(code)
    note("TALK_STARTED", door.consultation)
    response = flask.redirect(flask.url_for("answering.welcome_page"), 303)
    # Whoever was on this computer before is gone, also with how they liked to read.
    forget_phone(response)
    remember(response, participant)
    return response


def _page(form: TalkForm, problem: str = "", status: int = 200) -> Answer:
    page = flask.render_template(
        "assisting/talk.html", form=form, problem=problem, types_in=current_user.role in TYPISTS
    )
    return page, status
