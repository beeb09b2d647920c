"""The free sentences of a letter, and a stack of letters with new codes or with a list."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from panel.core.text import NotTextError, TooLongError, clean_text
from panel.invitations.forms.doors import WholeNumber
from panel.invitations.service import LONGEST_LIST, LONGEST_PARAGRAPH, LONGEST_SALUTATION, MOST_CODES_AT_ONCE


class _KeptForm(FlaskForm):
    """A form whose expired token is told in the page itself, with everything still filled in."""

    page_expired = False

    def validate(self, extra_validators: dict[str, list[object]] | None = None) -> bool:
        good = bool(super().validate(extra_validators=extra_validators))
        if self.csrf_token.errors:
            self.csrf_token.errors = []
            self.page_expired = True
        return good


class LetterTextForm(_KeptForm):
    """How a letter begins, and one paragraph. Empty fields bring our own sentences back."""

    edition = HiddenField()
    salutation = StringField(
        _l("Hoe begint het?"), description=_l("Leeg is: zoals in ons voorstel. Zet er geen namen in.")
    )
    paragraph = TextAreaField(
        _l("Waarom krijgen mensen dit?"),
        description=_l("Twee of drie korte zinnen. Leeg is: zoals in ons voorstel."),
    )

    @property
    def opened_at(self) -> int:
        """Return which edition this copy was opened at; something else than a number is one that never was."""
        typed = str(self.edition.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 9 else -1

    def validate_salutation(self, field: Field) -> None:
        _check(field, LONGEST_SALUTATION)

    def validate_paragraph(self, field: Field) -> None:
        _check(field, LONGEST_PARAGRAPH)


class StackForm(_KeptForm):
    """How many letters with a new code each."""

    count = WholeNumber(_l("Hoeveel brieven?"), description=_l("Elke brief krijgt een eigen, nieuwe code."))

    def validate_count(self, field: Field) -> None:
        if not field.errors and not 1 <= (field.data or 0) <= MOST_CODES_AT_ONCE:
            raise ValidationError(_("Kies een getal van 1 tot %(most)s.", most=MOST_CODES_AT_ONCE))


class ListForm(_KeptForm):
    """A list of codes that were made before."""

    codes = FileField(
        _l("De lijst met codes"),
        description=_l("Een tekstbestand of CSV, met op elke regel één code. Wij bewaren de lijst niet."),
    )
    typed = ""

    def validate_codes(self, field: Field) -> None:
        sent = field.data.read(LONGEST_LIST + 1) if field.data else b""
        if not sent:
            raise ValidationError(_("Kies een bestand met codes."))
        if len(sent) > LONGEST_LIST:
            raise ValidationError(_("Dit bestand is te groot voor een lijst met codes."))
        try:
            self.typed = clean_text(sent.decode("utf-8-sig"), LONGEST_LIST)
        except (UnicodeDecodeError, NotTextError) as error:
            raise ValidationError(_("Dit is geen tekstbestand. Bewaar de lijst als CSV of als tekst.")) from error


def _check(field: Field, limit: int) -> None:
    try:
        field.data = clean_text(field.data or "", limit)
    except TooLongError as error:
        raise ValidationError(_("Dit is te lang. Er passen %(limit)s tekens.", limit=limit)) from error
    except NotTextError as error:
        raise ValidationError(_("Hier staan tekens in die geen tekst zijn. Haal ze weg.")) from error
