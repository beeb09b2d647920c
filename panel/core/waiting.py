"""The page "Even wachten": whoever tries often works or waits a little, and gets in with everything kept."""

from __future__ import annotations

from collections.abc import Iterable

import flask

from panel.core.effort import Allowance, address_of_visitor, effort

OWN_FIELDS = frozenset({"csrf_token", "password", "challenge", "effort"})
Fields = Iterable[tuple[str, str]]


def pay_first(scope: str, allowance: Allowance, *, fields: Fields | None = None, action: str = "") -> str | None:
    """Return the waiting page when this address tried often and this form brings nothing for it, else None."""
    address = address_of_visitor()
    if effort().is_free(scope, address, allowance):
        return None
    if effort().is_paid(scope, address, allowance, flask.request.form):
        return None
    return waiting_page(scope, allowance, fields=fields, action=action)


def note_try(scope: str, allowance: Allowance) -> None:
    """Count something that should not come often from one address."""
    effort().note(scope, address_of_visitor(), allowance)


def waiting_page(
    scope: str, allowance: Allowance, *, fields: Fields | None = None, action: str = "", harder: int = 1
) -> str:
    """Return a page that sends the same form again, with work that the phone does or after some seconds."""
    sent = flask.request.form.items(multi=True) if fields is None else fields
    return flask.render_template(
        "errors/wait.html",
        fields=[(name, value) for name, value in sent if name not in OWN_FIELDS],
        action=action or flask.request.path,
        challenge=effort().new_challenge(scope, harder=harder),
        seconds=allowance.wait,
    )
