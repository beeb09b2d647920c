"""A running panel with letters, and what lies on disk and in the tables after a stack of them was made."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, EvidenceKind, Language, Round
from panel.core.clock import now
from panel.core.keys import KeyDirectory, open_sealed
from panel.invitations.letter_folder import new_name
from panel.invitations.models import LetterStack
from panel.invitations.service import order_stack
from panel.invitations.tasks import SEAL_STEP
from panel.tables import metadata
from tests.support.scene import open_class_consultation, the_round

SITE = "https://stad.example/meedoen"


def open_panel(session: Session, keys: KeyDirectory, **about: object) -> tuple[Consultation, Round]:
    """Open six questions to a panel; return them with their round."""
    made = open_class_consultation(session, keys, evidence_kind=EvidenceKind.PANEL, **about)  # type: ignore[arg-type]
    session.commit()
    return made, the_round(made)


def ordered(
    session: Session, consultation: Consultation, public_key: bytes, *, count: int = 12, own_codes: bool = False
) -> LetterStack:
    """Order a stack of letters, for the officer who made the consultation."""
    stack = order_stack(
        session,
        consultation,
        the_round(consultation),
        count=count,
        language=Language.DUTCH,
        site=SITE,
        file_name=new_name(),
        public_key=public_key,
        by=consultation.created_by_id,
        made_at=now(),
        own_codes=own_codes,
    )
    session.commit()
    return stack


def letters_in(file: Path, private: bytes) -> list[str]:
    """Open a locked file of letters with the key of who ordered them."""
    letters: list[str] = json.loads(gzip.decompress(open_sealed(private, file.read_bytes(), SEAL_STEP)))
    return letters


def everything_stored(session: Session) -> str:
    """Return all values of all tables as one text."""
    tables = (session.execute(text(f'SELECT * FROM "{table}"')) for table in metadata.sorted_tables)
    return "\n".join(repr(tuple(row)) for rows in tables for row in rows)
