"""What changed after people could answer: always with a reason, and shown to everybody."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from panel.core.db import Base, one_of


class ChangeKind(StrEnum):
    """What was changed."""

    CLOSED_EARLY = "CLOSED_EARLY"
    EXTENDED = "EXTENDED"
    CANCELLED = "CANCELLED"
    REPLY_DATE = "REPLY_DATE"
    SPELLING = "SPELLING"
    QUOTATION = "QUOTATION"
    ADVICE = "ADVICE"


class PublicChange(Base):
    """One change to a consultation that had opened. Who made it stands in the audit log, not here."""

    __tablename__ = "public_change"
    __table_args__ = (CheckConstraint("reason <> ''", name="has_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), index=True)
    # The group that it is about; empty when it is about everybody.
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"), index=True)
    kind: Mapped[ChangeKind] = mapped_column(one_of(ChangeKind, "kind"))
    changed_at: Mapped[dt.datetime]
    reason: Mapped[str] = mapped_column(Text)
    # What it was and what it became: a day (ISO 8601) or a text; empty when it is the kind that says all.
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
