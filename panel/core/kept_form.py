"""A form that comes back filled with what someone left unsaved, when its page is asked for with that."""

from __future__ import annotations

from typing import Any

import flask
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

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


class DeskForm(KeptForm):
    """A form whose expired token is told in the page itself, with everything still filled in."""

    page_expired = False

    def validate(self, extra_validators: dict[str, Any] | None = None) -> bool:
        good = bool(super().validate(extra_validators=extra_validators))
        if self.csrf_token.errors:
            self.csrf_token.errors = []
            self.page_expired = True
        return good


class EditedForm(DeskForm):
    """A form that holds which edition its reader looked at."""

    edition = HiddenField()

    @property
    def number(self) -> int:
        """The edition as a number; something else than a number is an edition that never was."""
        typed = str(self.edition.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 9 else -1
