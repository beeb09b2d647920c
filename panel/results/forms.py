"""The forms with which an officer changes or closes a consultation, and someone finds their own answers again."""

from __future__ import annotations

import datetime as dt

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, Field, Form, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from panel.consultations.service.changes import LONGEST_REASON
from panel.core.kept_form import EditedForm
from panel.core.text import NotTextError, TooLongError, clean_text

EVERYBODY_READS = _l("Eén of twee korte zinnen. Iedereen kan ze lezen, ook wie meedeed.")


class Day(DateField):
    """A day that must be chosen; what cannot be read as one is told in Dutch and stays in the field."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: dt.date | None = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            raise ValueError(_("Kies een dag."))
        for pattern in ("%Y-%m-%d", "%d-%m-%Y"):
            try:
                self.data = dt.datetime.strptime(typed, pattern).replace(tzinfo=dt.UTC).date()
            except ValueError:
                continue
            return
        raise ValueError(_("Schrijf de dag als 31-12-2027."))


def _tidy(form: Form, field: Field) -> None:
    """Tidy a reason, and refuse what is too long, no text, or missing where it may not be."""
    try:
        field.data = clean_text(field.data or "", LONGEST_REASON)
    except TooLongError as error:
        raise ValidationError(_("Dit is te lang. Er passen %(limit)s tekens.", limit=error.limit)) from error
    except NotTextError as error:
        raise ValidationError(_("Hier staan tekens in die geen tekst zijn. Haal ze weg.")) from error
    if not field.data and getattr(form, "needs_reason", True):
        raise ValidationError(_("Schrijf op waarom. Zonder reden verandert er niets."))


class ChangeForm(EditedForm):
    """Why something changes, and which edition of the consultation the officer looked at."""

    needs_reason = True
    reason = TextAreaField(_l("Waarom?"), description=EVERYBODY_READS, validators=[_tidy])


class NewDayForm(ChangeForm):
    """Another day than the one that was announced."""

    day = Day(_l("Nieuwe dag"))


class CancelForm(ChangeForm):
    """Stopping for good is asked twice."""

    sure = BooleanField(_l("Ja, stop en wis alle antwoorden. Dit kan niet terug."))

    def validate_sure(self, field: BooleanField) -> None:
        if not field.data:
            raise ValidationError(_("Zet een vinkje als je het zeker weet."))


class CloseForm(ChangeForm):
    """A reason is asked only when a consultation or group closes before the day that was announced."""

    reason = TextAreaField(_l("Waarom sluit je eerder dan beloofd?"), description=EVERYBODY_READS, validators=[_tidy])


class CorrectionForm(ChangeForm):
    """Which text was sent many times, by its mark, and why the records with it go."""

    mark = StringField(validators=[Length(max=64)])


class ReceiptForm(FlaskForm):
    """The code of a consultation, three words, and what to do with them: SHOW, ASK or WITHDRAW."""

    code = StringField(validators=[Length(max=200)])
    words = StringField(validators=[Length(max=200)])
    do = StringField(validators=[Length(max=20)], default="SHOW")
