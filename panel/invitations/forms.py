"""Groups with their seats, and how many personal codes are needed."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, IntegerField, StringField
from wtforms.validators import ValidationError

from panel.core.text import NotTextError, TooLongError, clean_text
from panel.invitations.service import LONGEST_NAME, MOST_CODES_AT_ONCE, MOST_SEATS


class _Number(IntegerField):
    """A whole number; what cannot be read as one stays in the field."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data: int | None = None
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
            raise ValueError(_("Vul een heel getal in."))
        self.data = int(typed)


class SeatsForm(FlaskForm):
    """How many people may answer with one code."""

    seats = _Number(
        _l("Hoeveel mensen doen mee?"),
        description=_l("Zo veel keer werkt de code. Je kunt er later plekken bij doen."),
    )

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

    count = _Number(_l("Hoeveel codes heb je nodig?"), description=_l("Eén voor elke brief."))

    def validate_count(self, field: Field) -> None:
        if not field.errors and not 1 <= (field.data or 0) <= MOST_CODES_AT_ONCE:
            raise ValidationError(_("Kies een getal van 1 tot %(most)s.", most=MOST_CODES_AT_ONCE))
