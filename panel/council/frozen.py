"""What stands still is sent once: finding a published outcome, and answering that nothing has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

import flask
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation, State
from panel.consultations.queries import consultation_by_code, load_translations
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.reading import DUTCH, reading_preferences
from panel.results.models import PublishedOutcome
from panel.results.queries import latest_outcome

NOT_PUBLIC = frozenset({State.DRAFT, State.IN_REVIEW})
FOR_PAGES, FOR_FILES = "public, no-cache", "public, max-age=300"
"""A page asks each time whether it changed; files and figures may be used for five minutes without asking."""


def find_public(code: str) -> tuple[Consultation, PublishedOutcome | None]:
    """Return a public consultation of this municipality and its outcome, if there is one. Raises NotFound."""
    session = current_session()
    consultation = consultation_by_code(session, code, current_municipality().id)
    if consultation is None or consultation.state in NOT_PUBLIC:
        raise NotFound
    return consultation, latest_outcome(session, consultation.id)


def load_words(session: Session, consultations: Sequence[Consultation]) -> None:
    """Load what the reader's language needs; a page in Dutch needs nothing more."""
    if reading_preferences().language != DUTCH:
        load_translations(session, consultations)


def find_published(code: str) -> tuple[Consultation, PublishedOutcome]:
    """Return a consultation of this municipality that has an outcome, and that outcome. Raises NotFound."""
    consultation, outcome = find_public(code)
    if outcome is None:
        raise NotFound
    return consultation, outcome


def tag_of(*parts: str) -> str:
    """Return a short mark that differs when any of its parts does."""
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=12).hexdigest()


def if_unchanged(tag: str, keep: str = FOR_PAGES) -> flask.Response | None:
    """Answer 304 when the visitor already has this very thing: frozen figures need no second reading."""
    if not flask.request.if_none_match.contains_weak(tag):
        return None
    return kept(flask.Response(status=304), tag, keep)


def kept(response: flask.Response, tag: str, keep: str = FOR_PAGES) -> flask.Response:
    """Mark a response with its tag, and say how long it may be kept."""
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = keep
    if keep == FOR_PAGES:
        # A page is shown as its reader chose, and offers the language of the browser.
        response.vary.update(("Cookie", "Accept-Language"))
    return response
