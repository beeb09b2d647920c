"""A background by which the outcome may be split, with its classes."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from panel.consultations.forms.base import DeskForm, sized, words
from panel.consultations.models import Breakdown, BreakdownClass
from panel.consultations.service import ClassText
from panel.consultations.service.texts import limit_of

MOST_CLASSES = 12


class BreakdownForm(DeskForm):
    """What it is called, what is asked, and the classes, one on a line."""

    mark = HiddenField()
    label = StringField(
        _l("Hoe heet het in de uitslag?"),
        description=_l("Bijvoorbeeld: Leeftijd."),
        validators=words(Breakdown.label, _l("Geef deze achtergrond een naam.")),
    )
    text = StringField(
        _l("Wat vraag je de deelnemer?"),
        description=_l("Bijvoorbeeld: Hoe oud ben je?"),
        validators=words(Breakdown.text, _l("Schrijf de vraag op.")),
    )
    easy_text = StringField(_l("In makkelijke woorden"), validators=words(Breakdown.easy_text))
    classes = TextAreaField(
        _l("Waaruit kiest de deelnemer?"),
        description=_l("Eén klasse op een regel, liefst grof. Klassen met minder dan 10 mensen gaan samen."),
        validators=[sized(2_000, _l("Schrijf ten minste twee klassen op."))],
    )

    def validate_classes(self, field: TextAreaField) -> None:
        lines = self.lines()
        if len(lines) < 2:
            raise ValidationError(_("Schrijf ten minste twee klassen op."))
        if len(lines) > MOST_CLASSES:
            raise ValidationError(_("Het zijn er te veel. Kies er hooguit %(most)s.", most=MOST_CLASSES))
        if len({line.casefold() for line in lines}) < len(lines):
            raise ValidationError(_("Twee klassen zijn gelijk."))
        limit = limit_of(BreakdownClass.text)
        if any(len(line) > limit for line in lines):
            raise ValidationError(_("Een regel is te lang. Er passen %(limit)s tekens op.", limit=limit))

    def lines(self) -> list[str]:
        return [line.strip() for line in (self.classes.data or "").splitlines() if line.strip()]

    def class_texts(self) -> list[ClassText]:
        """Return the classes as they were written."""
        return [ClassText(line) for line in self.lines()]
