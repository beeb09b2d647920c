"""The cookie of a tester: so that whoever comes back on the same phone changes remarks and is counted once."""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass, field

import flask
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

NAME = "meepraat-proef"
PATH = "/proef"
SIXTY_DAYS = 60 * 24 * 3600
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Ticket:
    """A secret that this phone made, and by consultation the edition of the questions that its test began with."""

    token: bytes
    editions: dict[int, int] = field(default_factory=dict)

    def at(self, consultation_id: int, edition: int) -> Ticket:
        """Return the ticket of someone who begins to test a consultation as it is at this edition."""
        return Ticket(self.token, {**self.editions, consultation_id: edition})


def new_ticket() -> Ticket:
    return Ticket(secrets.token_bytes(TOKEN_BYTES))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(flask.current_app.config["SECRET_KEY"], salt="tester")


def ticket_of_request() -> Ticket | None:
    """Return the ticket of this phone, or None when it has none or a changed one."""
    try:
        token, editions = _signer().loads(flask.request.cookies.get(NAME, ""))
        read = {int(one): int(edition) for one, edition in editions.items()}
        return Ticket(base64.b64decode(token, validate=True), read)
    except (BadData, ValueError, TypeError, AttributeError, binascii.Error):
        return None


def remember_ticket(response: Response, ticket: Ticket) -> None:
    """Give the phone its ticket, for the pages of test rounds only."""
    token = base64.b64encode(ticket.token).decode()
    response.set_cookie(
        NAME,
        str(_signer().dumps([token, ticket.editions])),
        max_age=SIXTY_DAYS,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=flask.current_app.config["SESSION_COOKIE_SECURE"],
    )


def forget_ticket(response: Response) -> None:
    """Take the ticket off the phone: the next one who tests is someone else."""
    response.delete_cookie(NAME, path=PATH)
