"""Giving a question or an answer of a draft a picture or a recording, or taking it away."""

from __future__ import annotations

from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, Option, Question
from panel.consultations.service.drafting import hold
from panel.media.models import MediaFile


def give_picture(
    session: Session, consultation: Consultation, part: Question | Option, media: MediaFile | None
) -> None:
    """Show this picture with a question or answer, or none. Raises ShutError unless the consultation is a draft."""
    hold(session, consultation)
    part.picture_id = None if media is None else media.id
    consultation.edition += 1
    session.flush()


def give_recording(
    session: Session, consultation: Consultation, part: Question | Option, media: MediaFile | None
) -> None:
    """Let this recording say a question or an answer, or none. Raises ShutError unless the consultation is a draft."""
    hold(session, consultation)
    part.audio_id = None if media is None else media.id
    consultation.edition += 1
    session.flush()
