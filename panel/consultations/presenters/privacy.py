"""Words the privacy choices: on what ground, how long answers are kept, and what touches someone's private life."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from panel.consultations.models import Consultation, PrivacyGround
from panel.consultations.private_words import (
    Private,
    PrivateFinding,
    Risk,
    private_findings,
    reason_for,
    risks,
    settled,
)
from panel.consultations.retention import erase_on
from panel.core.i18n import spoken_list

Fact = tuple[str, str]


@dataclass(frozen=True)
class PrivateLine:
    """One question or background that touches private life: what was found, where to change it, and the reason."""

    part: str
    title: str
    text: str
    found: str
    endpoint: str
    arguments: dict[str, Any]
    settled: bool


def ground_choices() -> list[tuple[str, str, str]]:
    """Return the grounds as (value, name, when it fits and the article)."""
    return [
        (
            PrivacyGround.PUBLIC_TASK.value,
            _("Een taak van de gemeente"),
            _(
                "Je vraagt dit om een besluit van de gemeente voor te bereiden. Toestemming is dan niet nodig. "
                "Artikel 6, lid 1, onder e van de AVG."
            ),
        ),
        (
            PrivacyGround.CONSENT.value,
            _("Toestemming"),
            _(
                "Mensen kiezen zelf, en mogen zich bedenken. Onder de 16 jaar moet een ouder toestemming geven. "
                "Artikel 6, lid 1, onder a van de AVG."
            ),
        ),
    ]


def ground_name(ground: PrivacyGround | None) -> str:
    """Return what the desk calls a ground; empty when none was chosen."""
    return next((name for value, name, _more in ground_choices() if ground and value == ground.value), "")


def months_in_words(months: int) -> str:
    """Return a number of months in words."""
    return str(ngettext("%(num)s maand", "%(num)s maanden", months))


def privacy_facts(consultation: Consultation) -> list[Fact]:
    """Return the privacy choices as the consultation's own page and the second reader see them."""
    nothing = _("nog niet ingevuld")
    months = consultation.retention_months
    kept = _("%(months)s na het sluiten", months=months_in_words(months)) if months else nothing
    last = erase_on(consultation)
    if last is not None and consultation.answers_erased_on is None:
        kept = _("%(kept)s, tot %(day)s", kept=kept, day=format_date(last, "d MMMM yyyy"))
    facts = [
        (_("Grond"), ground_name(consultation.privacy_ground) or nothing),
        (_("Losse antwoorden bewaren"), kept),
    ]
    if consultation.dpia_reference:
        facts.append((_("DPIA"), consultation.dpia_reference))
    for finding in private_findings(consultation):
        reason = reason_for(consultation, finding) if settled(consultation, finding) else ""
        facts.append((_title(finding), f"{_found(finding)}: {reason or _('nog geen reden')}"))
    return facts


def erased_in_words(consultation: Consultation) -> str:
    """Return on which day the single answers were erased; empty while they are still there."""
    day = consultation.answers_erased_on
    if day is None:
        return ""
    return _("Losse antwoorden zijn gewist op %(day)s.", day=format_date(day, "d MMMM yyyy"))


def present_private(consultation: Consultation) -> list[PrivateLine]:
    """Return what touches private life, each with the page where it can be changed."""
    own = {"consultation_id": consultation.id}
    return [
        PrivateLine(
            part=finding.part,
            title=_title(finding),
            text=finding.text,
            found=_found(finding),
            endpoint="consultations.breakdown_page" if finding.is_breakdown else "consultations.question_page",
            arguments=own | {("breakdown_id" if finding.is_breakdown else "question_id"): finding.part_id},
            settled=settled(consultation, finding),
        )
        for finding in private_findings(consultation)
    ]


def _title(finding: PrivateFinding) -> str:
    if finding.is_breakdown:
        return str(_("Achtergrond %(number)s", number=finding.number))
    return str(_("Vraag %(number)s", number=finding.number))


def _found(finding: PrivateFinding) -> str:
    names = private_names()
    found = spoken_list([names[one] for one in Private if one in finding.found])
    quotes = spoken_list([f"‘{quote}’" for quote in finding.quotes])
    return _("%(what)s (%(quotes)s)", what=found, quotes=quotes)


def private_names() -> dict[Private, str]:
    """Return what we call each part of private life."""
    return {
        Private.HEALTH: _("gezondheid"),
        Private.FAITH: _("geloof"),
        Private.ORIGIN: _("afkomst"),
        Private.POLITICS: _("politiek"),
        Private.SEXUALITY: _("seksualiteit of gender"),
        Private.CRIME: _("strafblad"),
        Private.UNION: _("vakbond"),
        Private.MONEY: _("geld en schulden"),
        Private.NAME: _("naam"),
        Private.ADDRESS: _("adres"),
        Private.PHONE: _("telefoon"),
        Private.EMAIL: _("e-mail"),
        Private.CITIZEN_NUMBER: _("BSN of pas"),
        Private.BIRTH_DATE: _("geboortedatum"),
    }


def dpia_hints(consultation: Consultation) -> list[str]:
    """Return why an assessment (DPIA) is likely needed, in sentences; empty when nothing points at it."""
    words = {
        Risk.SPECIAL: _("Een vraag raakt iets dat de wet extra beschermt, zoals gezondheid of geloof."),
        Risk.MINORS: _("Er doen kinderen of jongeren mee."),
        Risk.VOICE_OR_PHOTO: _("Mensen kunnen hun stem of een foto sturen."),
    }
    return [words[one] for one in risks(consultation)]
