"""Finding members of staff."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.accounts.models import User


def user_by_id(session: Session, user_id: int) -> User | None:
    return session.get(User, user_id)


def user_by_email(session: Session, municipality_id: int, email: str) -> User | None:
    """Return the active member of staff with this address in this municipality."""
    wanted = select(User).where(User.municipality_id == municipality_id, User.email == email.strip().lower())
    return session.scalars(wanted.where(User.active)).first()


def staff_names(session: Session, municipality_id: int) -> dict[int, str]:
    """Return the names of all staff of a municipality by id."""
    rows = session.execute(select(User.id, User.name).where(User.municipality_id == municipality_id))
    return {row.id: row.name for row in rows}
