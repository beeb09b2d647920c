"""Finding which door a typed code opens, which doors a consultation has, and its letters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, EvidenceKind, Round
from panel.consultations.queries import consultation_by_code, only_round
from panel.core.ids import is_group_code, is_personal_code, is_slug, tidy_code
from panel.core.keys import Pepper
from panel.invitations.documents import Document
from panel.invitations.models import GroupCode, Invitation, LetterStack, LetterText
from panel.municipalities.models import Municipality

# Keeps the hashes of personal codes apart from every other hash.
PERSONAL_CODE = "personal-code"


class DoorKind(StrEnum):
    """How someone comes in: with the code of a group, a code of their own, or through an open link."""

    GROUP = "GROUP"
    PERSONAL = "PERSONAL"
    OPEN = "OPEN"


@dataclass(frozen=True)
class Door:
    """What a code leads to. Whether it may still be entered is for who opens it: states and seats change."""

    kind: DoorKind
    consultation: Consultation
    round: Round
    group_code: GroupCode | None = None
    invitation: Invitation | None = None


def find_door(session: Session, code: str, pepper: Pepper, *, municipality_id: int | None = None) -> Door | None:
    """Return where a code leads, however it was typed ("482 913", "482-913"); None when nobody gave it out.

    With `municipality_id` a code of another municipality is not found.
    """
    tidied = tidy_code(code)
    door = None
    if is_group_code(tidied):
        door = _group_door(session, tidied)
    elif is_personal_code(tidied):
        door = _personal_door(session, pepper.digest(PERSONAL_CODE, tidied))
    elif is_slug(tidied):
        door = _open_door(session, tidied)
    if door is not None and municipality_id not in (None, door.consultation.municipality_id):
        return None
    return door


def _group_door(session: Session, code: str) -> Door | None:
    found = session.scalars(select(GroupCode).where(GroupCode.code == code)).first()
    if found is None:
        return None
    round_ = session.get_one(Round, found.round_id)
    return Door(DoorKind.GROUP, _consultation(session, round_), round_, group_code=found)


def _personal_door(session: Session, code_hash: bytes) -> Door | None:
    found = session.scalars(select(Invitation).where(Invitation.code_hash == code_hash)).first()
    if found is None:
        return None
    round_ = session.get_one(Round, found.round_id)
    return Door(DoorKind.PERSONAL, _consultation(session, round_), round_, invitation=found)


def _open_door(session: Session, slug: str) -> Door | None:
    consultation = consultation_by_code(session, slug)
    if consultation is None or consultation.evidence_kind is not EvidenceKind.OPEN:
        return None
    round_ = only_round(session, consultation.id)
    return Door(DoorKind.OPEN, consultation, round_) if round_ is not None else None


def _consultation(session: Session, round_: Round) -> Consultation:
    return session.get_one(Consultation, round_.consultation_id)


def groups_of(session: Session, consultation_id: int) -> list[tuple[GroupCode, Round]]:
    """Return the groups of a consultation in the order in which they were added, each with its round."""
    wanted = select(GroupCode, Round).join(Round, GroupCode.round_id == Round.id)
    rows = session.execute(wanted.where(Round.consultation_id == consultation_id).order_by(Round.id))
    return [(row.GroupCode, row.Round) for row in rows]


def group_by_id(session: Session, consultation_id: int, group_code_id: int) -> tuple[GroupCode, Round] | None:
    """Return one group of this consultation with its round, else None."""
    return next((pair for pair in groups_of(session, consultation_id) if pair[0].id == group_code_id), None)


def invitation_count(session: Session, round_id: int) -> int:
    """Return how many personal codes were made for a round."""
    return session.scalar(select(func.count()).select_from(Invitation).where(Invitation.round_id == round_id)) or 0


def letter_text(session: Session, consultation_id: int, document: Document, language: str) -> LetterText | None:
    """Return what an officer changed in a letter, else None."""
    wanted = select(LetterText).where(LetterText.consultation_id == consultation_id, LetterText.document == document)
    return session.scalars(wanted.where(LetterText.language == language)).first()


def changed_letters(session: Session, consultation_id: int) -> set[tuple[Document, str]]:
    """Return which letters of a consultation an officer changed, each with the language."""
    wanted = select(LetterText).where(LetterText.consultation_id == consultation_id)
    return {(one.document, one.language) for one in session.scalars(wanted) if one.salutation or one.paragraph}


def stack_by_id(session: Session, consultation_id: int, stack_id: int) -> LetterStack | None:
    """Return one stack of letters of this consultation, else None."""
    wanted = select(LetterStack).join(Round, LetterStack.round_id == Round.id)
    return session.scalars(wanted.where(LetterStack.id == stack_id, Round.consultation_id == consultation_id)).first()


def stacks_of(session: Session, consultation_id: int) -> list[LetterStack]:
    """Return the stacks of letters that lie ready or are being made, newest first."""
    wanted = select(LetterStack).join(Round, LetterStack.round_id == Round.id)
    return list(session.scalars(wanted.where(Round.consultation_id == consultation_id).order_by(LetterStack.id.desc())))


def are_codes_of(session: Session, round_id: int, hashes: list[bytes]) -> list[bool]:
    """Return for each keyed hash of a code whether it was given out for this round."""
    known = set(session.scalars(select(Invitation.code_hash).where(Invitation.round_id == round_id)))
    return [one in known for one in hashes]


def municipality_of(session: Session, consultation: Consultation) -> Municipality:
    """Return the municipality that asks, with whom to call."""
    return session.get_one(Municipality, consultation.municipality_id)
