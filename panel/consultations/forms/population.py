"""How many people of the municipality are in each class of a background, typed or pasted from a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from panel.consultations.forms.base import DayField, DeskForm, sized, words
from panel.consultations.models import BreakdownClass, PopulationFigures
from panel.consultations.service.population import MOST_PEOPLE
from panel.core.clock import today

# A class and its number: "18 tot 30 jaar = 12.500", or two cells from a spreadsheet.
LINE = re.compile(r"(?P<text>.+?)(?:\s*[=;:,\t|]\s*|\s+)\"?(?P<count>\d+(?:[. ]\d{3})*)\"?\s*;?")
NUMBER = re.compile(r"\d+(?:[. ]\d{3})*")


class PopulationForm(DeskForm):
    """The number of people per class, one class on a line, with the source and the day of the figures."""

    mark = HiddenField()
    counts = TextAreaField(
        _l("Hoeveel mensen zijn het?"),
        description=_l(
            "Eén klasse op een regel, met het aantal erachter: 18 tot 30 jaar = 12.500. "
            "Plakken uit Excel of een csv-bestand mag ook."
        ),
        validators=[sized(4_000, _l("Vul per klasse in hoeveel mensen het zijn."))],
    )
    source = StringField(
        _l("Waar komen de aantallen vandaan?"),
        description=_l("Bijvoorbeeld: CBS StatLine, tabel 03759ned. Iedereen leest dit bij de uitslag."),
        validators=words(PopulationFigures.source, _l("Schrijf op waar de aantallen vandaan komen.")),
    )
    counted_on = DayField(
        _l("Van welke dag zijn ze?"),
        description=_l("Bijvoorbeeld: 1-1-2026."),
    )

    classes: Sequence[BreakdownClass] = ()
    numbers: dict[str, int]

    def validate_counted_on(self, field: DayField) -> None:
        if field.data is None:
            raise ValidationError(_("Vul de dag in."))
        if field.data > today():
            raise ValidationError(_("Die dag moet nog komen. Kijk de datum na."))

    def validate_counts(self, field: TextAreaField) -> None:
        """Read the numbers; every class must be there once."""
        lines = [line.strip() for line in (field.data or "").splitlines() if line.strip()]
        if len(lines) == len(self.classes) + 1 and not any(sign.isdigit() for sign in lines[0].split("=")[-1]):
            # The head of a table.
            lines = lines[1:]
        self.numbers = self._read(lines)
        missing = next((one.text for one in self.classes if one.key not in self.numbers), None)
        if missing is not None:
            raise ValidationError(_("Van ‘%(name)s’ staat er nog geen aantal.", name=missing))
        if sum(self.numbers.values()) == 0:
            raise ValidationError(_("Alle aantallen zijn 0. Vul in hoeveel mensen het zijn."))
        if sum(self.numbers.values()) > MOST_PEOPLE:
            raise ValidationError(_("Samen zijn het meer mensen dan er in Nederland wonen. Kijk de aantallen na."))

    def _read(self, lines: list[str]) -> dict[str, int]:
        if len(lines) == len(self.classes) and all(NUMBER.fullmatch(line) for line in lines):
            return {one.key: _number(line) for one, line in zip(self.classes, lines, strict=True)}
        by_text = {one.text.strip().casefold(): one.key for one in self.classes}
        numbers: dict[str, int] = {}
        for line in lines:
            found = LINE.fullmatch(line)
            if found is None:
                raise ValidationError(_("Op deze regel staat geen aantal: %(line)s", line=line[:80]))
            key = by_text.get(found["text"].strip().strip('"').casefold())
            if key is None:
                raise ValidationError(_("Deze klasse hoort er niet bij: %(line)s", line=line[:80]))
            if key in numbers:
                raise ValidationError(_("Deze klasse staat er twee keer: %(line)s", line=line[:80]))
            numbers[key] = _number(found["count"])
        return numbers


def _number(typed: str) -> int:
    return int(re.sub(r"\D", "", typed))


def count_lines(classes: Sequence[BreakdownClass], counts: dict[str, int] | None) -> str:
    """Return the classes as lines of the form, with the number behind those that have one."""
    known = counts or {}
    return "\n".join(f"{one.text} = {known[one.key]}" if one.key in known else f"{one.text} = " for one in classes)
