"""The population figures to which a sample or a panel is weighed, in the order that was announced."""

from __future__ import annotations

from sqlalchemy.orm import Session

from panel.consultations.models import Consultation
from panel.consultations.queries import population_figures_of
from panel.consultations.service import WEIGHED
from panel.stats.weighted_outcome import PopulationCounts


def population_counts(session: Session, consultation: Consultation) -> tuple[PopulationCounts, ...]:
    """Return the figures of this consultation; none when its kind of evidence is never weighed."""
    if consultation.evidence_kind not in WEIGHED:
        return ()
    figures = population_figures_of(session, consultation)
    return tuple(
        PopulationCounts(one.key, dict(found.counts), found.source, found.counted_on.isoformat())
        for one in consultation.breakdowns
        if (found := figures.get(one.key)) is not None
    )
