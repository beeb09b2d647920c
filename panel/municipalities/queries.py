"""Which municipality an address on the web belongs to."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.municipalities.models import Municipality


def municipality_for_host(session: Session, host: str, default_slug: str | None) -> Municipality | None:
    """Return the municipality of a host name, else the default, else the first; None when there is none."""
    name = host.rsplit(":", 1)[0].lower() if not host.endswith("]") else host
    found = session.scalars(select(Municipality).where(Municipality.host == name)).first()
    if found is None and default_slug is not None:
        found = session.scalars(select(Municipality).where(Municipality.slug == default_slug)).first()
    return found or session.scalars(select(Municipality).order_by(Municipality.id)).first()


def municipality_by_slug(session: Session, slug: str) -> Municipality | None:
    return session.scalars(select(Municipality).where(Municipality.slug == slug)).first()


def all_municipalities(session: Session) -> list[Municipality]:
    return list(session.scalars(select(Municipality).order_by(Municipality.id)))
