"""What all forms of the desk share: nothing that was typed is ever lost, and every refusal says what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from flask_babel import gettext as _
from sqlalchemy.orm import InstrumentedAttribute
from wtforms import DateField, Field, FieldList, Form, HiddenField, IntegerField
from wtforms.validators import ValidationError

from panel.consultations.service.texts import limit_of
from panel.core import kept_form
from panel.core.text import NotTextError, TooLongError, clean_text

Check = Callable[[Form, Field], None]


class DeskForm(kept_form.DeskForm):
    """A form that tells which of its controls have to be mended."""

    def error_lines(self) -> list[tuple[str, str]]:
        """Return what has to be mended as (id of the control, sentence), also inside lists of answers."""
        return [(f"field-{name}", sentence) for name, sentence in _sentences(self)]


def _sentences(form: Form) -> Iterator[tuple[str, str]]:
    for field in form:
        if isinstance(field, FieldList):
            for entry in field.entries:
                yield from _sentences(entry.form)
        elif field.errors:
            yield field.name, str(field.errors[0])


def words(column: InstrumentedAttribute[str], required: str | None = None) -> list[Check]:
    """Return the checks of a text that is kept in a column; `required` is the sentence for when it is empty."""
    return [sized(limit_of(column), required)]


def sized(limit: int, required: str | None = None) -> Check:
    """Return a check that tidies a text, and refuses what is too long or no text. It never cuts."""

    def _check(_form: Form, field: Field) -> None:
        try:
            field.data = clean_text(field.data or "", limit)
        except TooLongError as error:
            raise ValidationError(_("Dit is te lang. Er passen %(limit)s tekens.", limit=limit)) from error
        except NotTextError as error:
            raise ValidationError(_("Hier staan tekens in die geen tekst zijn. Haal ze weg.")) from error
        if required is not None and not field.data:
            raise ValidationError(str(required))

    return _check


class DayField(DateField):
    """A day; what cannot be read as one is told in Dutch and stays in the field."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: dt.date | None = None
        if not valuelist or not valuelist[0].strip():
            return
        for pattern in ("%Y-%m-%d", "%d-%m-%Y"):
            try:
                self.data = dt.datetime.strptime(valuelist[0].strip(), pattern).replace(tzinfo=dt.UTC).date()
            except ValueError:
                continue
            return
        raise ValueError(_("Schrijf de dag als 31-12-2027."))


class WholeNumberField(IntegerField):
    """A whole number that may be left empty; what cannot be read as one stays in the field."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: int | None = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
            raise ValueError(_("Vul een heel getal in."))
        self.data = int(typed)


class EditionField(HiddenField):
    """Which edition this copy was opened at; something else than a number is an edition that never was."""

    @property
    def number(self) -> int:
        typed = str(self.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 9 else 0
