"""What a program is told when something cannot be had: the standard for errors of web services (RFC 9457)."""

from __future__ import annotations

import json

import flask
from flask_babel import gettext as _

PROGRAMS = "/api/"
"""Addresses for programs begin so; all others are pages for people."""
VERSION = "1.0.0"
MEDIA_TYPE = "application/problem+json"
A_MINUTE = 60


def is_for_programs() -> bool:
    """Whether this request came to an address for programs."""
    return flask.request.path.startswith(PROGRAMS)


def problem(status: int, title: str, detail: str) -> flask.Response:
    """Return an error as a program reads it: what happened, and what to do now."""
    told = {"type": "about:blank", "status": status, "title": title, "detail": detail, "instance": flask.request.path}
    response = flask.Response(json.dumps(told, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    response.headers["Content-Language"] = "nl"
    if status == 429:
        response.headers["Retry-After"] = str(A_MINUTE)
    return response


def not_in_this_form(*offered: str) -> flask.Response:
    """Return the error for who asks for a form that is not there, with the forms that are."""
    return problem(406, _("Deze vorm is er niet."), _("Vraag om: %(forms)s.", forms=", ".join(offered)))


def init_answers_for_programs(app: flask.Flask) -> None:
    """Mark every answer to a program with the version, and let pages of others read it."""

    @app.after_request
    def _mark(response: flask.Response) -> flask.Response:
        if is_for_programs():
            response.headers["API-Version"] = VERSION
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Expose-Headers"] = "API-Version, ETag, Link, Retry-After"
        return response
