"""Pages of this room."""

from __future__ import annotations

import flask

council = flask.Blueprint("council", __name__)
