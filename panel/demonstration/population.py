"""Gives an example the population figures to which its answers are weighed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from sqlalchemy.orm import Session

from panel.consultations.models import Consultation
from panel.consultations.service import figures_fingerprint, keep_population_figures


def add_population(session: Session, consultation: Consultation, path: Path, *, by: int) -> None:
    """Keep the figures in a file, when there is one: counts per background and class, with source and day."""
    if not path.is_file():
        return
    figures = json.loads(path.read_text(encoding="utf-8"))
    for breakdown in consultation.breakdowns:
        if breakdown.key in figures["counts"]:
            keep_population_figures(
                session,
                consultation,
                breakdown,
                by=by,
                mark=figures_fingerprint(None),
                counts=figures["counts"][breakdown.key],
                source=figures["source"],
                counted_on=dt.date.fromisoformat(figures["counted_on"]),
            )
