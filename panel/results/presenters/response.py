"""Who is missing while a consultation is open, in words for the officer: bands per class, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from panel.consultations.models import BreakdownSource, Consultation, EvidenceKind
from panel.core.i18n import long_day, spoken_list
from panel.results.response import ClassSoFar, ResponseSoFar
from panel.stats.response import Band

WEIGHED = (EvidenceKind.SAMPLE, EvidenceKind.PANEL)
LOOKS = {
    Band.FEW: ("late", "late"),
    Band.FEWER: ("late", "warning"),
    Band.FITTING: ("ok", "ok"),
    Band.MORE: ("neutral", "add"),
    Band.TOO_EARLY: ("neutral", "clock"),
}


@dataclass(frozen=True)
class ClassLine:
    """One class and its band in words; `look` and `icon` are those of its badge."""

    name: str
    band: str
    look: str
    icon: str


@dataclass(frozen=True)
class BackgroundLines:
    """One background with its classes."""

    name: str
    classes: list[ClassLine]


@dataclass(frozen=True)
class ResponseView:
    """Who is missing: a headline, a remark, the classes when there are bands, and what can be done first (`needs`).

    `needs`: FIGURES when the population is not known yet, NOTHING when bands are there or will come by themselves,
    BACKGROUND when nothing was asked that could be compared, OTHER_KIND when this kind of evidence has no target.
    """

    headline: str
    remark: str
    backgrounds: list[BackgroundLines]
    needs: str
    some_missing: bool


def band_words(band: Band) -> str:
    """Return a band as people say it."""
    return {
        Band.FEW: _("veel te weinig"),
        Band.FEWER: _("te weinig"),
        Band.FITTING: _("zoals in de gemeente"),
        Band.MORE: _("veel"),
        Band.TOO_EARLY: _("nog te vroeg"),
    }[band]


def present_response(consultation: Consultation, found: ResponseSoFar | None, *, has_figures: bool) -> ResponseView:
    """Word who is missing, or why that cannot be said (yet)."""
    if found is not None:
        return _with_bands(found)
    if consultation.evidence_kind not in WEIGHED:
        return _without(
            "OTHER_KIND",
            _("Hier is geen doel per groep."),
            _("Iedereen met de link of de code kan meedoen. De uitslag gaat alleen over wie meedeed."),
        )
    if not any(one.filled_by is BreakdownSource.ASKED for one in consultation.breakdowns):
        return _without(
            "BACKGROUND",
            _("Dit is niet te zien."),
            _("Er is geen achtergrond gevraagd, zoals leeftijd of wijk. Na het openen kan dat niet meer."),
        )
    if not has_figures:
        return _without(
            "FIGURES",
            _("Vul eerst in wie er wonen."),
            _("Hoeveel mensen van elke groep wonen er in de gemeente? Zonder die cijfers kun je niet vergelijken."),
        )
    return _without(
        "NOTHING",
        _("Het is nog te vroeg."),
        _("Zodra er genoeg antwoorden zijn, staat het hier. De computer kijkt één keer per dag."),
    )


def _with_bands(found: ResponseSoFar) -> ResponseView:
    missing = found.missing
    if missing:
        names = spoken_list([one.name for one in missing[:4]])
        headline = _("We missen vooral: %(groups)s.", groups=names)
    elif all(one.band is Band.TOO_EARLY for one in found.classes):
        headline = _("Het is nog te vroeg.")
    else:
        headline = _("Elke groep doet genoeg mee.")
    return ResponseView(
        headline,
        _("Zo stond het op %(day)s. Morgen kijkt de computer weer.", day=long_day(found.measured_on)),
        [
            BackgroundLines(name, [_line(one) for one in classes])
            for name, classes in groupby(found.classes, key=lambda one: one.background)
        ],
        "NOTHING",
        bool(missing),
    )


def _line(one: ClassSoFar) -> ClassLine:
    look, icon = LOOKS[one.band]
    return ClassLine(one.name, band_words(one.band), look, icon)


def _without(needs: str, headline: str, remark: str) -> ResponseView:
    return ResponseView(headline, remark, [], needs, some_missing=False)
