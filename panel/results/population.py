"""The population figures to which a sample or a panel is weighed, in the order that was announced."""

from __future__ import annotations

from sqlalchemy.orm import Session

from panel.answering.queries import invited_count
from panel.consultations.models import Consultation, EvidenceKind
from panel.consultations.queries import population_figures_of
from panel.consultations.service import WEIGHED
from panel.stats.weighted_outcome import PopulationCounts


def population_counts(session: Session, consultation: Consultation) -> tuple[PopulationCounts, ...]:
    """Return the figures of this consultation; none when its kind of evidence is never weighed.

    They count the people from whom a sample was drawn unless they are fewer than were invited: then they are shares, or
    thousands.
    """
    if consultation.evidence_kind not in WEIGHED:
        return ()
    figures = population_figures_of(session, consultation)
    sampled = consultation.evidence_kind is EvidenceKind.SAMPLE
    invited = sum(invited_count(session, one.id) for one in consultation.rounds) if sampled else 0
    return tuple(
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
