"""Population figures as the desk shows them: per background a small table, or what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import format_decimal
from flask_babel import gettext as _

from panel.consultations.models import Breakdown, BreakdownSource, Consultation, EvidenceKind, PopulationFigures
from panel.core.i18n import long_day


@dataclass(frozen=True)
class FiguresView:
    """One background: its id and name, rows of class, number and share, and its source; no rows when none are known."""

    breakdown_id: int
    label: str
    rows: list[list[str]]
    source: str


def present_population(consultation: Consultation, figures: Mapping[str, PopulationFigures]) -> list[FiguresView]:
    """Return every background that people fill in themselves, with its figures where they are known."""
    return [
        FiguresView(one.id, one.label, _rows(one, figures.get(one.key)), _source(figures.get(one.key)))
        for one in consultation.breakdowns
        if one.filled_by is BreakdownSource.ASKED
    ]


def _rows(breakdown: Breakdown, figures: PopulationFigures | None) -> list[list[str]]:
    if figures is None:
        return []
    total = sum(figures.counts.values()) or 1
    return [
        [one.text, str(format_decimal(count)), f"{round(100 * count / total)}%"]
        for one in breakdown.classes
        if (count := figures.counts.get(one.key)) is not None
    ]


def _source(figures: PopulationFigures | None) -> str:
    if figures is None:
        return ""
    return _("Bron: %(source)s, %(day)s.", source=figures.source, day=long_day(figures.counted_on))


def why_weigh(consultation: Consultation) -> list[str]:
    """Say what the municipality does with the figures, and what it does not know."""
    said = [
        _("Deed een groep weinig mee? Dan telt die bij het tellen zwaarder, tot de verdeling klopt met de gemeente."),
        _("Een klasse met minder dan 10 antwoorden gaat samen met de volgende in de lijst. Die volgorde ligt vast."),
        _("Zou een antwoord 5 keer zo zwaar tellen, of meer? Dan wegen we niet, en dat staat bij de uitslag."),
    ]
    if sum(one.filled_by is BreakdownSource.ASKED for one in consultation.breakdowns) > 1:
        said.append(
            _("Ken je de aantallen van twee achtergronden samen? Stuur ze in een bestand. Dan wegen we ook daarop.")
        )
    if consultation.evidence_kind is EvidenceKind.SAMPLE:
        said.append(_("Hoe groot een huishouden is weten we niet: elke uitnodiging begint met hetzelfde gewicht."))
    return said
