"""The files of an outcome, made once in the background and kept by version until something is corrected."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from panel.core.db import Base, one_of


class FileKind(StrEnum):
    """The files of an outcome."""

    CSV = "CSV"
    CODEBOOK = "CODEBOOK"
    XLSX = "XLSX"
    SAV = "SAV"
    PDF = "PDF"
    PPTX = "PPTX"


class FileState(StrEnum):
    """How far a file is. NO_PROGRAM: this machine cannot make it; FAILED: making it went wrong."""

    MAKING = "MAKING"
    READY = "READY"
    FAILED = "FAILED"
    NO_PROGRAM = "NO_PROGRAM"


class OutcomeFile(Base):
    """One file of one published outcome. `made_of` tells when it must be made again: texts or writers changed."""

    __tablename__ = "outcome_file"
    __table_args__ = (
        UniqueConstraint("outcome_id", "kind"),
        CheckConstraint("(state = 'READY') = (content IS NOT NULL)", name="content_when_ready"),
        CheckConstraint("done BETWEEN 0 AND parts", name="done_of_parts"),
        CheckConstraint("size >= 0", name="size_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    outcome_id: Mapped[int] = mapped_column(ForeignKey("published_outcome.id", ondelete="CASCADE"))
    kind: Mapped[FileKind] = mapped_column(one_of(FileKind, "kind"))
    state: Mapped[FileState] = mapped_column(one_of(FileState, "state"), default=FileState.MAKING)
    made_of: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[dt.datetime]
    done: Mapped[int] = mapped_column(default=0)
    parts: Mapped[int] = mapped_column(default=1)
    size: Mapped[int] = mapped_column(default=0)
    # Only who fetches the file needs what is in it.
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
