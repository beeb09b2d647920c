"""Population figures for the backgrounds of a sample or panel: kept with their source, until it closes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import Breakdown, BreakdownSource, Consultation, EvidenceKind, State
from panel.consultations.models.population import CrossedFigures, PopulationFigures
from panel.consultations.service.errors import ConsultationError, ShutError, StaleEditionError
from panel.consultations.service.population_pairs import (
    PairCounts,
    disagreements,
    forget_pairs_that_disagree,
    forget_pairs_with,
    keep_pairs,
    pairs_mark,
)
from panel.consultations.service.texts import tidy
from panel.core.clock import today

WEIGHED = frozenset({EvidenceKind.SAMPLE, EvidenceKind.PANEL})
UNTIL_CLOSING = frozenset({State.DRAFT, State.IN_REVIEW, State.SCHEDULED, State.OPEN})
MOST_PEOPLE = 20_000_000


class FiguresError(ConsultationError):
    """Figures that cannot be used. `reason`: NOT_WEIGHED, CLASSES, NO_PEOPLE, TOO_MANY, PAIRS_DIFFER or FUTURE."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def figures_fingerprint(figures: PopulationFigures | None) -> str:
    """Return a short mark of the figures as they are stored: another mark means that somebody changed them."""
    content = None if figures is None else [sorted(figures.counts.items()), figures.source, str(figures.counted_on)]
    return hashlib.blake2b(json.dumps(content).encode(), digest_size=12).hexdigest()


def keep_population_figures(
    session: Session,
    consultation: Consultation,
    breakdown: Breakdown,
    *,
    by: int | None,
    mark: str,
    counts: Mapping[str, int],
    source: str,
    counted_on: dt.date,
) -> PopulationFigures:
    """Keep how many people are in each class (by key), for figures that were opened when their fingerprint was `mark`.

    What was kept of this background together with another one goes when it does not agree with this any more.
    Raises ShutError once it is closed, StaleEditionError, TextError, and FiguresError when the kind of evidence is not
    weighed, when a class is missing or unknown, or when the numbers or the day cannot be right.
    """
    session.refresh(consultation, attribute_names=["state", "evidence_kind"], with_for_update=True)
    if consultation.state not in UNTIL_CLOSING:
        raise ShutError(consultation.state)
    if consultation.evidence_kind not in WEIGHED or breakdown.filled_by is not BreakdownSource.ASKED:
        raise FiguresError("NOT_WEIGHED")
    stored = session.get(PopulationFigures, breakdown.id, populate_existing=True)
    if figures_fingerprint(stored) != mark:
        raise StaleEditionError
    if set(counts) != {one.key for one in breakdown.classes}:
        raise FiguresError("CLASSES")
    if not 0 < sum(counts.values()) <= MOST_PEOPLE or min(counts.values()) < 0:
        raise FiguresError("NO_PEOPLE" if sum(counts.values()) <= 0 or min(counts.values()) < 0 else "TOO_MANY")
    if counted_on > today():
        raise FiguresError("FUTURE")
    figures = stored or PopulationFigures(breakdown_id=breakdown.id)
    figures.counts = dict(counts)
    figures.source = tidy(PopulationFigures.source, source, required=True)
    figures.counted_on = counted_on
    session.add(figures)
    forget_pairs_that_disagree(session, consultation, breakdown, figures.counts)
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action="POPULATION_FIGURES",
        subject="consultation",
        subject_id=consultation.id,
    )
    session.flush()
    return figures


def joint_fingerprint(
    figures: Mapping[str, PopulationFigures], keys: Iterable[str], pairs: CrossedFigures | None = None
) -> str:
    """Return a short mark of the figures of several backgrounds (by key) together, and of those of pairs of classes."""
    marks = "".join(figures_fingerprint(figures.get(key)) for key in sorted(keys)) + pairs_mark(pairs)
    return hashlib.blake2b(marks.encode(), digest_size=12).hexdigest()


def keep_counts_of_file(
    session: Session,
    consultation: Consultation,
    counts: Mapping[str, Mapping[str, int]],
    *,
    by: int | None,
    mark: str,
    source: str,
    counted_on: dt.date,
    pairs: PairCounts | None = None,
) -> None:
    """Keep the people per class of every background (by key) in `counts`, and of the `pairs`: all of them, or none.

    `mark` is the joint fingerprint of what stood there when the officer looked. Raises as keep_population_figures does.
    """
    session.refresh(consultation, attribute_names=["state", "evidence_kind"], with_for_update=True)
    by_key = {one.key: one for one in consultation.breakdowns}
    wanted = {*counts, *(pairs.of_each() if pairs is not None else ())}
    if not wanted or not wanted <= set(by_key):
        raise FiguresError("CLASSES")
    found = {key: session.get(PopulationFigures, by_key[key].id, populate_existing=True) for key in wanted}
    stood = {key: one for key, one in found.items() if one is not None}
    before = session.get(CrossedFigures, consultation.id, populate_existing=True)
    if joint_fingerprint(stood, wanted, before) != mark:
        raise StaleEditionError
    everything = {key: one.counts for key, one in stood.items()} | {key: dict(one) for key, one in counts.items()}
    if pairs is not None and (set(everything) != wanted or disagreements(pairs, everything)):
        raise FiguresError("PAIRS_DIFFER")
    for key, people in counts.items():
        keep_population_figures(
            session,
            consultation,
            by_key[key],
            by=by,
            mark=figures_fingerprint(found[key]),
            counts=people,
            source=source,
            counted_on=counted_on,
        )
    if pairs is not None:
        keep_pairs(session, consultation, pairs, source=source, counted_on=counted_on)


def forget_population_figures(session: Session, breakdown: Breakdown) -> None:
    """Take the figures of a background away, because its classes are no longer the same."""
    forget_pairs_with(session, breakdown)
    stored = session.get(PopulationFigures, breakdown.id)
    if stored is not None:
        session.delete(stored)
        session.flush()
