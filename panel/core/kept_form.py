"""A form that comes back filled with what someone left unsaved, when its page is asked for with that."""

from __future__ import annotations

from typing import Any

import flask
from flask_wtf import FlaskForm

# In the address of a page: show what was left unsaved in its form, to be looked at and saved.
TAKES_UP = "verder"


class KeptForm(FlaskForm):
    """A form of the desk; what was left unsaved fills it, and only a button saves it."""

    class Meta(FlaskForm.Meta):
        """Where the content of the form comes from."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            taken_up = flask.g.get("taken_up")
            if taken_up is not None and flask.request.method == "GET":
                return taken_up
            return super().wrap_formdata(form, formdata)
