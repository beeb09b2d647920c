"""Groups with their seats, and how many personal codes are needed."""

from __future__ import annotations

import datetime as dt

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, Field, IntegerField, StringField
from wtforms.validators import ValidationError

from panel.core.clock import AMSTERDAM, local
from panel.core.text import NotTextError, TooLongError, clean_text
from panel.invitations.service import LONGEST_NAME, MOST_CODES_AT_ONCE, MOST_SEATS

# As a browser writes it, and as someone types it where there is no calendar.
MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H:%M"]


class WholeNumber(IntegerField):
    """A whole number; what cannot be read as one stays in the field."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data: int | None = None
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
            raise ValueError(_("Vul een heel getal in."))
        self.data = int(typed)


class _Moment(DateTimeLocalField):
    """A day and a time in the Netherlands, or nothing; what cannot be read as one stays in the field."""

    def process_data(self, value: dt.datetime | None) -> None:
        self.data = None if value is None else local(value).replace(tzinfo=None)

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Kies een dag en een tijd, zoals 3-3-2027 10:00.")) from error

    @property
    def moment(self) -> dt.datetime | None:
        """What was chosen, in UTC."""
        return None if self.data is None else self.data.replace(tzinfo=AMSTERDAM).astimezone(dt.UTC)


class SeatsForm(FlaskForm):
    """How many people may answer with one code, and between which hours they may begin."""

    seats = WholeNumber(
        _l("Hoeveel mensen doen mee?"),
        description=_l("Zo veel keer werkt de code. Je kunt er later plekken bij doen."),
    )

    opens_at = _Moment(
        _l("Vanaf wanneer werkt de code?"),
        format=MOMENT,
        description=_l("Laat dit leeg als de code meteen mag werken."),
    )
    closes_at = _Moment(
        _l("Tot wanneer werkt de code?"),
        format=MOMENT,
        description=_l("Daarna kan niemand meer beginnen. Wie bezig is, kan afmaken. Leeg is: tot je de groep sluit."),
    )

    def validate_closes_at(self, field: Field) -> None:
        if field.errors or self.opens_at.errors or field.data is None:
            return
        if self.opens_at.data is not None and field.data <= self.opens_at.data:
            raise ValidationError(_("Kies een tijd na het begin."))

    def validate_seats(self, field: Field) -> None:
        if not field.errors and not 1 <= (field.data or 0) <= MOST_SEATS:
            raise ValidationError(_("Kies een getal van 1 tot %(most)s.", most=MOST_SEATS))


class GroupForm(SeatsForm):
    """A new group."""

    name = StringField(
        _l("Hoe heet de groep?"),
        description=_l("Alleen collega's en de begeleider zien deze naam. Zet er geen namen van mensen in."),
    )

    def validate_name(self, field: Field) -> None:
        try:
            field.data = clean_text(field.data or "", LONGEST_NAME)
        except TooLongError as error:
            raise ValidationError(_("Dit is te lang. Er passen %(limit)s tekens.", limit=LONGEST_NAME)) from error
        except NotTextError as error:
            raise ValidationError(_("Hier staan tekens in die geen tekst zijn. Haal ze weg.")) from error
        if not field.data:
            raise ValidationError(_("Geef de groep een naam."))


class CodesForm(FlaskForm):
    """How many letters go out."""

    count = WholeNumber(_l("Hoeveel codes heb je nodig?"), description=_l("Eén voor elke brief."))

    def validate_count(self, field: Field) -> None:
        if not field.errors and not 1 <= (field.data or 0) <= MOST_CODES_AT_ONCE:
            raise ValidationError(_("Kies een getal van 1 tot %(most)s.", most=MOST_CODES_AT_ONCE))
