"""Pages of this room."""

from __future__ import annotations

import flask

home = flask.Blueprint("home", __name__)
