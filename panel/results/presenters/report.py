"""What the officer is told about a counted consultation: how it was weighed, and what was put together or left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from panel.consultations.models import Consultation, EvidenceKind
from panel.core.i18n import spoken_list
from panel.results import words
from panel.results.amounts import number
from panel.results.labels import Labels, labels_of
from panel.results.models import PublishedOutcome
from panel.results.presenters.margins import MarginView, present_margins
from panel.results.presenters.outcomes import published_of
from panel.stats.margins import finite_correction, may_speak_for_municipality
from panel.stats.published import Published, Reason
from panel.stats.published_weighting import PublishedWeighting, StopReason


@dataclass(frozen=True)
class ReportView:
    """The report: short facts as (what, how it went), and for each reason the parts that were left out for it."""

    counted: list[tuple[str, str]]
    weighed: list[tuple[str, str]]
    together: list[tuple[str, str]]
    left_out: list[tuple[str, list[str]]]
    margins: list[MarginView]
    is_weighed: bool


def present_report(consultation: Consultation, outcome: PublishedOutcome) -> ReportView:
    """Word the report of a frozen outcome; it holds no number that is not public."""
    published, labels = published_of(outcome), labels_of(consultation)
    report = outcome.method.get("report") or {}
    return ReportView(
        counted=_counted(outcome, published),
        weighed=_weighed(consultation.evidence_kind, published, labels),
        together=_together(report, labels),
        left_out=_left_out(report, published, labels),
        margins=present_margins(published, labels),
        is_weighed=published.weighted,
    )


def _counted(outcome: PublishedOutcome, published: Published) -> list[tuple[str, str]]:
    facts = [(_("Antwoorden"), words.size_sentence(published.size) if published.size else words.too_few_title())]
    if outcome.method.get("invited_about"):
        facts.append((_("Uitgenodigd"), _("Ongeveer %(count)s", count=number(int(outcome.method["invited_about"])))))
    if outcome.version > 1:
        correction = outcome.method.get("correction") or {}
        told = _("Dit is versie %(version)s. %(reason)s", version=outcome.version, reason=correction.get("reason", ""))
        facts.append((_("Verbeterd"), told.strip()))
    if outcome.method.get("damaged_boxes"):
        facts.append((_("Beschadigd"), _("Enkele antwoorden waren beschadigd. Die tellen niet mee.")))
    return facts


def _weighed(kind: EvidenceKind, published: Published, labels: Labels) -> list[tuple[str, str]]:
    if kind not in (EvidenceKind.SAMPLE, EvidenceKind.PANEL):
        return [(_("Niet gewogen"), _("Bij een open vraag en bij groepen telt elk antwoord even zwaar."))]
    found = published.weighting
    if found is None:
        return [(_("Niet gewogen"), _("Er waren geen cijfers van de bevolking om naar te wegen."))]
    if found.stopped is not None:
        return [(_("Niet gewogen"), _why_stopped(found.stopped)), *_of_frame(published, found)]
    return [*_against(found, labels), *_crossing(found, labels), *_weights(found), *_of_frame(published, found)]


def _of_frame(published: Published, found: PublishedWeighting) -> list[tuple[str, str]]:
    """What it means for the margin that a large part of everybody who could be drawn answered."""
    size = published.size or 0
    if not may_speak_for_municipality(size) or finite_correction(size, found.frame) == 1.0:
        return []
    told = _(
        "Van de %(count)s mensen deed meer dan 5 op de 100 mee. Daarom is de marge kleiner.",
        count=number(found.frame or 0),
    )
    return [(_("De marge"), told)]


def _why_stopped(reason: StopReason) -> str:
    return {
        StopReason.TOO_HEAVY: _("Sommige mensen zouden vijf keer of vaker meetellen. Dan zegt wegen niets."),
        StopReason.NOT_FITTING: _("De antwoorden waren niet passend te krijgen bij de bevolking."),
        StopReason.EMPTY_CLASS: _("Uit een van de klassen deed niemand mee."),
    }[reason]


def _against(found: PublishedWeighting, labels: Labels) -> list[tuple[str, str]]:
    return [
        (
            _("Gewogen op ‘%(label)s’", label=labels.breakdowns[margin.breakdown].label),
            _(
                "%(source)s, geteld op %(day)s.",
                source=margin.source,
                day=format_date(dt.date.fromisoformat(margin.counted_on), "d MMMM yyyy"),
            ),
        )
        for margin in found.margins
        if margin.breakdown in labels.breakdowns
    ]


def _crossing(weighing: PublishedWeighting, labels: Labels) -> list[tuple[str, str]]:
    """Return what the desk is told of figures for two backgrounds together: used, or left out and why."""
    found = weighing.crossed
    if found is None or not {found.first, found.second} <= labels.breakdowns.keys():
        return []
    one, other = (labels.breakdowns[key].label for key in (found.first, found.second))
    if found.used:
        day = format_date(dt.date.fromisoformat(found.counted_on), "d MMMM yyyy")
        told = _("%(source)s, geteld op %(day)s.", source=found.source, day=day)
        return [(_("Gewogen op ‘%(one)s’ en ‘%(other)s’ samen", one=one, other=other), told)]
    why = _("Dat paste niet, of iemand was dan te herkennen. Elk los is wel gewogen.")
    return [(_("Niet gewogen op ‘%(one)s’ en ‘%(other)s’ samen", one=one, other=other), why)]


def _weights(found: PublishedWeighting) -> list[tuple[str, str]]:
    facts = []
    if found.lightest is not None and found.heaviest is not None:
        between = _("Van %(least)s tot %(most)s.", least=_tenths(found.lightest), most=_tenths(found.heaviest))
        facts.append((_("Zo vaak telt iemand mee"), between))
    if found.effective_size is not None:
        as_sure = _("Even zeker als ongeveer %(count)s antwoorden zonder weging.", count=number(found.effective_size))
        facts.append((_("Zo zeker blijft het"), as_sure))
    return facts


def _together(report: Mapping[str, Any], labels: Labels) -> list[tuple[str, str]]:
    groups = [
        (labels.breakdowns[key].label, spoken_list([labels.breakdowns[key].group(one) for one in merged]))
        for key, merged in (report.get("merged_classes") or {}).items()
        if merged and key in labels.breakdowns
    ]
    answers = [
        (labels.questions[key].text, spoken_list([f"‘{labels.questions[key].option(one)}’" for one in merged]))
        for key, merged in (report.get("merged_options") or {}).items()
        if merged and key in labels.questions
    ]
    return [*groups, *answers]


def _left_out(report: Mapping[str, Any], published: Published, labels: Labels) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for one in report.get("dropped") or ():
        question, breakdown = labels.questions.get(one["question"]), labels.breakdowns.get(one["breakdown"])
        split = _("verdeeld naar ‘%(label)s’", label=breakdown.label) if breakdown else ""
        what = " · ".join(filter(None, [question.text if question else "", split])) or _("De hele uitslag")
        found.setdefault(words.reason_sentence(Reason(one["reason"]), published), []).append(what)
    return list(found.items())


def _tenths(amount: int) -> str:
    return f"{amount // 10},{amount % 10}"
