"""The forms of the phone: they check the form token; what an answer may be is for the kind of question."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length


class CodeForm(FlaskForm):
    """The code from the board or from a letter."""

    code = StringField(validators=[Length(max=80)])


class StepForm(FlaskForm):
    """One screen of the flow: only the form token, so that an expired one brings the page back as it was."""


class TalkForm(FlaskForm):
    """The code of whom a member of staff talks with."""

    code = StringField(validators=[Length(max=80)])
