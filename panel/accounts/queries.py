"""Finding members of staff, and what they were writing."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.accounts.models import UnsavedText, User

MOST_DIGITS = 9


def signed_in_user(session: Session, name: str) -> User | None:
    """Return the active member of staff of a session cookie ("17.3": account 17, session number 3), else None.

    The number goes up at signing out, so that a cookie of before opens nothing any more, wherever it was copied to.
    """
    user_id, _dot, number = name.partition(".")
    if not all(part.isascii() and part.isdigit() and len(part) <= MOST_DIGITS for part in (user_id, number)):
        return None
    user = session.get(User, int(user_id))
    return user if user is not None and user.active and user.session_number == int(number) else None


def user_by_email(session: Session, municipality_id: int, email: str) -> User | None:
    """Return the active member of staff with this address in this municipality."""
    wanted = select(User).where(User.municipality_id == municipality_id, User.email == email.strip().lower())
    return session.scalars(wanted.where(User.active)).first()


def staff_names(session: Session, municipality_id: int) -> dict[int, str]:
    """Return the names of all staff of a municipality by id."""
    rows = session.execute(select(User.id, User.name).where(User.municipality_id == municipality_id))
    return {row.id: row.name for row in rows}


def unsaved_text(session: Session, user_id: int, page: str) -> UnsavedText | None:
    """Return what someone left unsaved on a page, else None."""
    if "\x00" in page:
        # PostgreSQL refuses to look for it.
        return None
    return session.scalars(select(UnsavedText).where(UnsavedText.user_id == user_id, UnsavedText.page == page)).first()


def colleagues_writing(
    session: Session, municipality_id: int, page: str, *, since: dt.datetime, except_id: int
) -> list[str]:
    """Return the names of the other staff of a municipality who wrote on a page since a moment, by name."""
    if "\x00" in page:
        return []
    wanted = (
        select(User.name)
        .join(UnsavedText, UnsavedText.user_id == User.id)
        .where(User.municipality_id == municipality_id, User.active, User.id != except_id)
        .where(UnsavedText.page == page, UnsavedText.touched_at >= since)
    )
    return list(session.scalars(wanted.order_by(User.name)))
