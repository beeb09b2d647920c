"""Every change to the municipality's pictures and recordings: keeping them converted, and erasing what nobody uses."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ForeignKey, func, select, union
from sqlalchemy.orm import Session

from panel.core.db import Base
from panel.core.text import NotTextError, TooLongError, clean_text
from panel.media.folder import MediaFolder
from panel.media.models import MediaFile, MediaKind
from panel.media.pictures import clean_picture
from panel.media.problems import BadMediaError, MediaProblem
from panel.media.sound import clean_sound

LONGEST_SECONDS = 180
LONGEST_SIDE = 1200
MOST_BYTES = 12_000_000
MOST_WORDS = 300
# The name of the task that erases; rooms above ask for it after letting go of a file.
ERASE_UNUSED = "erase_unused_media"

__all__ = [
    "ERASE_UNUSED",
    "LONGEST_SECONDS",
    "MOST_BYTES",
    "MOST_WORDS",
    "BadMediaError",
    "MediaFolder",
    "MediaProblem",
    "NoWordsError",
    "describe_picture",
    "erase_unused",
    "keep_picture",
    "keep_sound",
    "known_names",
]


class NoWordsError(ValueError):
    """A picture came without words for who cannot see it, or with more of them than fit."""


def keep_sound(session: Session, folder: MediaFolder, *, municipality_id: int, content: bytes) -> MediaFile:
    """Keep a recording of at most three minutes, converted; the file that came in is never kept itself.

    Raises BadMediaError for what is no sound, too long or too large, and OSError when the disk is full.
    """
    _check_size(content)
    sound = clean_sound(content, longest_seconds=LONGEST_SECONDS)
    name = folder.write(sound.content, sound.content_type)
    return _add(
        session, MediaFile(municipality_id=municipality_id, kind=MediaKind.AUDIO, name=name), sound.content_type
    )


def keep_picture(
    session: Session, folder: MediaFolder, *, municipality_id: int, content: bytes, description: str
) -> MediaFile:
    """Keep a picture of at most 1,200 pixels a side, made anew, with words for who cannot see it.

    Raises NoWordsError, BadMediaError for what is no picture or too large, and OSError when the disk is full.
    """
    words = _words(description)
    _check_size(content)
    picture = clean_picture(content, longest_side=LONGEST_SIDE)
    name = folder.write(picture.content, picture.content_type)
    kept = MediaFile(municipality_id=municipality_id, kind=MediaKind.PICTURE, name=name, description=words)
    return _add(session, kept, picture.content_type)


def describe_picture(
    session: Session, folder: MediaFolder, municipality_id: int, media_id: int | None, description: str
) -> MediaFile | None:
    """Return a picture with other words for who cannot see it; None for a picture of another municipality.

    A picture that is shown in more places keeps its words there: then this is a copy. Raises NoWordsError, and OSError
    when the disk is full.
    """
    wanted = select(MediaFile).where(MediaFile.id == media_id, MediaFile.municipality_id == municipality_id)
    words = _words(description)
    found = session.scalars(wanted.where(MediaFile.kind == MediaKind.PICTURE)).first()
    if found is None:
        return None
    path = folder.path(found.name)
    if _times_used(session, found.id) < 2 or path is None:
        found.description = words
        session.flush()
        return found
    name = folder.write(path.read_bytes(), found.content_type)
    copy = MediaFile(municipality_id=municipality_id, kind=MediaKind.PICTURE, name=name, description=words)
    return _add(session, copy, found.content_type)


def _times_used(session: Session, media_id: int) -> int:
    return sum(
        session.scalar(select(func.count()).select_from(key.parent.table).where(key.parent == media_id)) or 0
        for key in _keys_to_files()
    )


def _keys_to_files() -> Iterator[ForeignKey]:
    """Give every column that points at a file, of whatever table: a room above need not be known here."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.references(MediaFile.__table__):  # type: ignore[arg-type]
                yield key


def _words(description: str) -> str:
    try:
        words = clean_text(description, MOST_WORDS)
    except (TooLongError, NotTextError) as error:
        raise NoWordsError(str(error)) from error
    if not words:
        raise NoWordsError("a picture needs words")
    return words


def _check_size(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise BadMediaError(MediaProblem.TOO_BIG)


def _add(session: Session, media: MediaFile, content_type: str) -> MediaFile:
    media.content_type = content_type
    session.add(media)
    session.flush()
    return media


def erase_unused(session: Session) -> list[str]:
    """Delete the rows of files that nothing points at any more; return the files' names, to be removed afterwards."""
    used = union(*(select(key.parent).where(key.parent.is_not(None)) for key in _keys_to_files()))
    unused = list(session.scalars(select(MediaFile).where(MediaFile.id.not_in(used))))
    for one in unused:
        session.delete(one)
    session.flush()
    return [one.name for one in unused]


def known_names(session: Session) -> set[str]:
    """Return the names of all files that a row knows."""
    return set(session.scalars(select(MediaFile.name)))
