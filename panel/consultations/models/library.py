"""Questions that were tested before, for the next consultation of the same municipality."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from panel.consultations.models.questionnaire import QuestionKind
from panel.core.db import Base, one_of


class LibraryQuestion(Base):
    """A question with everything that belongs to it, as the exchange file holds it."""

    __tablename__ = "library_question"
    __table_args__ = (
        UniqueConstraint("municipality_id", "fingerprint"),
        CheckConstraint("text <> ''", name="has_text"),
        CheckConstraint("testers_of_target BETWEEN 0 AND testers", name="testers_count"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    kind: Mapped[QuestionKind] = mapped_column(one_of(QuestionKind, "kind"))
    text: Mapped[str] = mapped_column(String(600))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    # SHA-256 of the content: the same question is kept once.
    fingerprint: Mapped[str] = mapped_column(String(64))
    # From which consultation, in words, and how it was tested there.
    origin: Mapped[str] = mapped_column(String(200), default="")
    testers: Mapped[int] = mapped_column(default=0)
    testers_of_target: Mapped[int] = mapped_column(default=0)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    added_on: Mapped[dt.date]
