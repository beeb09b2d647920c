"""How many people are in each pair of classes of two backgrounds: kept beside the figures of each, and agreeing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from panel.consultations.models import Breakdown, Consultation
from panel.consultations.models.population import CrossedFigures
from panel.consultations.service.errors import StaleEditionError
from panel.consultations.service.texts import tidy

ROUNDED_BY = 5
"""Statistics round each number of people by at most this."""


@dataclass(frozen=True)
class PairCounts:
    """People by class key of the background `first`, and then of `second`; both by their key, in announced order."""

    first: str
    second: str
    counts: Mapping[str, Mapping[str, int]]

    def of_each(self) -> dict[str, dict[str, int]]:
        """The people per class of each of the two backgrounds by itself."""
        columns: dict[str, int] = {}
        for row in self.counts.values():
            for name, people in row.items():
                columns[name] = columns.get(name, 0) + people
        return {self.first: {name: sum(row.values()) for name, row in self.counts.items()}, self.second: columns}


@dataclass(frozen=True)
class Disagreement:
    """A class whose pairs make another number of people (`together`) than stands with the class itself (`alone`)."""

    breakdown: str
    name: str
    together: int
    alone: int


def disagreements(pairs: PairCounts, counts: Mapping[str, Mapping[str, int]]) -> list[Disagreement]:
    """Return the classes in `counts` with which the pairs do not agree, but for what rounding can do."""
    added = {pairs.first: len(next(iter(pairs.counts.values()), ())), pairs.second: len(pairs.counts)}
    return [
        Disagreement(key, name, people, counts[key][name])
        for key, per_class in pairs.of_each().items()
        for name, people in per_class.items()
        if name in counts.get(key, {}) and abs(people - counts[key][name]) > ROUNDED_BY * added[key]
    ]


def pairs_of(figures: CrossedFigures, breakdowns: list[Breakdown]) -> PairCounts:
    """Return kept figures as pairs of keys."""
    keys = {one.id: one.key for one in breakdowns}
    return PairCounts(keys[figures.first_id], keys[figures.second_id], figures.counts)


def keep_pairs(
    session: Session, consultation: Consultation, pairs: PairCounts, *, source: str, counted_on: dt.date
) -> None:
    """Keep the figures of two backgrounds together, instead of those that stood there; one pair per consultation."""
    by_key = {one.key: one for one in consultation.breakdowns}
    figures = session.get(CrossedFigures, consultation.id) or CrossedFigures(consultation_id=consultation.id)
    figures.first_id, figures.second_id = by_key[pairs.first].id, by_key[pairs.second].id
    figures.counts = {name: dict(row) for name, row in pairs.counts.items()}
    figures.source = tidy(CrossedFigures.source, source, required=True)
    figures.counted_on = counted_on
    session.add(figures)
    session.flush()


def forget_pairs(session: Session, consultation: Consultation, *, mark: str) -> None:
    """Take the figures of two backgrounds together away, seen when their mark was `mark`. Raises StaleEditionError."""
    figures = session.get(CrossedFigures, consultation.id, populate_existing=True)
    if figures is None or pairs_mark(figures) != mark:
        raise StaleEditionError
    session.delete(figures)
    session.flush()


def pairs_mark(figures: CrossedFigures | None) -> str:
    """Return a short mark of these figures: another mark means that somebody changed them. Empty without figures."""
    if figures is None:
        return ""
    rows = [[name, sorted(row.items())] for name, row in sorted(figures.counts.items())]
    content = [figures.first_id, figures.second_id, rows, figures.source, str(figures.counted_on)]
    return hashlib.blake2b(json.dumps(content).encode(), digest_size=12).hexdigest()


def forget_pairs_with(session: Session, breakdown: Breakdown) -> None:
    """Take away what is kept of this background together with another one."""
    about = or_(CrossedFigures.first_id == breakdown.id, CrossedFigures.second_id == breakdown.id)
    session.execute(delete(CrossedFigures).where(about))
    session.flush()


def forget_pairs_that_disagree(
    session: Session, consultation: Consultation, breakdown: Breakdown, counts: Mapping[str, int]
) -> None:
    """Take away what is kept of this background together with another one when its own figures say otherwise now."""
    figures = session.get(CrossedFigures, consultation.id)
    if figures is None or breakdown.id not in {figures.first_id, figures.second_id}:
        return
    if disagreements(pairs_of(figures, consultation.breakdowns), {breakdown.key: counts}):
        session.delete(figures)
        session.flush()
