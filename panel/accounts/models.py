"""Staff of a municipality who can sign in, and what they were writing when they left."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from panel.core.access import Role
from panel.core.db import Base, one_of


class User(Base):
    """One member of staff of one municipality, with one role. Participants are never in this table."""

    __tablename__ = "user_account"
    __table_args__ = (
        UniqueConstraint("municipality_id", "email"),
        CheckConstraint("email = lower(email) AND email <> ''", name="email_is_lower"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(one_of(Role, "role"))
    password_hash: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[dt.datetime]
    # Goes up at every signing out, new password and leaving: what was signed in under an older number is out.
    session_number: Mapped[int] = mapped_column(default=1, server_default="1")

    # What flask-login asks of a user.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str:
        return f"{self.id}.{self.session_number}"


class UnsavedText(Base):
    """The fields of one form as one member of staff left them: nothing typed is lost, and a colleague can be told."""

    __tablename__ = "unsaved_text"
    __table_args__ = (UniqueConstraint("user_id", "page"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    # The path of the form's page.
    page: Mapped[str] = mapped_column(String(200), index=True)
    # The values of each field by its name, as a browser sends them.
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    touched_at: Mapped[dt.datetime]
