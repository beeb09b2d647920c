"""Pages of this room."""

from __future__ import annotations

import flask

consultations = flask.Blueprint("consultations", __name__)
