"""The municipality and the parts it is divided in."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from panel.core.db import Base


class Municipality(Base):
    """A client of this installation; everything else belongs to exactly one of these."""

    __tablename__ = "municipality"
    __table_args__ = (CheckConstraint("slug <> '' AND slug = lower(slug)", name="slug_is_lower"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    host: Mapped[str] = mapped_column(String(253), unique=True)
    theme: Mapped[str] = mapped_column(String(60), default="voorbeeldstad")
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    example: Mapped[bool] = mapped_column(default=False)


class District(Base):
    """A part of a municipality that people know by name (wijk)."""

    __tablename__ = "district"
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
