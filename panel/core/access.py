"""Who may see which page: every route wears exactly one of @public and @allow, and what wears neither is shut."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

import flask
from flask_login import current_user
from werkzeug.exceptions import Forbidden

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    """What a member of staff does; participants and panel members have no role."""

    POLICY_OFFICER = "POLICY_OFFICER"
    PRIVACY_OFFICER = "PRIVACY_OFFICER"
    ADMINISTRATOR = "ADMINISTRATOR"
    COUNCIL_MEMBER = "COUNCIL_MEMBER"
    FACILITATOR = "FACILITATOR"
    PANEL_WORKER = "PANEL_WORKER"
    RESEARCHER = "RESEARCHER"


EVERY_ROLE = frozenset(Role)
WRITERS = frozenset({Role.POLICY_OFFICER, Role.ADMINISTRATOR})


def public(view: View) -> View:
    """Mark a page as open to everybody."""
    return _mark(view, None)


def allow(*roles: Role) -> Callable[[View], View]:
    """Mark a page as open to staff with one of these roles; without roles: to all staff who signed in."""
    return lambda view: _mark(view, frozenset(roles) or EVERY_ROLE)


def _mark(view: View, roles: frozenset[Role] | None) -> View:
    if hasattr(view, "meepraat_roles"):
        raise TypeError(f"{view.__name__} already says who may see it")
    view.meepraat_roles = roles  # type: ignore[attr-defined]
    return view


def init_access(app: flask.Flask) -> None:
    """Check before every request that this visitor may see this page."""

    @app.before_request
    def _check() -> flask.typing.ResponseReturnValue | None:
        if flask.request.endpoint is None or flask.request.endpoint == "static":
            return None
        view = app.view_functions[flask.request.endpoint]
        if not hasattr(view, "meepraat_roles"):
            raise Forbidden
        roles: frozenset[Role] | None = view.meepraat_roles
        if roles is None:
            return None
        if not current_user.is_authenticated:
            back = flask.request.full_path.rstrip("?") if flask.request.method == "GET" else None
            return flask.redirect(flask.url_for("accounts.sign_in", terug=back))
        if current_user.role not in roles or current_user.municipality_id != flask.g.municipality.id:
            raise Forbidden
        return None
