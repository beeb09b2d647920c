"""Answers without a person, and the frozen outcome that everything public is made from."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from panel.core.db import Base, one_of

NO_ROW_NUMBER = {"sqlite_with_rowid": False}


class AnswerState(StrEnum):
    """What someone did with a question."""

    ANSWERED = "ANSWERED"
    DONT_KNOW = "DONT_KNOW"
    SKIPPED = "SKIPPED"


class Submission(Base):
    """What one unknown person answered. The key is new at closing: it is not the key of the sealed box."""

    __tablename__ = "submission"
    __table_args__ = (CheckConstraint("length(key) = 16", name="key_length"), NO_ROW_NUMBER)

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    # Announced classes only, by breakdown key, coarsened until each combination has at least 10 records.
    background: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class Answer(Base):
    """One answer of one unknown person."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("(state = 'ANSWERED') = (value IS NOT NULL)", name="value_when_answered"),
        NO_ROW_NUMBER,
    )

    submission_key: Mapped[bytes] = mapped_column(
        LargeBinary(16), ForeignKey("submission.key", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id"), primary_key=True, autoincrement=False, index=True
    )
    state: Mapped[AnswerState] = mapped_column(one_of(AnswerState, "state"))
    value: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    not_understood: Mapped[bool] = mapped_column(default=False)


class SubmissionReceipt(Base):
    """The keyed hash of three words with which someone can still take their record away after closing."""

    __tablename__ = "submission_receipt"
    __table_args__ = (CheckConstraint("length(receipt_hash) = 32", name="hash_length"), NO_ROW_NUMBER)

    receipt_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    submission_key: Mapped[bytes] = mapped_column(
        LargeBinary(16), ForeignKey("submission.key", ondelete="CASCADE"), unique=True
    )


class RecordingKind(StrEnum):
    """What someone sent beside words."""

    SOUND = "SOUND"
    PHOTO = "PHOTO"


class Recording(Base):
    """A spoken answer or photo after closing, cut loose from the other answers of the same person.

    Its content is locked under a key of its own outside the database; when a person has written it out and another
    look confirmed that, or when its last day has come, key and content go and only the words stay.
    """

    __tablename__ = "recording"
    __table_args__ = (
        CheckConstraint("length(key) = 16", name="key_length"),
        CheckConstraint("(box IS NULL) = (key_name IS NULL)", name="content_with_its_key"),
        CheckConstraint("NOT checked OR box IS NULL", name="gone_when_checked"),
        NO_ROW_NUMBER,
    )

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    kind: Mapped[RecordingKind] = mapped_column(one_of(RecordingKind, "kind"))
    content_type: Mapped[str] = mapped_column(String(60))
    box: Mapped[bytes | None] = mapped_column(LargeBinary)
    key_name: Mapped[str | None] = mapped_column(String(32), unique=True)
    delete_on: Mapped[dt.date]
    words: Mapped[str] = mapped_column(Text, default="")
    checked: Mapped[bool] = mapped_column(default=False)


class ClosingStage(StrEnum):
    """What the counting of a round is busy with, in this order."""

    OPENING = "OPENING"
    COUNTING = "COUNTING"
    STORING = "STORING"
    FORGETTING = "FORGETTING"


class ClosingProgress(Base):
    """How far the counting of a round is, in percents of its stage; gone when the round is done."""

    __tablename__ = "closing_progress"
    __table_args__ = (CheckConstraint("part BETWEEN 0 AND 100", name="part_of_hundred"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True, autoincrement=False)
    stage: Mapped[ClosingStage] = mapped_column(one_of(ClosingStage, "stage"))
    part: Mapped[int] = mapped_column(default=0)


class RoundCount(Base):
    """How many answered in a group that is counted, and whether it has an outcome of its own.

    Kept until the last group of its consultation is counted: only then is it known whether a rest is large enough.
    """

    __tablename__ = "round_count"
    __table_args__ = (CheckConstraint("people >= 0", name="not_negative"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True, autoincrement=False)
    people: Mapped[int]
    apart: Mapped[bool]


class CorrectionState(StrEnum):
    """How far a correction is: waiting for a second person, approved, refused, made, or it could not be made."""

    WAITING = "WAITING"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    MADE = "MADE"
    FAILED = "FAILED"


class Correction(Base):
    """A proposal to take out records that hold one and the same text, which a second person must approve.

    `mark` is a hash of that text: the text itself stands with the answers, and goes with them.
    """

    __tablename__ = "correction"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="has_reason"),
        CheckConstraint("length(mark) = 32", name="mark_length"),
        CheckConstraint("(state = 'WAITING') = (decided_by_id IS NULL)", name="decided_by_somebody"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="second_eyes_are_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    mark: Mapped[bytes] = mapped_column(LargeBinary(32))
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[CorrectionState] = mapped_column(one_of(CorrectionState, "state"), default=CorrectionState.WAITING)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[dt.datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[dt.datetime | None]


class PublishedOutcome(Base):
    """Figures as everybody may see them: rounded, proven, never changed. A correction is a new version."""

    __tablename__ = "published_outcome"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version_from_one"),
        Index(
            "uq_published_outcome_whole",
            "consultation_id",
            "version",
            unique=True,
            sqlite_where=text("round_id IS NULL"),
            postgresql_where=text("round_id IS NULL"),
        ),
        Index(
            "uq_published_outcome_round",
            "round_id",
            "version",
            unique=True,
            sqlite_where=text("round_id IS NOT NULL"),
            postgresql_where=text("round_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    # Empty for the outcome of the whole consultation.
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    frozen_at: Mapped[dt.datetime]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    method: Mapped[dict[str, Any]] = mapped_column(JSON)
