"""What a member of staff was writing and did not save: nothing typed is lost, and a colleague can be told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from panel.core.db import Base


class UnsavedText(Base):
    """The fields of one form as one person left them."""

    __tablename__ = "unsaved_text"
    __table_args__ = (UniqueConstraint("user_id", "page"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    # The path of the form's page.
    page: Mapped[str] = mapped_column(String(200), index=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    touched_at: Mapped[dt.datetime]
