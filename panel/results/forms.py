"""The forms with which an officer closes a consultation, and someone finds their own answers again."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import Length


class CloseForm(FlaskForm):
    """A reason is asked only when a consultation closes before the day that was announced."""

    reason = TextAreaField(
        _l("Waarom sluit je eerder dan beloofd?"),
        validators=[Length(max=400, message=_l("Maak de reden korter: hoogstens 400 tekens."))],
        description=_l("Deze reden staat straks bij de uitslag. Iedereen kan hem lezen."),
    )


class ReceiptForm(FlaskForm):
    """The code of a consultation, three words, and what to do with them: SHOW, ASK or WITHDRAW."""

    code = StringField(validators=[Length(max=200)])
    words = StringField(validators=[Length(max=200)])
    do = StringField(validators=[Length(max=20)], default="SHOW")
