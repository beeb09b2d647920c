"""Finding frozen outcomes, and rounds that wait to be counted."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from panel.consultations.models import Consultation, EvidenceKind, Round, RoundState, State
from panel.consultations.queries import consultation_by_id
from panel.invitations.queries import group_by_id
from panel.results.models import PublishedOutcome


def latest_outcome(session: Session, consultation_id: int) -> PublishedOutcome | None:
    """Return the newest version of a consultation's outcome, else None."""
    wanted = select(PublishedOutcome).where(
        PublishedOutcome.consultation_id == consultation_id, PublishedOutcome.round_id.is_(None)
    )
    return session.scalars(wanted.order_by(PublishedOutcome.version.desc())).first()


def outcome_of_round(session: Session, round_id: int) -> PublishedOutcome | None:
    """Return what one group may see of itself, else None."""
    wanted = select(PublishedOutcome).where(PublishedOutcome.round_id == round_id)
    return session.scalars(wanted.order_by(PublishedOutcome.version.desc())).first()


def closed_group(
    session: Session, municipality_id: int, consultation_id: int, group_code_id: int
) -> tuple[Consultation, Round] | None:
    """Return a consultation of groups of this municipality, and one group of it that is closed; else None."""
    consultation = consultation_by_id(session, municipality_id, consultation_id)
    if consultation is None or consultation.evidence_kind is not EvidenceKind.GROUP:
        return None
    found = group_by_id(session, consultation.id, group_code_id)
    if found is None or found[1].state is RoundState.OPEN or consultation.state is State.CANCELLED:
        return None
    return consultation, found[1]


def outcomes_so_far(session: Session, consultation_id: int) -> list[PublishedOutcome]:
    """Return everything that any audience has seen of a consultation: all versions, also those of single groups."""
    wanted = select(PublishedOutcome).where(PublishedOutcome.consultation_id == consultation_id)
    return list(session.scalars(wanted.order_by(PublishedOutcome.id)))


def consultations_with_outcome(session: Session, municipality_id: int) -> list[Consultation]:
    """Return the consultations of a municipality that have an outcome, the newest outcome first."""
    wanted = (
        select(Consultation)
        .join(PublishedOutcome, PublishedOutcome.consultation_id == Consultation.id)
        .where(
            Consultation.municipality_id == municipality_id,
            PublishedOutcome.version == 1,
            PublishedOutcome.round_id.is_(None),
        )
        .options(selectinload(Consultation.policy_question))
        .order_by(PublishedOutcome.frozen_at.desc(), Consultation.id.desc())
    )
    return list(session.scalars(wanted))


def rounds_to_finish(session: Session, now: dt.datetime) -> list[int]:
    """Return the rounds whose grace has passed but that were not counted, or whose traces are not all removed."""
    wanted = select(Round.id).where(
        ((Round.state == RoundState.CLOSING) & (Round.grace_until <= now)) | (Round.state == RoundState.TALLIED)
    )
    return list(session.scalars(wanted.order_by(Round.id)))


def cancelled_rounds(session: Session) -> list[int]:
    """Return the rounds of cancelled consultations that still hold what people sent."""
    wanted = select(Round.id).join(Consultation).where(Consultation.state == State.CANCELLED)
    return list(session.scalars(wanted.where(Round.state == RoundState.CLOSING).order_by(Round.id)))


def consultations_past_closing(session: Session, now: dt.datetime) -> list[int]:
    """Return the open consultations whose closing moment has passed."""
    wanted = select(Consultation.id).where(Consultation.state == State.OPEN, Consultation.closes_at <= now)
    return list(session.scalars(wanted.order_by(Consultation.id)))
