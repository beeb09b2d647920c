"""Who may see which page: every route wears exactly one of @public and @allow, and what wears neither is shut."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

import flask
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.exceptions import Forbidden, HTTPException

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


ROLE_WORDS = {
    Role.POLICY_OFFICER: _l("beleidsmedewerker"),
    Role.PRIVACY_OFFICER: _l("privacyfunctionaris"),
    Role.ADMINISTRATOR: _l("beheerder"),
    Role.COUNCIL_MEMBER: _l("raadslid"),
    Role.FACILITATOR: _l("begeleider"),
    Role.PANEL_WORKER: _l("panelmedewerker"),
    Role.RESEARCHER: _l("onderzoeker"),
}
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
            return _ask_to_sign_in()
        if current_user.role not in roles or current_user.municipality_id != flask.g.municipality.id:
            raise NotForThisRoleError(roles)
        return None


def desk_page(path: str, role: Role | None = None) -> dict[str, Any] | None:
    """Return the values in the address of a page of the desk, or None when no page for this role is there.

    Without a role: for any. An empty dictionary is a page without values in its address.
    """
    if not path.startswith("/werkplek/") or "\x00" in path:
        return None
    try:
        endpoint, values = flask.current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return None
    roles: frozenset[Role] = getattr(flask.current_app.view_functions[endpoint], "meepraat_roles", None) or frozenset()
    return dict(values) if roles and (role is None or role in roles) else None


class NotForThisRoleError(Forbidden):
    """Someone signed in asks for a page of others; `roles` says whose it is."""

    def __init__(self, roles: frozenset[Role]) -> None:
        super().__init__()
        self.roles = roles


def _ask_to_sign_in() -> flask.typing.ResponseReturnValue:
    request = flask.request
    if request.method == "GET":
        return flask.redirect(flask.url_for("accounts.sign_in", terug=request.full_path.rstrip("?")))
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token" and value.strip()]
    if not typed:
        return flask.redirect(flask.url_for("accounts.sign_in"))
    # The session ended while someone was writing: everything goes along with signing in, and comes back in the form.
    where = request.full_path.rstrip("?")
    comes_back = desk_page(request.path) is not None
    return flask.render_template(
        "errors/expired.html", fields=typed, where=where, signed_out=True, comes_back=comes_back
    ), 401
