"""Approving, sending back and opening."""

from __future__ import annotations

import datetime as dt

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import ValidationError

from panel.consultations.forms.base import DayField, DeskForm, EditionField, sized
from panel.core.clock import today

LONGEST_OPEN_DAYS = 366


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


class PublishForm(DeskForm):
    """The last day on which people can answer."""

    closes_on = DayField(
        _l("Laatste dag om mee te doen"),
        description=_l("De vragenlijst sluit aan het eind van die dag."),
    )

    def validate_closes_on(self, field: DayField) -> None:
        if field.errors:
            return
        if field.data is None:
            raise ValidationError(_("Kies een laatste dag."))
        if field.data < today():
            raise ValidationError(_("Die dag is voorbij. Kies een latere dag."))
        if field.data > today() + dt.timedelta(days=LONGEST_OPEN_DAYS):
            raise ValidationError(_("Dat is langer dan een jaar. Kies een eerdere dag."))
