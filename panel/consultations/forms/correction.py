"""Mending a spelling mistake: the texts themselves are fields of the question, so only their reason is fixed here."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from panel.consultations.forms.base import DeskForm, sized
from panel.consultations.service.changes import LONGEST_REASON


class CorrectionForm(DeskForm):
    """Why, and how the question was when its page was opened."""

    mark = HiddenField()
    reason = TextAreaField(
        _l("Wat verbeter je?"),
        description=_l("Bijvoorbeeld: er stond een typefout. Iedereen kan dit lezen."),
        validators=[sized(LONGEST_REASON, _l("Schrijf op wat je verbetert. Zonder reden verandert er niets."))],
    )
