"""A visitor as tests see one: sends form tokens like a browser, and never waits for the test's own session."""

from __future__ import annotations

from typing import Any

import flask
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from panel.accounts.models import User
from panel.municipalities.models import Municipality
from tests.factories.accounts import PASSWORD


class Visitor(FlaskClient):
    """A client that remembers whose site it visits.

    `client.post(address, data={...})` gets a valid form token unless `token=False`, both as a field and as a
    header (for JSON). Before each request the session of the test commits, because SQLite has one writer at
    a time; after it everything in that session is read again from the database.
    """

    session_of_test: Session | None = None
    host: str | None = None

    def open(self, *args: Any, token: bool = True, **kwargs: Any) -> TestResponse:
        """Ask for a page."""
        if self.session_of_test is not None:
            self.session_of_test.commit()
        if self.host is not None and args and isinstance(args[0], str):
            kwargs.setdefault("base_url", f"http://{self.host}")
        if token and kwargs.get("method") in {"POST", "PUT", "PATCH", "DELETE"}:
            self._add_token(kwargs)
        try:
            return super().open(*args, **kwargs)
        finally:
            if self.session_of_test is not None:
                self.session_of_test.expire_all()

    def _add_token(self, kwargs: dict[str, Any]) -> None:
        value = self.form_token(kwargs.get("base_url"))
        headers = dict(kwargs.get("headers") or {})
        headers.setdefault("X-CSRFToken", value)
        kwargs["headers"] = headers
        data = kwargs.get("data")
        if data is None and kwargs.get("json") is None:
            kwargs["data"] = {"csrf_token": value}
        elif isinstance(data, dict):
            kwargs["data"] = {"csrf_token": value, **data}

    def form_token(self, base_url: str | None = None) -> str:
        """Return a token that forms of this visitor's session accept."""
        app = self.application
        address = base_url or (f"http://{self.host}" if self.host else None)
        with self.session_transaction(base_url=address) as cookie, app.test_request_context():
            from_cookie = cookie.get("csrf_token")
            if from_cookie:
                flask.session["csrf_token"] = from_cookie
            value: str = generate_csrf()
            cookie["csrf_token"] = flask.session["csrf_token"]
        return value

    def visit(self, municipality: Municipality) -> Visitor:
        """Go to a municipality's own address from now on."""
        self.host = municipality.host
        return self


def sign_in(client: Visitor, user: User, municipality: Municipality | None = None) -> Visitor:
    """Sign a member of staff in through the real page; with a municipality, at its own address."""
    if municipality is not None:
        client.visit(municipality)
    answer = client.post("/inloggen?terug=/", data={"email": user.email, "password": PASSWORD})
    assert answer.status_code == 302, f"signing in answered {answer.status_code}"
    return client
