"""Lets a group of an example recommend something: its own words, a poster of our own drawing, and its consent."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy.orm import Session

from panel.consultations.models import Consultation
from panel.media.folder import MediaFolder
from panel.media.service import keep_picture
from panel.replies.queries import replies_of
from panel.speaking_minds.service import add_recommendation, agree, point_at_reply


def add_recommendations(
    session: Session, media: MediaFolder, consultation: Consultation, plan: Path, *, by: int
) -> None:
    """Do what a facilitator would do, as a file tells; an example without one has no recommendations."""
    if not plan.is_file():
        return
    told = json.loads(plan.read_text(encoding="utf-8"))
    round_ = next(one for one in consultation.rounds if one.name == told["group"])
    replies = {one.subject: one.id for one in replies_of(session, consultation.id)}
    for one in told["advice"]:
        picture_id, description = None, ""
        if one["picture"]:
            name, description = one["picture"]
            content = (plan.parent / "pictures" / name).read_bytes()
            own = consultation.municipality_id
            kept = keep_picture(session, media, municipality_id=own, content=content, description=description)
            picture_id = kept.id
        made = add_recommendation(
            session, consultation, round_, advice=one["advice"], why=one["why"], picture_id=picture_id, by=by
        )
        agree(
            session, consultation, made, edition=made.edition, read_by_group=True, looked=True,
            picture_words=description, by=by,
        )  # fmt: skip
        if one["reply"]:
            point_at_reply(session, consultation, made, edition=made.edition, reply_id=replies[one["reply"]], by=by)
