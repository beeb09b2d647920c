"""Opens the boxes of a round, as closing will."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.answering.answers import Answers, box_size, decode
from panel.answering.models import SealedSubmission
from panel.consultations.models import Consultation, Round
from panel.core.keys import KeyDirectory, open_sealed
from tests.support.scene import the_round


def opened_boxes(
    session: Session, consultation: Consultation, keys: KeyDirectory, round_: Round | None = None
) -> list[Answers]:
    """Return everything that was sealed in a round (the only one of a consultation when left out)."""
    held = round_ or the_round(consultation)
    boxes = session.scalars(select(SealedSubmission.box).where(SealedSubmission.round_id == held.id))
    key = keys.load(held.key_name)
    return [decode(open_sealed(key, box, box_size(consultation))) for box in boxes]
