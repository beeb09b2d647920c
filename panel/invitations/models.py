"""Codes that lead into a round, what an officer writes in letters, and the letters that are being made."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from panel.core.db import Base, one_of
from panel.invitations.documents import Document


class GroupCode(Base):
    """Six digits on the board, good for a number of seats; no seats named means that it never fills up."""

    __tablename__ = "group_code"
    __table_args__ = (
        CheckConstraint("length(code) = 6 AND code BETWEEN '100000' AND '999999'", name="six_digits"),
        CheckConstraint("seats IS NULL OR seats BETWEEN 1 AND 500", name="sensible_seats"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    seats: Mapped[int | None]
    opens_at: Mapped[dt.datetime | None]
    closes_at: Mapped[dt.datetime | None]


class Invitation(Base):
    """One letter to one person: only a keyed hash of its code is kept, never the code or a name."""

    __tablename__ = "invitation"
    __table_args__ = (CheckConstraint("length(code_hash) = 32", name="hash_length"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)


class LetterText(Base):
    """What an officer changed in a letter: how it begins and one paragraph. Empty means: as we wrote it."""

    __tablename__ = "letter_text"
    __table_args__ = (
        UniqueConstraint("consultation_id", "document", "language"),
        CheckConstraint("language IN ('nl', 'en', 'ar', 'tr', 'pl', 'uk')", name="language_is_ours"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), index=True)
    document: Mapped[Document] = mapped_column(one_of(Document, "document"))
    language: Mapped[str] = mapped_column(String(2))
    salutation: Mapped[str] = mapped_column(String(120), default="")
    paragraph: Mapped[str] = mapped_column(String(500), default="")
    edition: Mapped[int] = mapped_column(default=1)


class StackState(StrEnum):
    """How far a stack of letters is."""

    MAKING = "MAKING"
    READY = "READY"
    FAILED = "FAILED"


class LetterStack(Base):
    """A stack of letters with a code on each, gone after a day. No code is in here.

    The letters lie in a file that only the browser of who ordered them can open: here is the public half of its key.
    """

    __tablename__ = "letter_stack"
    __table_args__ = (
        CheckConstraint("count BETWEEN 1 AND 5000", name="count_fits"),
        CheckConstraint("done BETWEEN 0 AND count", name="done_of_count"),
        CheckConstraint("length(public_key) = 32", name="key_length"),
        CheckConstraint("language IN ('nl', 'en', 'ar', 'tr', 'pl', 'uk')", name="language_is_ours"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[dt.datetime]
    state: Mapped[StackState] = mapped_column(one_of(StackState, "state"), default=StackState.MAKING)
    count: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(2))
    # Where phones go: the address of the page that takes a code.
    site: Mapped[str] = mapped_column(String(300))
    file_name: Mapped[str] = mapped_column(String(32), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    # Made for a list of codes that the officer had already, instead of new ones.
    own_codes: Mapped[bool] = mapped_column(default=False)
