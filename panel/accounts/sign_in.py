"""Keeping someone signed in between two pages."""

from __future__ import annotations

import flask
from flask_login import LoginManager

from panel.accounts.models import User
from panel.accounts.queries import signed_in_user
from panel.core.db import current_session


def init_sign_in(app: flask.Flask) -> None:
    """Tell flask-login how to find the person behind a session; who signed out or left is out at once, everywhere."""
    manager = LoginManager(app)
    # Phones of staff change networks all day; the signed, http-only cookie is what protects a session.
    manager.session_protection = None

    @manager.user_loader
    def _load(name: str) -> User | None:
        return signed_in_user(current_session(), name)
