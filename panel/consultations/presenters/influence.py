"""How far the say of people reaches, in four plain descriptions."""

from __future__ import annotations

from flask_babel import gettext as _

from panel.consultations.models import InfluenceLevel


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
