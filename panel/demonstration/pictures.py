"""Gives the answers of an example their pictures: our own drawings, kept in the same way as what an officer uploads."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy.orm import Session

from panel.consultations.models import Consultation
from panel.media.folder import MediaFolder
from panel.media.service import keep_picture


def add_pictures(session: Session, media: MediaFolder, consultation: Consultation, plan: Path) -> None:
    """Keep the drawings that a plan names; an example without a plan has none.

    The plan is JSON by key of the question and of the answer: the file's name in `pictures`, and words for who cannot
    see it.
    """
    if not plan.exists():
        return
    wanted: dict[str, dict[str, list[str]]] = json.loads(plan.read_text(encoding="utf-8"))
    for question in consultation.questions:
        for option in question.options:
            if option.key in wanted.get(question.key, {}):
                name, words = wanted[question.key][option.key]
                kept = keep_picture(
                    session,
                    media,
                    municipality_id=consultation.municipality_id,
                    content=(plan.parent / "pictures" / name).read_bytes(),
                    description=words,
                )
                option.picture_id = kept.id
    session.flush()
