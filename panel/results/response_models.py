"""How the response of a running consultation compares with the population, in bands that are worked out once a day."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from panel.core.db import Base


class ResponseBands(Base):
    """Per announced background and class one band, never a number; kept until the consultation is counted."""

    __tablename__ = "response_bands"
    __table_args__ = (CheckConstraint("sent >= 0", name="sent_not_negative"),)

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    measured_on: Mapped[dt.date]
    # How many had sent their answers then: a next band waits until ten more did.
    sent: Mapped[int]
    bands: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)
