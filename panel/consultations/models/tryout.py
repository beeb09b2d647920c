"""The test round: people who read a questionnaire before anyone gets it, and what they remarked. Never an answer."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from panel.core.db import Base, one_of


class RemarkKind(StrEnum):
    """A good or a hard word, what is asked in someone's own words, or that it was not understood."""

    PLUS = "PLUS"
    MINUS = "MINUS"
    OWN_WORDS = "OWN_WORDS"
    NOT_UNDERSTOOD = "NOT_UNDERSTOOD"


class Tester(Base):
    """Someone who tried a questionnaire: no name, only whether they belong to the target group, and the day."""

    __tablename__ = "tester"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), index=True)
    # A keyed hash of the token in the tester's cookie, so that going back changes a remark and not the count.
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    of_target: Mapped[bool]
    # Only who came to the end counts.
    finished: Mapped[bool] = mapped_column(default=False)
    # The texts that were tried: a change of words afterwards shows.
    edition: Mapped[int]
    tested_on: Mapped[dt.date]

    remarks: Mapped[list[Remark]] = relationship(order_by="Remark.id", cascade="all, delete-orphan")


class Remark(Base):
    """What one tester says of one question; words are marked by their place in the text (code points)."""

    __tablename__ = "remark"
    __table_args__ = (
        CheckConstraint(
            "(kind IN ('PLUS', 'MINUS')) = (word_start IS NOT NULL AND word_end IS NOT NULL)", name="marks_a_place"
        ),
        CheckConstraint("word_start IS NULL OR (word_start >= 0 AND word_end > word_start)", name="place_in_order"),
        CheckConstraint("kind = 'NOT_UNDERSTOOD' OR words <> ''", name="has_words"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tester_id: Mapped[int] = mapped_column(ForeignKey("tester.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RemarkKind] = mapped_column(one_of(RemarkKind, "kind"))
    # The marked word, or what the tester wrote.
    words: Mapped[str] = mapped_column(Text, default="")
    word_start: Mapped[int | None]
    word_end: Mapped[int | None]
    # What the officer did with it; empty while it waits.
    settled: Mapped[str] = mapped_column(String(600), default="", server_default="")
