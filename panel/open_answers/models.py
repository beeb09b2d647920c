"""Reading open answers: in an order of their own, with themes, what each answer is about, and what is quoted.

Nothing here holds who wrote what: a row to be read has a name of its own, so that no page can put two answers of the
same person beside each other, and a quotation has no link to an answer at all.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from panel.core.db import Base, one_of
from panel.results.models import NO_ROW_NUMBER
from panel.stats.proposals import Sureness


class ThemeState(StrEnum):
    """A theme is a candidate until a person confirms that it says what it should; only then it is counted."""

    CANDIDATE = "CANDIDATE"
    CONFIRMED = "CONFIRMED"


class Reader(StrEnum):
    """The first reader's choice is counted; the second reads a part again, to see how far two people agree."""

    FIRST = "FIRST"
    SECOND = "SECOND"


class QuotationState(StrEnum):
    """A quotation waits until a person releases it; afterwards it can be taken back, with a reason."""

    WAITING = "WAITING"
    RELEASED = "RELEASED"
    TAKEN_BACK = "TAKEN_BACK"


class OpenAnswer(Base):
    """One answer to be read, under a random name of its own: the order of the list tells nothing of who or when."""

    __tablename__ = "open_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["submission_key", "question_id"],
            ["answer.submission_key", "answer.question_id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("submission_key", "question_id"),
        CheckConstraint("length(key) = 16", name="key_length"),
        CheckConstraint("(submission_key IS NULL) <> (recording_key IS NULL)", name="written_or_spoken"),
        NO_ROW_NUMBER,
    )

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    # The words stand with the answer or the written-out recording: withdrawn or past its time, they are gone here too.
    submission_key: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    recording_key: Mapped[bytes | None] = mapped_column(
        LargeBinary(16), ForeignKey("recording.key", ondelete="CASCADE"), unique=True
    )


class Theme(Base):
    """One entry of the codebook of a question: what belongs to it and an example, so that two readers choose alike."""

    __tablename__ = "theme"
    __table_args__ = (
        UniqueConstraint("question_id", "name"),
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint("belongs <> ''", name="says_what_belongs"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    belongs: Mapped[str] = mapped_column(String(400))
    example: Mapped[str] = mapped_column(String(400), default="")
    state: Mapped[ThemeState] = mapped_column(one_of(ThemeState, "state"), default=ThemeState.CANDIDATE)
    edition: Mapped[int] = mapped_column(default=1)


class Coding(Base):
    """That an answer was read by a first or second reader; its themes stand apart, and there may be none."""

    __tablename__ = "coding"
    __table_args__ = (NO_ROW_NUMBER,)

    answer_key: Mapped[bytes] = mapped_column(
        LargeBinary(16), ForeignKey("open_answer.key", ondelete="CASCADE"), primary_key=True
    )
    reader: Mapped[Reader] = mapped_column(one_of(Reader, "reader"), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    edition: Mapped[int] = mapped_column(default=1)


class CodedTheme(Base):
    """One theme that a reader found in an answer."""

    __tablename__ = "coded_theme"
    __table_args__ = (
        ForeignKeyConstraint(
            ["answer_key", "reader"],
            ["coding.answer_key", "coding.reader"],
            ondelete="CASCADE",
        ),
        NO_ROW_NUMBER,
    )

    answer_key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    reader: Mapped[Reader] = mapped_column(one_of(Reader, "reader"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(
        ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )


class Proposal(Base):
    """A theme that the examples read so far make likely, and how sure that is. Never counted: a person chooses."""

    __tablename__ = "theme_proposal"
    __table_args__ = (NO_ROW_NUMBER,)

    answer_key: Mapped[bytes] = mapped_column(
        LargeBinary(16), ForeignKey("open_answer.key", ondelete="CASCADE"), primary_key=True
    )
    theme_id: Mapped[int] = mapped_column(
        ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    sureness: Mapped[Sureness] = mapped_column(one_of(Sureness, "sureness"))


class PublishedThemes(Base):
    """How often each theme occurs, as everybody may see it: rounded, proven, never changed. Later ones are versions."""

    __tablename__ = "published_themes"
    __table_args__ = (
        UniqueConstraint("question_id", "version"),
        CheckConstraint("version >= 1", name="version_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    frozen_at: Mapped[dt.datetime]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    # Names of the themes at that moment, and how the reading was done.
    method: Mapped[dict[str, Any]] = mapped_column(JSON)


class Quotation(Base):
    """Words that may be read by everybody once released. It has no link to the answer they came from."""

    __tablename__ = "quotation"
    __table_args__ = (
        CheckConstraint("(state = 'TAKEN_BACK') = (text = '')", name="gone_when_taken_back"),
        CheckConstraint("(state = 'WAITING') = (released_on IS NULL)", name="day_when_released"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"), index=True)
    text: Mapped[str] = mapped_column(Text)
    # In the words of the reader and not of who answered; said so wherever it is shown.
    paraphrased: Mapped[bool]
    state: Mapped[QuotationState] = mapped_column(one_of(QuotationState, "state"), default=QuotationState.WAITING)
    edition: Mapped[int] = mapped_column(default=1)
    released_on: Mapped[dt.date | None]
