"""Writing a policy question and its consultation without two officers overwriting each other."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import (
    AddressForm,
    Consultation,
    EvidenceKind,
    InfluenceLevel,
    PolicyQuestion,
    State,
)
from panel.consultations.service.errors import CodeError, ShutError, StaleEditionError
from panel.consultations.service.texts import tidy
from panel.core.clock import now
from panel.core.ids import is_slug, slugify

PolicyValue = str | dt.date | InfluenceLevel | None
ConsultationValue = str | int | EvidenceKind | AddressForm | None
# What officers write of a policy question and of who takes part. All may stay empty for now, but for the title.
POLICY_COLUMNS = frozenset({
    "title", "explanation", "decision", "decision_on", "fixed", "open_points", "already_done", "influence_level",
    "influence", "owner_name", "owner_function", "reply_due_on", "reply_channel",
})  # fmt: skip
CONSULTATION_COLUMNS = frozenset({
    "evidence_kind", "topic", "welcome", "address_form", "target_groups", "expected_responses", "help_places",
})  # fmt: skip


def create_policy_question(
    session: Session, *, municipality_id: int, created_by_id: int, title: str, **more: PolicyValue
) -> PolicyQuestion:
    """Add a policy question. Only the title must be there at once; `more` are columns of POLICY_COLUMNS.

    Raises TextError.
    """
    question = PolicyQuestion(
        municipality_id=municipality_id,
        created_by_id=created_by_id,
        explanation="",
        influence="",
        owner_name="",
        owner_function="",
        created_at=now(),
        edition=1,
    )
    _write(question, POLICY_COLUMNS, {"title": title, **more})
    session.add(question)
    session.flush()
    return question


def change_policy_question(
    session: Session, question: PolicyQuestion, *, mark: str, values: Mapping[str, PolicyValue]
) -> None:
    """Save some columns of a policy question; `mark` is `columns_fingerprint` of these when they were opened.

    Who changes one column is never in the way of who changes another. Raises StaleEditionError when one of these
    columns was changed in between, ShutError once one of its consultations has left the draft (its promise was
    copied by then), and TextError.
    """
    session.refresh(question, with_for_update=True)
    for state in session.scalars(select(Consultation.state).where(Consultation.policy_question_id == question.id)):
        if state not in (State.DRAFT, State.CANCELLED):
            raise ShutError(state)
    if columns_fingerprint(question, values) != mark:
        raise StaleEditionError
    _write(question, POLICY_COLUMNS, values)
    question.edition += 1
    session.flush()


def columns_fingerprint(row: PolicyQuestion | Consultation, names: Iterable[str]) -> str:
    """Return a short mark of what stands in some columns: another mark means that somebody changed one of them."""
    content = json.dumps([[name, str(getattr(row, name) or "")] for name in sorted(names)])
    return hashlib.blake2b(content.encode(), digest_size=12).hexdigest()


def _write(
    row: PolicyQuestion | Consultation, columns: Collection[str], values: Mapping[str, PolicyValue | ConsultationValue]
) -> None:
    """Put values into columns, texts tidied. Raises TextError; a column that is not among `columns` is a mistake."""
    for name, value in values.items():
        if name not in columns:
            raise ValueError(f"{name} is not written here")
        if isinstance(value, str) and not isinstance(value, StrEnum):
            value = tidy(getattr(type(row), name), value, required=name == "title")
        setattr(row, name, value)


def create_consultation(
    session: Session,
    policy_question: PolicyQuestion,
    *,
    created_by_id: int,
    evidence_kind: EvidenceKind,
    topic: str = "",
    code: str | None = None,
    source_note: str = "",
    example: bool = False,
    **more: ConsultationValue,
) -> Consultation:
    """Add a draft consultation to a policy question; without `code` one is made from the title.

    `topic` completes "Dit gaat over ..." and may come later; `more` are columns of CONSULTATION_COLUMNS.
    Raises CodeError and TextError.
    """
    consultation = Consultation(
        municipality_id=policy_question.municipality_id,
        policy_question=policy_question,
        code=propose_code(session, policy_question.title) if code is None else _free_code(session, code, None),
        evidence_kind=evidence_kind,
        state=State.DRAFT,
        welcome="",
        address_form=AddressForm.JE,
        source_note=tidy(Consultation.source_note, source_note),
        example=example,
        promised_by="",
        second_eyes_skipped=False,
        created_by_id=created_by_id,
        created_at=now(),
        edition=1,
    )
    _write(consultation, CONSULTATION_COLUMNS, {"topic": topic, **more})
    session.add(consultation)
    session.flush()
    _record(session, consultation, created_by_id, "CREATED")
    return consultation


def change_consultation(
    session: Session, consultation: Consultation, *, mark: str, code: str, values: Mapping[str, ConsultationValue]
) -> None:
    """Save who takes part; `mark` is `columns_fingerprint` of `values` and the code when they were opened.

    `values` are columns of CONSULTATION_COLUMNS. A consultation that already has groups stays one of groups.
    Raises StaleEditionError, ShutError, CodeError, TextError.
    """
    hold(session, consultation)
    session.refresh(consultation)
    if columns_fingerprint(consultation, [*values, "code"]) != mark:
        raise StaleEditionError
    consultation.code = _free_code(session, code, consultation.id)
    kept = {"evidence_kind"} if consultation.rounds else set()
    _write(consultation, CONSULTATION_COLUMNS, {name: one for name, one in values.items() if name not in kept})
    consultation.edition += 1
    session.flush()


def hold(session: Session, consultation: Consultation) -> None:
    """Take the consultation for this transaction, as it is now. Raises ShutError unless it is a draft."""
    session.refresh(consultation, attribute_names=["state", "edition"], with_for_update=True)
    if consultation.state is not State.DRAFT:
        raise ShutError(consultation.state)


def propose_code(session: Session, title: str) -> str:
    """Return a free code made from a title."""
    stem = slugify(title)
    if not is_slug(stem):
        stem = f"vraag-{stem}"
    number, code = 1, stem
    while not is_slug(code) or _is_taken(session, code, None):
        number += 1
        code = f"{stem[:50].strip('-')}-{number}"
    return code


def _free_code(session: Session, typed: str, own_id: int | None) -> str:
    code = typed.strip().lower()
    if not is_slug(code):
        raise CodeError("NOT_A_SLUG")
    if _is_taken(session, code, own_id):
        raise CodeError("TAKEN")
    return code


def _is_taken(session: Session, code: str, own_id: int | None) -> bool:
    found = session.scalar(select(Consultation.id).where(Consultation.code == code))
    return found is not None and found != own_id


def _record(session: Session, consultation: Consultation, by: int | None, action: str, reason: str = "") -> None:
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action=action,
        subject="consultation",
        subject_id=consultation.id,
        reason=reason,
    )
