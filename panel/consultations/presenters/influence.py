"""How far the say of people reaches: four plain descriptions, and for each the sentence that participants read."""

from __future__ import annotations

from flask_babel import gettext as _

from panel.consultations.models import AddressForm, InfluenceLevel


def influence_choices() -> list[tuple[str, str, str]]:
    """Return the levels as (value, name, what it asks of the municipality)."""
    return [
        (
            InfluenceLevel.CONSULT.value,
            _("Wij luisteren"),
            _("Je gebruikt de antwoorden om beter te begrijpen wat er speelt. Je belooft nog niets."),
        ),
        (
            InfluenceLevel.ADVISE.value,
            _("Mensen geven advies"),
            _("Je bekijkt elk advies en legt uit wat je ermee doet. Het bestuur beslist."),
        ),
        (
            InfluenceLevel.COPRODUCE.value,
            _("Wij maken het samen"),
            _("Mensen en gemeente maken samen een plan. Het bestuur neemt dat plan over, tenzij het niet kan."),
        ),
        (
            InfluenceLevel.DECIDE.value,
            _("Mensen beslissen"),
            _("Wat de meeste mensen kiezen, gebeurt. Beloof dit alleen als het bestuur dat heeft besloten."),
        ),
    ]


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
