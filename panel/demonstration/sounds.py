"""Gives the questions of an example their recordings, kept in the same way as what an officer uploads."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy.orm import Session

from panel.consultations.models import Consultation
from panel.media.folder import MediaFolder
from panel.media.service import keep_sound


def add_sounds(session: Session, media: MediaFolder, consultation: Consultation, plan: Path) -> None:
    """Keep the recordings that a plan names; an example without a plan has none.

    The plan is JSON: by key of the question a file's name in `sounds`. We made those files ourselves, a few kB each,
    instead of having them spoken here: then the example is the same on a machine that cannot speak, and quick.
    """
    if not plan.exists():
        return
    wanted: dict[str, str] = json.loads(plan.read_text(encoding="utf-8"))
    for question in consultation.questions:
        if question.key in wanted:
            content = (plan.parent / "sounds" / wanted[question.key]).read_bytes()
            kept = keep_sound(session, media, municipality_id=consultation.municipality_id, content=content)
            question.audio_id = kept.id
    session.flush()
