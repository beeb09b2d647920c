"""Signing in and out."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import flask
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from panel.accounts.forms import SignInForm
from panel.accounts.models import User
from panel.accounts.service import TooMuchError, check_password, end_sessions, keep_unsaved
from panel.audit.service import record
from panel.core.access import Role, allow, desk_page, public
from panel.core.clock import now
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.kept_form import TAKES_UP
from panel.core.security import csrf, limiter

accounts = flask.Blueprint("accounts", __name__)
# Before the names of fields that were sent to a page of the desk by someone whose session had ended.
KEPT = "kept-"


def _is_refused(response: flask.Response) -> bool:
    return response.status_code == 400


@accounts.get("/inloggen")
@public
def sign_in() -> flask.typing.ResponseReturnValue:
    """Show the sign-in form, or go on when someone is signed in."""
    if current_user.is_authenticated:
        return flask.redirect(_first_page(current_user.role))
    return flask.render_template("accounts/sign_in.html", form=SignInForm())


# The form checks its own token, so that an expired one brings the page back with the address still there.
@accounts.post("/inloggen")
@csrf.exempt
@public
@limiter.limit("10 per minute; 60 per hour", deduct_when=_is_refused)
def sign_in_post() -> flask.typing.ResponseReturnValue:
    """Sign someone in, and bring them where they were going."""
    form = SignInForm()
    if not form.validate():
        return _again(form)
    session = current_session()
    municipality = current_municipality()
    user = check_password(
        session, municipality_id=municipality.id, email=form.email.data or "", password=form.password.data or ""
    )
    if user is None:
        message = _("Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze na en probeer het opnieuw.")
        return _again(form, message)
    flask.session.clear()
    login_user(user)
    record(
        session,
        municipality_id=municipality.id,
        user_id=user.id,
        action="SIGNED_IN",
        subject="user",
        subject_id=user.id,
    )
    goes_to = _keep_what_was_typed(user) or _safe(flask.request.args.get("terug")) or _first_page(user.role)
    session.commit()
    return flask.redirect(goes_to)


@accounts.post("/uitloggen")
@allow()
def sign_out() -> flask.typing.ResponseReturnValue:
    """Sign out everywhere, and forget everything of this session."""
    session = current_session()
    record(
        session,
        municipality_id=current_user.municipality_id,
        user_id=current_user.id,
        action="SIGNED_OUT",
        subject="user",
        subject_id=current_user.id,
    )
    end_sessions(session, current_user)
    session.commit()
    logout_user()
    flask.session.clear()
    return flask.redirect(flask.url_for("home.front_page"))


def _again(form: SignInForm, problem: str = "") -> flask.typing.ResponseReturnValue:
    """Ask once more; what was typed on another page goes along."""
    return flask.render_template("accounts/sign_in.html", form=form, problem=problem, kept=list(_kept_fields())), 400


def _kept_fields() -> Iterator[tuple[str, str]]:
    for name, value in flask.request.form.items(multi=True):
        if name.startswith(KEPT):
            yield name, value


def _keep_what_was_typed(user: User) -> str | None:
    """Keep what someone had typed when the session ended; return the page whose form comes back filled, not saved."""
    fields: dict[str, list[str]] = {}
    for name, value in _kept_fields():
        fields.setdefault(name.removeprefix(KEPT), []).append(value)
    page = urlsplit(_safe(flask.request.args.get("terug")) or "").path
    if not fields or desk_page(page, user.role) is None:
        return None
    try:
        keep_unsaved(current_session(), user_id=user.id, page=page, fields=fields, at=now())
    except TooMuchError:
        return None
    return f"{page}?{TAKES_UP}=ja"


def _first_page(role: Role) -> str:
    """Return where someone begins the day: a panel worker with the next talk, all others with their own questions."""
    return flask.url_for("assisting.talk_page" if role is Role.PANEL_WORKER else "consultations.workplace_page")


def _safe(address: str | None) -> str | None:
    """Return an address within this site, or None: nobody is sent elsewhere after signing in."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")) or "\\" in address:
        return None
    parts = urlsplit(address)
    return address if not parts.scheme and not parts.netloc else None
