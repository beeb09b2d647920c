"""Pictures and recordings that the municipality adds to its questions."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from panel.core.db import Base, one_of


class MediaKind(StrEnum):
    """What a file is."""

    PICTURE = "PICTURE"
    AUDIO = "AUDIO"


class MediaFile(Base):
    """A file with a name that says nothing; a picture always has words for who cannot see it."""

    __tablename__ = "media_file"
    __table_args__ = (CheckConstraint("kind <> 'PICTURE' OR description <> ''", name="picture_has_words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    kind: Mapped[MediaKind] = mapped_column(one_of(MediaKind, "kind"))
    name: Mapped[str] = mapped_column(String(80), unique=True)
    content_type: Mapped[str] = mapped_column(String(60))
    description: Mapped[str] = mapped_column(String(300), default="")
