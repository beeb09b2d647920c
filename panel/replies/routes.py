"""Pages of this room."""

from __future__ import annotations

import flask

replies = flask.Blueprint("replies", __name__)
