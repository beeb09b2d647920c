"""What a group recommends to the municipality, in an order of its own: shown only when the group itself agrees."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from panel.consultations.models import EvidenceKind
from panel.core.db import Base, one_of


class RecommendationState(StrEnum):
    """A recommendation is written down, then the group agrees that everybody reads it; it can always be withdrawn."""

    WRITTEN = "WRITTEN"
    AGREED = "AGREED"
    WITHDRAWN = "WITHDRAWN"


class Recommendation(Base):
    """One piece of advice of one group. What is withdrawn keeps no words: only that there was one.

    The schema holds what we promise: only a group advises, only on its own consultation, five times at most, and
    nothing is shown without the group's own consent. A picture has words by the CHECK of its own table.
    """

    __tablename__ = "recommendation"
    __table_args__ = (
        ForeignKeyConstraint(["consultation_id", "evidence_kind"], ["consultation.id", "consultation.evidence_kind"]),
        ForeignKeyConstraint(["consultation_id", "round_id"], ["round.consultation_id", "round.id"]),
        ForeignKeyConstraint(["consultation_id", "reply_id"], ["reply.consultation_id", "reply.id"]),
        UniqueConstraint("round_id", "position"),
        CheckConstraint("evidence_kind = 'GROUP'", name="only_a_group_advises"),
        # Place 0 is where one waits while two of them change places.
        CheckConstraint("position BETWEEN 0 AND 5", name="five_at_most"),
        CheckConstraint("(state = 'WITHDRAWN') = (position IS NULL)", name="place_until_withdrawn"),
        CheckConstraint("(state = 'WITHDRAWN') = (advice = '')", name="words_until_withdrawn"),
        CheckConstraint(
            "state <> 'WITHDRAWN' OR (why = '' AND picture_id IS NULL AND reply_id IS NULL)", name="gone_when_withdrawn"
        ),
        CheckConstraint("(state = 'AGREED') = (agreed_on IS NOT NULL)", name="day_when_agreed"),
        CheckConstraint("(agreed_on IS NULL) = (agreed_by_id IS NULL)", name="agreed_with_somebody"),
        CheckConstraint("length(advice) <= 200", name="advice_fits"),
        CheckConstraint("length(why) <= 600", name="why_fits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(index=True)
    evidence_kind: Mapped[EvidenceKind] = mapped_column(one_of(EvidenceKind, "evidence_kind"))
    round_id: Mapped[int]
    position: Mapped[int | None]
    advice: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(String(600), default="")
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("media_file.id"))
    state: Mapped[RecommendationState] = mapped_column(
        one_of(RecommendationState, "state"), default=RecommendationState.WRITTEN
    )
    # The day on which the group said yes, and to which member of staff.
    agreed_on: Mapped[dt.date | None]
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    # What the municipality does with it, once that was written.
    reply_id: Mapped[int | None]
    edition: Mapped[int] = mapped_column(default=1)
