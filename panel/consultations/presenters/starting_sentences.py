"""The sentence on influence to begin with, for each level: participants read it, so it is short and easy."""

from __future__ import annotations

from flask_babel import gettext as _

from panel.consultations.models import AddressForm, InfluenceLevel


def starting_sentences(form: AddressForm) -> dict[str, str]:
    """Return for each level the sentence to begin with; the officer makes it fit."""
    polite = form is AddressForm.U
    return {
        InfluenceLevel.CONSULT.value: (
            _("De gemeente leest wat u zegt. De gemeente beslist daarna zelf.")
            if polite
            else _("De gemeente leest wat jij zegt. De gemeente beslist daarna zelf.")
        ),
        InfluenceLevel.ADVISE.value: (
            _("U geeft advies. De gemeente beslist en zegt waarom.")
            if polite
            else _("Jij geeft advies. De gemeente beslist en zegt waarom.")
        ),
        InfluenceLevel.COPRODUCE.value: (
            _("U maakt het plan samen met de gemeente.") if polite else _("Jij maakt het plan samen met de gemeente.")
        ),
        InfluenceLevel.DECIDE.value: (
            _("U kiest mee. De gemeente doet wat de meeste mensen kiezen.")
            if polite
            else _("Jij kiest mee. De gemeente doet wat de meeste mensen kiezen.")
        ),
    }
