"""What someone types at the desk is kept while typing, comes back when asked for, and is told to colleagues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flask
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, Conflict, NotFound, RequestEntityTooLarge

from panel.accounts.queries import colleagues_writing, unsaved_text
from panel.accounts.service import TooMuchError, drop_unsaved, keep_unsaved
from panel.consultations.presenters.unsaved import UnsavedView, present_unsaved, writing_here
from panel.consultations.routes.blueprint import Answer, consultations, find_consultation, find_policy_question
from panel.core.access import allow, desk_page
from panel.core.clock import now, today
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.kept_form import TAKES_UP, taken_up

# Who typed in the last two minutes writes here now.
NOW = dt.timedelta(minutes=2)
SAVED = frozenset({302, 303})


@dataclass(frozen=True)
class LeftHere:
    """What the page of a form says above it."""

    unsaved: UnsavedView | None
    taken_up: bool
    writing: str


@consultations.post("/werkplek/niet-bewaard")
@allow()
def keep_typed() -> Answer:
    """Keep what someone is typing on a page; answer who else writes there."""
    sent = flask.request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise BadRequest
    # In the meantime somebody else signed in on this device: this is not theirs.
    if sent.get("user") != current_user.id:
        raise Conflict
    page = _checked(sent.get("page"))
    try:
        keep_unsaved(
            current_session(), user_id=current_user.id, page=page, fields=_fields(sent.get("fields")), at=now()
        )
    except TooMuchError as error:
        raise RequestEntityTooLarge from error
    current_session().commit()
    return {"writing": _writing(page)}


@consultations.get("/werkplek/niet-bewaard")
@allow()
def who_writes() -> Answer:
    """Tell who else writes on a page, and give a fresh form token to a page that stood open long."""
    page = _checked(flask.request.args.get("pagina"))
    return {"writing": _writing(page), "user": current_user.id, "token": generate_csrf()}


@consultations.post("/werkplek/niet-bewaard/weg")
@allow()
def throw_away_typed() -> Answer:
    """Throw away what was left on a page, and show the page as it was saved."""
    page = _checked(flask.request.form.get("pagina"))
    drop_unsaved(current_session(), user_id=current_user.id, page=page)
    current_session().commit()
    return flask.redirect(page, 303)


@consultations.app_context_processor
def _for_the_layout() -> dict[str, Callable[[], LeftHere | None]]:
    return {"left_here": left_here}


def left_here() -> LeftHere | None:
    """Return what someone left on this page and who else writes here; None away from the desk."""
    path = flask.request.path
    if not current_user.is_authenticated or not path.startswith("/werkplek/"):
        return None
    found = unsaved_text(current_session(), current_user.id, path) if flask.request.method == "GET" else None
    shown = present_unsaved(found, today()) if found is not None else None
    return LeftHere(shown, taken_up() is not None, _writing(path))


@consultations.before_app_request
def _take_up() -> None:
    """Fill the form of this page with what was left unsaved there, when its address asks for that."""
    asked = flask.request.method == "GET" and TAKES_UP in flask.request.args
    if not asked or not flask.request.path.startswith("/werkplek/") or not current_user.is_authenticated:
        return
    found = unsaved_text(current_session(), current_user.id, flask.request.path)
    if found is not None:
        flask.g.taken_up = MultiDict([(name, one) for name, values in found.fields.items() for one in values])


@consultations.after_app_request
def _forget_what_was_saved(response: flask.Response) -> flask.Response:
    """Forget what was kept of a form once that form was saved: it then sends the browser on."""
    saved = flask.request.method == "POST" and response.status_code in SAVED
    if saved and flask.request.path.startswith("/werkplek/") and current_user.is_authenticated:
        drop_unsaved(current_session(), user_id=current_user.id, page=flask.request.path)
        current_session().commit()
    return response


def _checked(page: object) -> str:
    """Return the path of a page that this member of staff may see, about something of this municipality; else a 404."""
    values = desk_page(page, current_user.role) if isinstance(page, str) else None
    if values is None or not isinstance(page, str):
        raise NotFound
    if "consultation_id" in values:
        find_consultation(values["consultation_id"])
    if "policy_question_id" in values:
        find_policy_question(values["policy_question_id"])
    return page


def _fields(sent: Any) -> dict[str, list[str]]:
    """Return the fields of a form as they were sent: pairs of a name and a value."""
    fields: dict[str, list[str]] = {}
    if not isinstance(sent, list):
        raise BadRequest
    for pair in sent:
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)):
            raise BadRequest
        fields.setdefault(pair[0], []).append(pair[1])
    return fields


def _writing(page: str) -> str:
    names = colleagues_writing(
        current_session(), current_municipality().id, page, since=now() - NOW, except_id=current_user.id
    )
    return writing_here(names)
