"""A tablet that many people use one after the other: one address per round, until the desk takes it back."""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.answering.company import TABLET_KEY
from panel.consultations.models import Consultation, EvidenceKind, Round, RoundState, State
from panel.core.ids import PERSONAL_ALPHABET

KEY_LENGTH = 12
# A personal code is of one person, so those consultations have no tablet.
KINDS = frozenset({EvidenceKind.GROUP, EvidenceKind.OPEN})


class NoTabletError(ValueError):
    """This consultation is not open, or its people each have a code of their own."""


def put_tablet_out(consultation: Consultation, round_: Round) -> str:
    """Return the key of the round's tablets, a new one when there was none. Raises NoTabletError."""
    is_open = consultation.state is State.OPEN and round_.state is RoundState.OPEN
    if not is_open or consultation.evidence_kind not in KINDS:
        raise NoTabletError
    if round_.tablet_key is None:
        round_.tablet_key = "".join(secrets.choice(PERSONAL_ALPHABET) for _ in range(KEY_LENGTH))
    return round_.tablet_key


def take_tablet_back(round_: Round) -> None:
    """Let the address of the round's tablets lead nowhere from now on."""
    round_.tablet_key = None


def round_of_tablet(session: Session, key: str, municipality_id: int) -> tuple[Consultation, Round] | None:
    """Return whose round a tablet's address belongs to while it takes answers, else None."""
    if not TABLET_KEY.fullmatch(key):
        return None
    wanted = select(Consultation, Round).join(Round, Round.consultation_id == Consultation.id)
    found = session.execute(
        wanted.where(Round.tablet_key == key, Consultation.municipality_id == municipality_id)
    ).first()
    if found is None or found.Round.state is not RoundState.OPEN:
        return None
    return found.Consultation, found.Round
