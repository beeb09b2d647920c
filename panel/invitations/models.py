"""Codes that lead into a round: one for a whole group, or one for one person."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from panel.core.db import Base


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
