"""What is kept of someone who answers: an encrypted draft, a sealed box, and apart from both that they took part.

No table here has a column that joins a person to a box. Tables are kept without a row number on SQLite,
so that the order in which boxes came in is not stored either.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from panel.core.db import Base, one_of

NO_ROW_NUMBER = {"sqlite_with_rowid": False}


class AnswerMode(StrEnum):
    """How answers were given: on someone's own screen, in a talk with a panel worker, or on paper."""

    SELF = "SELF"
    CONVERSATION = "CONVERSATION"
    PAPER = "PAPER"


class Draft(Base):
    """Answers before sending, encrypted under a key that only the participant's token gives."""

    __tablename__ = "draft"
    __table_args__ = (CheckConstraint("length(token_hash) = 32", name="hash_length"), NO_ROW_NUMBER)

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    box: Mapped[bytes] = mapped_column(LargeBinary)
    # The seat is this participant's until then; every save moves it on.
    seat_until: Mapped[dt.datetime]


class SealedSubmission(Base):
    """Sent answers in a box that only the round's private key opens. It is inserted once and never changed."""

    __tablename__ = "sealed_submission"
    __table_args__ = (CheckConstraint("length(key) = 16", name="key_length"), NO_ROW_NUMBER)

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    box: Mapped[bytes] = mapped_column(LargeBinary)


class ClientKey(Base):
    """Makes sending twice harmless: a hash of the sender's token, with no link to what was sent. Emptied at closing."""

    __tablename__ = "client_key"
    __table_args__ = (CheckConstraint("length(key_hash) = 32", name="hash_length"), NO_ROW_NUMBER)

    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)


class Participation(Base):
    """That an invitation took part: no time, no counter, no answer. Deleted at closing."""

    __tablename__ = "participation"
    __table_args__ = (NO_ROW_NUMBER,)

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), primary_key=True, autoincrement=False)


class DraftMedia(Base):
    """A recording or photo before sending, under the key of the draft; `slot` is a hash of its question and kind."""

    __tablename__ = "draft_media"
    __table_args__ = (CheckConstraint("length(slot) = 32", name="slot_length"), NO_ROW_NUMBER)

    token_hash: Mapped[bytes] = mapped_column(
        LargeBinary(32), ForeignKey("draft.token_hash", ondelete="CASCADE"), primary_key=True
    )
    slot: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    box: Mapped[bytes] = mapped_column(LargeBinary)


class SealedMedia(Base):
    """A sent recording or photo in a box of its own, which only the round's private key opens; nothing says whose."""

    __tablename__ = "sealed_media"
    __table_args__ = (CheckConstraint("length(key) = 16", name="key_length"), NO_ROW_NUMBER)

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    box: Mapped[bytes] = mapped_column(LargeBinary)


class ModeCount(Base):
    """How many submissions of a round were taken in a talk or from paper: a number apart from the answers."""

    __tablename__ = "mode_count"
    __table_args__ = (CheckConstraint("count >= 0", name="not_negative"), NO_ROW_NUMBER)

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True, autoincrement=False)
    mode: Mapped[AnswerMode] = mapped_column(one_of(AnswerMode, "mode"), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class Receipt(Base):
    """Of each box how it is found with three words, which perhaps nobody asked for: then no words lead to it.

    `lasting` is a box for the round's key with the hash that the record keeps after closing; `media` is locked under
    the words and names the recordings that came along, so that they are withdrawn together.
    """

    __tablename__ = "receipt"
    __table_args__ = (CheckConstraint("length(receipt_hash) = 32", name="hash_length"), NO_ROW_NUMBER)

    receipt_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    sealed_key: Mapped[bytes] = mapped_column(
        LargeBinary(16), ForeignKey("sealed_submission.key", ondelete="CASCADE"), unique=True
    )
    lasting: Mapped[bytes] = mapped_column(LargeBinary)
    media: Mapped[bytes] = mapped_column(LargeBinary)
