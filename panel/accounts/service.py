"""Making accounts, checking passwords, and keeping what someone typed and did not save."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from panel.accounts.models import UnsavedText, User
from panel.accounts.queries import unsaved_text, user_by_email
from panel.core.access import Role
from panel.core.clock import now
from panel.core.text import NOT_TEXT

MIN_PASSWORD = 12
# How much of one form is kept: far more than the longest page of the desk takes.
MOST_KEPT_FIELDS = 500
MOST_KEPT_SIGNS = 200_000
LONGEST_PAGE = 200
KEPT_FOR = dt.timedelta(days=30)
# Secrets and tokens are never kept.
NEVER_KEPT = frozenset({"csrf_token", "password"})
# OWASP's advice for argon2id: 19 MiB a hash, so that many sign-ins at once do not fill the memory.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Checked when there is no such account, so that the time it takes does not tell.
_NOBODY = HASHER.hash("nobody has this password")


class PasswordTooShortError(ValueError):
    """A password has fewer characters than we ask."""


class TooMuchError(ValueError):
    """What someone typed on one page is more than we keep: 500 fields, 200,000 characters."""


def create_user(session: Session, *, municipality_id: int, email: str, name: str, role: Role, password: str) -> User:
    """Add a member of staff. Raises PasswordTooShortError below 12 characters."""
    if len(password) < MIN_PASSWORD:
        raise PasswordTooShortError(f"a password has at least {MIN_PASSWORD} characters")
    user = User(
        municipality_id=municipality_id,
        email=email.strip().lower(),
        name=name.strip(),
        role=role,
        password_hash=HASHER.hash(password),
        created_at=now(),
    )
    session.add(user)
    session.flush()
    return user


def end_sessions(session: Session, user: User) -> None:
    """Sign someone out everywhere: no cookie that was given before opens anything any more."""
    session.refresh(user, attribute_names=["session_number"], with_for_update=True)
    user.session_number += 1
    session.flush()


def change_password(session: Session, user: User, password: str) -> None:
    """Give someone another password, and sign them out everywhere. Raises PasswordTooShortError below 12 characters."""
    if len(password) < MIN_PASSWORD:
        raise PasswordTooShortError(f"a password has at least {MIN_PASSWORD} characters")
    user.password_hash = HASHER.hash(password)
    end_sessions(session, user)


def deactivate_user(session: Session, user: User) -> None:
    """Keep someone who left out, at once and everywhere; what they did stays in the log."""
    user.active = False
    end_sessions(session, user)


def check_password(session: Session, *, municipality_id: int, email: str, password: str) -> User | None:
    """Return the account whose address and password these are, else None, in about the same time."""
    user = user_by_email(session, municipality_id, email)
    try:
        HASHER.verify(user.password_hash if user else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    return user


def keep_unsaved(
    session: Session, *, user_id: int, page: str, fields: Mapping[str, Sequence[str]], at: dt.datetime
) -> None:
    """Keep the fields of a form that was not saved yet, in the place of what was kept of that page before.

    Form tokens, passwords and characters that are no text are left out. Raises TooMuchError.
    """
    kept = {
        name: [NOT_TEXT.sub("", one) for one in values] for name, values in fields.items() if name not in NEVER_KEPT
    }
    signs = sum(len(name) + sum(len(one) for one in values) for name, values in kept.items())
    if len(page) > LONGEST_PAGE or len(kept) > MOST_KEPT_FIELDS or signs > MOST_KEPT_SIGNS:
        raise TooMuchError
    found = unsaved_text(session, user_id, page)
    if found is None:
        try:
            with session.begin_nested():
                session.add(UnsavedText(user_id=user_id, page=page, fields=kept, touched_at=at))
        except IntegrityError:
            # The same person has this page open twice, and the other was a moment earlier.
            found = unsaved_text(session, user_id, page)
    if found is not None:
        found.fields, found.touched_at = kept, at
    session.flush()


def drop_unsaved(session: Session, *, user_id: int, page: str) -> None:
    """Forget what someone left unsaved on a page: it was saved, or thrown away."""
    session.execute(delete(UnsavedText).where(UnsavedText.user_id == user_id, UnsavedText.page == page))


def forget_old_unsaved(session: Session, *, at: dt.datetime) -> None:
    """Remove what nobody came back for in 30 days."""
    session.execute(delete(UnsavedText).where(UnsavedText.touched_at < at - KEPT_FOR))
