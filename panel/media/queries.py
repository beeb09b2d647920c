"""Finding the pictures and the sound of a municipality; those of another municipality are never found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.media.models import MediaFile, MediaKind


@dataclass(frozen=True)
class Shown:
    """A picture or sound as a page uses it: its address, and for a picture the words for who cannot see it."""

    address: str
    words: str = ""


def media_address(media: MediaFile) -> str:
    """Return where a browser finds a file."""
    return f"/media/{media.name}"


def media_by_name(session: Session, municipality_id: int, name: str) -> MediaFile | None:
    """Return a file of this municipality by its name, else None."""
    wanted = select(MediaFile).where(MediaFile.name == name, MediaFile.municipality_id == municipality_id)
    return session.scalars(wanted).first()


def media_shown(session: Session, municipality_id: int, ids: Iterable[int | None]) -> dict[int, Shown]:
    """Return by id how pages use these files, as plain values that outlive the session; ids of others are left out."""
    wanted_ids = {one for one in ids if one is not None}
    if not wanted_ids:
        return {}
    wanted = select(MediaFile).where(MediaFile.id.in_(wanted_ids), MediaFile.municipality_id == municipality_id)
    return {one.id: Shown(media_address(one), one.description) for one in session.scalars(wanted)}


def picture_of(session: Session, municipality_id: int, media_id: int | None) -> Shown | None:
    """Return one picture as a page shows it, else None."""
    if media_id is None:
        return None
    wanted = select(MediaFile).where(MediaFile.id == media_id, MediaFile.municipality_id == municipality_id)
    found = session.scalars(wanted.where(MediaFile.kind == MediaKind.PICTURE)).first()
    return None if found is None else Shown(media_address(found), found.description)
