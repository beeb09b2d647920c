"""Gives a file of an outcome: as it was kept, or made at once when that takes a moment only."""

from __future__ import annotations

from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation
from panel.council.downloads import AT_ONCE
from panel.council.everything import everything_of
from panel.results.exports.keeping import WRITERS, files_of
from panel.results.exports.models import FileKind
from panel.results.exports.progress import nobody_waits
from panel.results.models import PublishedOutcome


def content_of(session: Session, consultation: Consultation, outcome: PublishedOutcome, kind: FileKind) -> bytes:
    """Return what is in a file of this kind. Raises NotFound while it has to be made first."""
    ready = files_of(session, consultation, outcome).get(kind)
    if ready is not None and ready.content is not None:
        return ready.content
    if kind not in AT_ONCE:
        raise NotFound
    return WRITERS[kind](everything_of(session, consultation, outcome), nobody_waits)
