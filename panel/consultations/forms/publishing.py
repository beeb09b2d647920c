"""Approving, sending back and opening."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import ValidationError

from panel.consultations.forms.base import DayField, DeskForm, EditionField, sized
from panel.core.clock import AMSTERDAM, now, today

LONGEST_OPEN_DAYS = 366
HOURS = {str(hour): f"{hour}.00" for hour in (0, *range(6, 23))}


class ApproveForm(DeskForm):
    """Says which edition was read."""

    edition = EditionField()


class SendBackForm(DeskForm):
    """A refusal is never without a reason."""

    reason = TextAreaField(
        _l("Wat moet er anders?"),
        description=_l("De schrijver leest dit."),
        validators=[sized(2_000, _l("Schrijf op wat er anders moet."))],
    )


class TakeBackForm(DeskForm):
    """Why a scheduled consultation becomes a draft again."""

    edition = EditionField()
    reason = TextAreaField(
        _l("Waarom haal je hem terug?"),
        description=_l("Collega's lezen dit in het logboek."),
        validators=[sized(2_000, _l("Schrijf op waarom je hem terughaalt."))],
    )


class PublishForm(DeskForm):
    """From when people can answer (at once when left empty), and the last day on which they can."""

    opens_on = DayField(
        _l("Eerste dag"),
        description=_l(
            "Laat leeg om meteen te openen. Vlak voor een weekend werkt goed: dan hebben mensen tijd. "
            "In een vakantie lezen minder mensen hun post."
        ),
    )
    opens_hour = SelectField(
        _l("Hoe laat?"),
        default="9",
        validate_choice=True,
    )
    closes_on = DayField(
        _l("Laatste dag om mee te doen"),
        description=_l("De vragenlijst sluit aan het eind van die dag."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opens_hour.choices = HOURS

    def validate_closes_on(self, field: DayField) -> None:
        if field.errors:
            return
        if field.data is None:
            raise ValidationError(_("Kies een laatste dag."))
        begins = self.opens_on.data or today()
        if field.data < today():
            raise ValidationError(_("Die dag is voorbij. Kies een latere dag."))
        if field.data < begins:
            raise ValidationError(_("Kies een dag na de eerste dag."))
        if field.data >= begins + dt.timedelta(days=LONGEST_OPEN_DAYS):
            raise ValidationError(_("Dat is langer dan een jaar. Kies een eerdere dag."))

    def validate_opens_on(self, field: DayField) -> None:
        if field.errors or field.data is None:
            return
        if self.opens_at is not None and self.opens_at <= now():
            raise ValidationError(_("Dat moment is voorbij. Kies een later moment, of laat de dag leeg."))
        if field.data >= today() + dt.timedelta(days=LONGEST_OPEN_DAYS):
            raise ValidationError(_("Dat is langer dan een jaar vooruit. Kies een eerdere dag."))

    @property
    def opens_at(self) -> dt.datetime | None:
        """The moment that was chosen, in UTC; None for at once."""
        day, hour = self.opens_on.data, str(self.opens_hour.data or "")
        if day is None or hour not in HOURS:
            return None
        return dt.datetime.combine(day, dt.time(int(hour)), AMSTERDAM).astimezone(dt.UTC)
