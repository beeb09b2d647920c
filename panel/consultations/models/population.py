"""How many people of the municipality are in each class of an announced background, and where that was counted."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from panel.core.db import Base


class PopulationFigures(Base):
    """Population figures for one background: what a sample or panel is weighed to, with source and day."""

    __tablename__ = "population_figures"
    __table_args__ = (CheckConstraint("source <> ''", name="has_source"),)

    breakdown_id: Mapped[int] = mapped_column(
        ForeignKey("breakdown.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    # People by the key of the class; a class without a number makes the figures incomplete.
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(String(200))
    counted_on: Mapped[dt.date]


class CrossedFigures(Base):
    """Population figures for the classes of two backgrounds together, as age within each district; one pair at most."""

    __tablename__ = "crossed_figures"
    __table_args__ = (
        CheckConstraint("source <> ''", name="has_source"),
        CheckConstraint("first_id <> second_id", name="two_backgrounds"),
    )

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    first_id: Mapped[int] = mapped_column(ForeignKey("breakdown.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("breakdown.id", ondelete="CASCADE"))
    # People by the key of a class of the first background, and then of the second.
    counts: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(String(200))
    counted_on: Mapped[dt.date]
