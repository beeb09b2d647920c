"""In what company someone answers: alone, with a helper beside them, in a talk, or on a tablet that many use."""

from __future__ import annotations

import re
from dataclasses import dataclass

import flask
from werkzeug.wrappers import Response

from panel.answering.models import AnswerMode

HELPER = "meepraat-helper"
TABLET = "meepraat-tablet"
PATH = "/meedoen"
A_DAY = 24 * 3600
TABLET_KEY = re.compile(r"[a-z0-9]{12}")


@dataclass(frozen=True)
class Company:
    """Who else is there. Nothing of it is kept with answers; `tablet` is the key in the tablet's address, or empty."""

    helper: bool = False
    talk: bool = False
    tablet: str = ""

    @property
    def start(self) -> str:
        """Return the address where the next person begins."""
        if self.tablet:
            return flask.url_for("answering.tablet_page", code=self.tablet)
        if self.talk:
            return flask.url_for("assisting.talk_page")
        return flask.url_for("answering.code_page")


def company_of_request(mode: AnswerMode = AnswerMode.SELF) -> Company:
    """Return who is there on this page; `mode` is how the participant of this request answers."""
    shown: Company | None = flask.g.get("company")
    if shown is not None:
        return shown
    key = flask.request.cookies.get(TABLET, "")
    return Company(
        helper=flask.request.cookies.get(HELPER) == "1",
        talk=mode is AnswerMode.CONVERSATION,
        tablet=key if TABLET_KEY.fullmatch(key) else "",
    )


def show_on_tablet(key: str) -> None:
    """Show the page of this request as on a tablet, before the tablet itself knows that it is one."""
    flask.g.company = Company(tablet=key)


def _remember(response: Response, name: str, value: str, seconds: int | None) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=flask.current_app.config["SESSION_COOKIE_SECURE"],
    )


def remember_helper(response: Response, *, helped: bool) -> None:
    """Know until the browser closes that a helper is there, or no longer."""
    if helped:
        _remember(response, HELPER, "1", None)
    else:
        response.delete_cookie(HELPER, path=PATH)


def forget_helper(response: Response) -> None:
    """Forget the helper of the one before."""
    response.delete_cookie(HELPER, path=PATH)


def remember_tablet(response: Response, key: str) -> None:
    """Make this device a tablet for a day; coming back to its start begins a new day."""
    _remember(response, TABLET, key, A_DAY)


def forget_tablet(response: Response) -> None:
    """Make this device an ordinary one again."""
    response.delete_cookie(TABLET, path=PATH)
