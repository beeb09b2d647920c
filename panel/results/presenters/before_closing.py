"""What is ready and what is not before a consultation closes, so that nobody is surprised by the outcome."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext as _

from panel.consultations.forecast import SMALLEST_SHOWN, WHOLE_MUNICIPALITY, smallest_group
from panel.consultations.models import BreakdownSource, Consultation, EvidenceKind
from panel.core.i18n import long_day, spoken_list

WEIGHED = (EvidenceKind.SAMPLE, EvidenceKind.PANEL)


@dataclass(frozen=True)
class Check:
    """One thing to look at before closing: what it is about, how it stands, and whether that is good."""

    about: str
    text: str
    good: bool


def present_checks(consultation: Consultation, sent: int, counted_backgrounds: Collection[str]) -> list[Check]:
    """Return what to look at; `counted_backgrounds` holds the keys of those with figures of the population."""
    checks = [_enough(consultation, sent)]
    if consultation.evidence_kind in WEIGHED:
        checks.append(_weighing(consultation, counted_backgrounds))
    checks += _small_groups(consultation, sent)
    checks.append(_promise(consultation))
    return checks


def _enough(consultation: Consultation, sent: int) -> Check:
    about = _("Genoeg antwoorden")
    if sent < SMALLEST_SHOWN:
        text = _("Er zijn nu minder dan %(least)s inzendingen. Dan komt er geen uitslag.", least=SMALLEST_SHOWN)
        return Check(about, text, good=False)
    if consultation.evidence_kind is EvidenceKind.SAMPLE and sent < WHOLE_MUNICIPALITY:
        text = _(
            "Genoeg voor een uitslag. Voor een uitspraak over de hele gemeente zijn er %(least)s nodig.",
            least=WHOLE_MUNICIPALITY,
        )
        return Check(about, text, good=False)
    return Check(about, _("Er komt een uitslag."), good=True)


def _small_groups(consultation: Consultation, sent: int) -> list[Check]:
    small = []
    for one in consultation.breakdowns:
        found = smallest_group(one, sent)
        if found is not None and found.is_too_small:
            small.append(one.label)
    if not small:
        return []
    text = _(
        "Bij %(labels)s heeft een groep waarschijnlijk minder dan %(least)s mensen. Die gaat samen met een andere.",
        labels=spoken_list(small),
        least=SMALLEST_SHOWN,
    )
    return [Check(_("Groepen vergelijken"), text, good=False)]


def _weighing(consultation: Consultation, counted: Collection[str]) -> Check:
    asked = [one for one in consultation.breakdowns if one.filled_by is BreakdownSource.ASKED]
    missing = [one.label for one in asked if one.key not in counted]
    if not asked:
        text = _("Er is geen achtergrond gevraagd. De uitslag wordt niet gewogen.")
        return Check(_("Wegen"), text, good=False)
    if missing:
        text = _("Cijfers van de bevolking ontbreken bij: %(labels)s.", labels=spoken_list(missing))
        return Check(_("Wegen"), text, good=False)
    return Check(_("Wegen"), _("De cijfers van de bevolking zijn er."), good=True)


def _promise(consultation: Consultation) -> Check:
    if consultation.promised_on is None:
        return Check(_("Het antwoord"), _("Er is nog geen dag beloofd."), good=False)
    text = _("%(who)s, uiterlijk op %(day)s.", who=consultation.promised_by, day=long_day(consultation.promised_on))
    return Check(_("Het antwoord"), text, good=True)
