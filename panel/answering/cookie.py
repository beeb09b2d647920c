"""The cookie with which a phone goes on where it was: signed, unreadable for scripts, for the answering pages only."""

from __future__ import annotations

import base64
import binascii

import flask
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from panel.answering.company import forget_helper
from panel.answering.models import AnswerMode
from panel.answering.participant import Participant
from panel.core.reading import forget_reading

NAME = "meepraat-deelname"
PATH = "/meedoen"
# A script sets this when someone hands the phone on: without network the cookie above cannot be taken off it.
LEFT = "meepraat-weg"
SIXTY_DAYS = 60 * 24 * 3600
PAPER = "meepraat-papier"
PAPER_PATH = "/werkplek/papier"
A_DAY = 24 * 3600


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(flask.current_app.config["SECRET_KEY"], salt="participant")


def participant_of_request(name: str = NAME, *, leaving: bool = False) -> Participant | None:
    """Return who this phone takes part as, or None when it has no cookie, a changed one, or was handed to another.

    With `leaving` also who hands it on just now.
    """
    if name == NAME and LEFT in flask.request.cookies and not leaving:
        return None
    try:
        round_id, token, invitation_id, *mode = _signer().loads(flask.request.cookies.get(name, ""))
        raw = base64.b64decode(token, validate=True)
        return Participant(int(round_id), raw, invitation_id, AnswerMode(mode[0] if mode else AnswerMode.SELF))
    except (BadData, ValueError, TypeError, binascii.Error):
        return None


def remember(response: Response, participant: Participant) -> None:
    """Give the phone the cookie of this participant."""
    _remember(response, participant, NAME, PATH, SIXTY_DAYS)
    response.delete_cookie(LEFT, path=PATH)


def form_of_request() -> Participant | None:
    """Return whose paper form is being typed in on this computer, or None."""
    found = participant_of_request(PAPER)
    return found if found is not None and found.mode is AnswerMode.PAPER else None


def remember_form(response: Response, participant: Participant) -> None:
    """Keep a paper form that is being typed in on this computer, for the pages at the desk only."""
    _remember(response, participant, PAPER, PAPER_PATH, A_DAY)


def forget_form(response: Response) -> None:
    """Take the form that was typed in off this computer."""
    response.delete_cookie(PAPER, path=PAPER_PATH)


def _remember(response: Response, participant: Participant, name: str, path: str, seconds: int) -> None:
    token = base64.b64encode(participant.token).decode()
    response.set_cookie(
        name,
        str(_signer().dumps([participant.round_id, token, participant.invitation_id, participant.mode.value])),
        max_age=seconds,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=flask.current_app.config["SESSION_COOKIE_SECURE"],
    )


def forget_token() -> None:
    """Forget the token of forms: it would tell that two people had the same phone. Staff signed in here stay so."""
    if "_user_id" not in flask.session:
        flask.session.clear()


def forget_phone(response: Response, *, token_too: bool = True) -> None:
    """Take everything of this participant off the phone: cookies, how they read, stored answers and kept pages."""
    response.delete_cookie(NAME, path=PATH)
    response.delete_cookie(LEFT, path=PATH)
    if token_too:
        forget_token()
    forget_reading(response)
    forget_helper(response)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def forget_who_left(response: flask.Response) -> flask.Response:
    """Take off the phone what could not be taken off it when someone handed it on without network.

    Only with a page that is opened: what a phone fetches by itself meanwhile (its worker, a last answer) must not take
    the token of the form with which it is handed on just then.
    """
    if flask.request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return response
    comes = any(one.startswith(f"{NAME}=") for one in response.headers.getlist("Set-Cookie"))
    if LEFT in flask.request.cookies and not comes:
        forget_phone(response)
    return response
