"""Keeping someone signed in between two pages."""

from __future__ import annotations

import flask
from flask_login import LoginManager

from panel.accounts.models import User
from panel.accounts.queries import user_by_id
from panel.core.db import current_session


def init_sign_in(app: flask.Flask) -> None:
    """Tell flask-login how to find the person behind a session; someone who was made inactive is out at once."""
    manager = LoginManager(app)
    # Phones of staff change networks all day; the signed, http-only cookie is what protects a session.
    manager.session_protection = None

    @manager.user_loader
    def _load(user_id: str) -> User | None:
        user = user_by_id(current_session(), int(user_id)) if user_id.isdigit() else None
        return user if user is not None and user.active else None
