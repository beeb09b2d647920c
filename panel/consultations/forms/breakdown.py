"""A background by which the outcome may be split, with its classes."""

from __future__ import annotations

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from panel.consultations.forms.base import DeskForm, sized, words
from panel.consultations.models import Breakdown, BreakdownClass
from panel.consultations.service import ClassText
from panel.consultations.service.texts import limit_of

MOST_CLASSES = 12
# A class with its part of the people behind it: "18 tot 30 jaar = 25%".
WITH_SHARE = re.compile(r"(?P<text>.*\S)\s*=\s*(?P<share>\d{1,3})\s*%")


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
        description=_l(
            "Eén klasse op een regel, liefst grof. Weet je welk deel van de mensen het is? "
            "Schrijf dat erachter: 18 tot 30 jaar = 25%. Een klasse met minder dan 10 mensen gaat samen met een andere."
        ),
        validators=[sized(2_000, _l("Schrijf ten minste twee klassen op."))],
    )

    def validate_classes(self, field: TextAreaField) -> None:
        lines = self.lines()
        if len(lines) < 2:
            raise ValidationError(_("Schrijf ten minste twee klassen op."))
        if len(lines) > MOST_CLASSES:
            raise ValidationError(_("Het zijn er te veel. Kies er hooguit %(most)s.", most=MOST_CLASSES))
        classes = self.class_texts()
        if len({one.text.casefold() for one in classes}) < len(classes):
            raise ValidationError(_("Twee klassen zijn gelijk."))
        if sum(one.share or 0 for one in classes) > 100:
            raise ValidationError(_("De delen zijn samen meer dan 100%%. Kijk ze na."))
        limit = limit_of(BreakdownClass.text)
        if any(len(one.text) > limit for one in classes):
            raise ValidationError(_("Een regel is te lang. Er passen %(limit)s tekens op.", limit=limit))

    def lines(self) -> list[str]:
        return [line.strip() for line in (self.classes.data or "").splitlines() if line.strip()]

    def class_texts(self) -> list[ClassText]:
        """Return the classes as they were written, with their share where there is one."""
        return [_class_text(line) for line in self.lines()]


def _class_text(line: str) -> ClassText:
    found = WITH_SHARE.fullmatch(line)
    return ClassText(found["text"], share=int(found["share"])) if found else ClassText(line)


def class_line(text: str, share: int | None) -> str:
    """Return a class as a line of the form."""
    return text if share is None else f"{text} = {share}%"
