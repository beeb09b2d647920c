"""Writing a policy question and its consultation without two officers overwriting each other."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import AddressForm, Consultation, EvidenceKind, PolicyQuestion, State
from panel.consultations.service.errors import CodeError, ShutError, StaleEditionError
from panel.consultations.service.texts import tidy
from panel.core.clock import now
from panel.core.ids import is_slug, slugify


def create_policy_question(
    session: Session,
    *,
    municipality_id: int,
    created_by_id: int,
    title: str,
    explanation: str = "",
    influence: str = "",
    owner_name: str = "",
    owner_function: str = "",
    reply_due_on: dt.date | None = None,
) -> PolicyQuestion:
    """Add a policy question. Only the title must be there at once. Raises TextError."""
    question = PolicyQuestion(
        municipality_id=municipality_id,
        created_by_id=created_by_id,
        title=tidy(PolicyQuestion.title, title, required=True),
        explanation=tidy(PolicyQuestion.explanation, explanation),
        influence=tidy(PolicyQuestion.influence, influence),
        owner_name=tidy(PolicyQuestion.owner_name, owner_name),
        owner_function=tidy(PolicyQuestion.owner_function, owner_function),
        reply_due_on=reply_due_on,
        created_at=now(),
        edition=1,
    )
    session.add(question)
    session.flush()
    return question


def change_policy_question(
    session: Session,
    question: PolicyQuestion,
    *,
    edition: int,
    title: str,
    explanation: str,
    influence: str,
    owner_name: str,
    owner_function: str,
    reply_due_on: dt.date | None,
) -> None:
    """Save a policy question that was opened at `edition`.

    Raises StaleEditionError when another change came first, ShutError once one of its consultations has left
    the draft (its promise was copied by then), and TextError.
    """
    session.refresh(question, with_for_update=True)
    for state in session.scalars(select(Consultation.state).where(Consultation.policy_question_id == question.id)):
        if state not in (State.DRAFT, State.CANCELLED):
            raise ShutError(state)
    if question.edition != edition:
        raise StaleEditionError
    question.title = tidy(PolicyQuestion.title, title, required=True)
    question.explanation = tidy(PolicyQuestion.explanation, explanation)
    question.influence = tidy(PolicyQuestion.influence, influence)
    question.owner_name = tidy(PolicyQuestion.owner_name, owner_name)
    question.owner_function = tidy(PolicyQuestion.owner_function, owner_function)
    question.reply_due_on = reply_due_on
    question.edition += 1
    session.flush()


def create_consultation(
    session: Session,
    policy_question: PolicyQuestion,
    *,
    created_by_id: int,
    evidence_kind: EvidenceKind,
    topic: str,
    code: str | None = None,
    welcome: str = "",
    address_form: AddressForm = AddressForm.JE,
    source_note: str = "",
    example: bool = False,
) -> Consultation:
    """Add a draft consultation to a policy question; without `code` one is made from the title.

    `topic` completes "Dit gaat over ...". Raises CodeError and TextError.
    """
    consultation = Consultation(
        municipality_id=policy_question.municipality_id,
        policy_question=policy_question,
        code=propose_code(session, policy_question.title) if code is None else _free_code(session, code, None),
        evidence_kind=evidence_kind,
        state=State.DRAFT,
        topic=tidy(Consultation.topic, topic, required=True),
        welcome=tidy(Consultation.welcome, welcome),
        address_form=address_form,
        source_note=tidy(Consultation.source_note, source_note),
        example=example,
        promised_by="",
        second_eyes_skipped=False,
        created_by_id=created_by_id,
        created_at=now(),
        edition=1,
    )
    session.add(consultation)
    session.flush()
    _record(session, consultation, created_by_id, "CREATED")
    return consultation


def change_consultation(
    session: Session,
    consultation: Consultation,
    *,
    edition: int,
    evidence_kind: EvidenceKind,
    topic: str,
    code: str,
    welcome: str,
    address_form: AddressForm,
) -> None:
    """Save the settings of a draft that was opened at `edition`.

    A consultation that already has groups stays one of groups.
    Raises StaleEditionError, ShutError, CodeError, TextError.
    """
    hold(session, consultation)
    if consultation.edition != edition:
        raise StaleEditionError
    consultation.code = _free_code(session, code, consultation.id)
    consultation.topic = tidy(Consultation.topic, topic, required=True)
    consultation.welcome = tidy(Consultation.welcome, welcome)
    consultation.address_form = address_form
    if not consultation.rounds:
        consultation.evidence_kind = evidence_kind
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
