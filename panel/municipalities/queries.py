"""Which municipality an address on the web belongs to."""

from __future__ import annotations

from sqlalchemy import bindparam, case, select
from sqlalchemy.orm import Session

from panel.municipalities.models import Municipality

_FIT = case((Municipality.host == bindparam("host"), 0), (Municipality.slug == bindparam("slug"), 1), else_=2)
# Asked for every page, so it is put together once.
_BEST_FIT = select(Municipality).order_by(_FIT, Municipality.id).limit(1)


def municipality_for_host(session: Session, host: str, default_slug: str | None) -> Municipality | None:
    """Return the municipality of a host name, else the default, else the first; None when there is none."""
    name = host.rsplit(":", 1)[0].lower() if not host.endswith("]") else host
    return session.scalars(_BEST_FIT, {"host": name, "slug": default_slug}).first()


def municipality_by_slug(session: Session, slug: str) -> Municipality | None:
    return session.scalars(select(Municipality).where(Municipality.slug == slug)).first()


def all_municipalities(session: Session) -> list[Municipality]:
    return list(session.scalars(select(Municipality).order_by(Municipality.id)))
