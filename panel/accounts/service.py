"""Making accounts and checking passwords."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.accounts.queries import user_by_email
from panel.core.access import Role
from panel.core.clock import now

MIN_PASSWORD = 12
# OWASP's advice for argon2id: 19 MiB a hash, so that many sign-ins at once do not fill the memory.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Checked when there is no such account, so that the time it takes does not tell.
_NOBODY = HASHER.hash("nobody has this password")


class PasswordTooShortError(ValueError):
    """A password has fewer characters than we ask."""


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


def check_password(session: Session, *, municipality_id: int, email: str, password: str) -> User | None:
    """Return the account whose address and password these are, else None, in about the same time."""
    user = user_by_email(session, municipality_id, email)
    try:
        HASHER.verify(user.password_hash if user else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    return user
