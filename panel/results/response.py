"""Who is missing while a consultation is open: bands per class, worked out once a day, and never an answer or a number.

A machine opens the boxes for it, counts the announced backgrounds in its memory and keeps only the bands: numbers per
class that were kept while people send would tell, beside the row of a personal code, in which class someone is.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from panel.answering.answers import Reader, box_size
from panel.answering.models import SealedSubmission
from panel.consultations.models import (
    Breakdown,
    BreakdownSource,
    Consultation,
    EvidenceKind,
    PopulationFigures,
    Round,
    State,
)
from panel.consultations.queries import consultation_by_id, population_figures_of
from panel.consultations.service import WEIGHED
from panel.core.clock import today
from panel.core.db import Database
from panel.core.keys import BoxOpener, KeyDirectory, KeyMissingError
from panel.results.response_models import ResponseBands
from panel.stats.response import Band, response_bands

log = structlog.get_logger(__name__)
BATCH = 5_000
NEW_ANSWERS = 10
"""So many more answers than the last time, so that no band changes by what one person sent."""


@dataclass(frozen=True)
class ClassSoFar:
    """One class of a background, in the author's words, and its response against its share of the population."""

    background: str
    name: str
    band: Band


@dataclass(frozen=True)
class ResponseSoFar:
    """How the response compares with the population, on the day on which that was worked out."""

    measured_on: dt.date
    classes: list[ClassSoFar]

    @property
    def missing(self) -> list[ClassSoFar]:
        """The classes that answer clearly less than their share, those with the fewest first."""
        return sorted((one for one in self.classes if one.band in (Band.FEW, Band.FEWER)), key=lambda one: one.band)


def response_so_far(session: Session, consultation: Consultation) -> ResponseSoFar | None:
    """Return the bands of an open consultation; None while there are none: no population figures, or too few answers.

    Only for samples and panels. Classes come in the order of the questionnaire.
    """
    kept = session.get(ResponseBands, consultation.id)
    if kept is None or consultation.state is not State.OPEN:
        return None
    classes = [
        ClassSoFar(breakdown.label, one.text, Band(band))
        for breakdown in consultation.breakdowns
        for one in breakdown.classes
        if (band := kept.bands.get(breakdown.key, {}).get(one.key)) is not None
    ]
    return ResponseSoFar(kept.measured_on, classes) if classes else None


def measure_response(database: Database, keys: KeyDirectory) -> int:
    """Work out the bands of every open sample and panel with population figures; return of how many they are new.

    Keeps a band for the whole day, and until ten more people sent their answers. Safe to do again at any moment.
    """
    day = today()
    with database.session(reading=True) as session:
        wanted = select(Consultation.id, Consultation.municipality_id).where(
            Consultation.state == State.OPEN, Consultation.evidence_kind.in_([EvidenceKind(one) for one in WEIGHED])
        )
        running = [(row.id, row.municipality_id) for row in session.execute(wanted.order_by(Consultation.id))]
    new = 0
    for consultation_id, municipality_id in running:
        try:
            new += _measure(database, keys, municipality_id, consultation_id, day)
        except KeyMissingError:
            log.error("response_not_measured", consultation=consultation_id)
    with database.transaction() as session:
        still_open = select(Consultation.id).where(Consultation.state == State.OPEN)
        session.execute(delete(ResponseBands).where(ResponseBands.consultation_id.not_in(still_open)))
    return new


def _measure(database: Database, keys: KeyDirectory, municipality_id: int, consultation_id: int, day: dt.date) -> bool:
    with database.session(reading=True) as session:
        consultation = consultation_by_id(session, municipality_id, consultation_id)
        figures = population_figures_of(session, consultation) if consultation is not None else {}
        kept = session.get(ResponseBands, consultation_id)
        if consultation is None or not figures or (kept is not None and kept.measured_on == day):
            return False
        counts, sent = _count_backgrounds(session, consultation, keys)
        if sent < NEW_ANSWERS + (kept.sent if kept is not None else 0):
            return False
        bands = {
            breakdown.key: _bands_of(figures[breakdown.key], counts[breakdown.key])
            for breakdown in consultation.breakdowns
            if breakdown.key in figures and _is_whole(breakdown, figures[breakdown.key])
        }
    with database.transaction() as session:
        fresh = session.get(ResponseBands, consultation_id) or ResponseBands(consultation_id=consultation_id)
        fresh.measured_on, fresh.sent, fresh.bands = day, sent, bands
        session.add(fresh)
    return True


def _is_whole(breakdown: Breakdown, figures: PopulationFigures) -> bool:
    asked = breakdown.filled_by is BreakdownSource.ASKED
    return asked and {one.key for one in breakdown.classes} == set(figures.counts)


def _bands_of(figures: PopulationFigures, counted: Mapping[str, int]) -> dict[str, str]:
    bands = response_bands({key: float(count) for key, count in figures.counts.items()}, counted)
    return {key: band.value for key, band in bands.items()}


def _count_backgrounds(
    session: Session, consultation: Consultation, keys: KeyDirectory
) -> tuple[dict[str, Counter[str]], int]:
    """Open the boxes and return how many people are in each class, and how many boxes there are."""
    counts: dict[str, Counter[str]] = {one.key: Counter() for one in consultation.breakdowns}
    sent = 0
    for round_ in consultation.rounds:
        sent += _count_round(session, consultation, round_, keys, counts)
    return counts, sent


def _count_round(
    session: Session, consultation: Consultation, round_: Round, keys: KeyDirectory, counts: dict[str, Counter[str]]
) -> int:
    opener, reader, size = BoxOpener(keys.load(round_.key_name)), Reader(), box_size(consultation)
    sent = 0
    wanted = select(SealedSubmission.box).where(SealedSubmission.round_id == round_.id)
    for batch in session.scalars(wanted.execution_options(yield_per=BATCH)).partitions():
        for content in opener.open_all(list(batch), size):
            sent += 1
            try:
                background = reader.read(content).background if content is not None else {}
            except (ValueError, KeyError, TypeError, AttributeError):
                continue
            for key, name in background.items():
                if key in counts:
                    counts[key][name] += 1
    return sent
