"""What the municipality says it does with an outcome."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from panel.core.db import Base, one_of


class Decision(StrEnum):
    """Doen we, doen we deels, deden we al, doen we niet, weten we nog niet."""

    DOING = "DOING"
    PARTLY = "PARTLY"
    ALREADY = "ALREADY"
    NOT = "NOT"
    UNKNOWN = "UNKNOWN"


class Reply(Base):
    """One answer of the municipality to one subject: a decision is never without its reason."""

    __tablename__ = "reply"
    __table_args__ = (
        # What a reply is about belongs to the same consultation: it points at both.
        UniqueConstraint("consultation_id", "id"),
        CheckConstraint("reason <> ''", name="has_reason"),
        CheckConstraint("subject <> ''", name="has_subject"),
        CheckConstraint("owner_name <> ''", name="has_owner"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    decision: Mapped[Decision] = mapped_column(one_of(Decision, "decision"))
    reason: Mapped[str] = mapped_column(Text)
    owner_name: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[dt.date | None]
    published_at: Mapped[dt.datetime]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
