"""Pages of this room."""

from __future__ import annotations

import flask

results = flask.Blueprint("results", __name__)
