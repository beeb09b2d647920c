"""The population figures to which a sample or a panel is weighed, in the order that was announced."""

from __future__ import annotations

from sqlalchemy.orm import Session

from panel.answering.queries import invited_count
from panel.consultations.models import Consultation, EvidenceKind
from panel.consultations.queries import crossed_figures_of, population_figures_of
from panel.consultations.service import WEIGHED
from panel.consultations.service.population_pairs import pairs_of
from panel.stats.crossing import CrossedCounts
from panel.stats.weighted_outcome import Figures, PopulationCounts


def population_counts(session: Session, consultation: Consultation) -> tuple[Figures, ...]:
    """Return the figures of this consultation, those of two backgrounds together last; none when it is never weighed.

    They count the people from whom a sample was drawn unless they are fewer than were invited: then they are shares, or
    thousands.
    """
    if consultation.evidence_kind not in WEIGHED:
        return ()
    figures = population_figures_of(session, consultation)
    sampled = consultation.evidence_kind is EvidenceKind.SAMPLE
    invited = sum(invited_count(session, one.id) for one in consultation.rounds) if sampled else 0
    singles = tuple(
        PopulationCounts(
            one.key,
            dict(found.counts),
            found.source,
            found.counted_on.isoformat(),
            count_frame=sampled and sum(found.counts.values()) >= max(1, invited),
        )
        for one in consultation.breakdowns
        if (found := figures.get(one.key)) is not None
    )
    return (*singles, *_crossed(session, consultation))


def _crossed(session: Session, consultation: Consultation) -> tuple[CrossedCounts, ...]:
    found = crossed_figures_of(session, consultation)
    if found is None:
        return ()
    pairs = pairs_of(found, consultation.breakdowns)
    return (CrossedCounts(pairs.first, pairs.second, pairs.counts, found.source, found.counted_on.isoformat()),)
