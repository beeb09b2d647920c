"""A form that comes back filled with what someone left unsaved, when its page is asked for with that."""

from __future__ import annotations

from typing import Any

import flask
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

# In the address of a page: show what was left unsaved in its form, to be looked at and saved.
TAKES_UP = "verder"


def taken_up() -> MultiDict[str, str] | None:
    """Return what was left unsaved on the page that is asked for, when its form shows that; else None."""
    if flask.request.method != "GET":
        return None
    found: MultiDict[str, str] | None = flask.g.get("taken_up")
    return found


class KeptForm(FlaskForm):
    """A form of the desk; what was left unsaved fills it, and only a button saves it."""

    class Meta(FlaskForm.Meta):
        """Where the content of the form comes from."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            kept = taken_up()
            return super().wrap_formdata(form, formdata) if kept is None else kept
