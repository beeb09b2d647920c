"""On what ground answers are asked, how long they are kept, and why something private is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import Consultation, PrivacyGround
from panel.consultations.private_words import PrivateFinding, private_findings
from panel.consultations.service.drafting import hold
from panel.consultations.service.errors import ConsultationError, StaleEditionError
from panel.consultations.service.texts import tidy

LEAST_MONTHS = 1
MOST_MONTHS = 120
USUAL_MONTHS = 12


class MonthsError(ConsultationError):
    """A retention that is not from 1 to 120 months."""


def change_privacy(
    session: Session,
    consultation: Consultation,
    *,
    edition: int,
    ground: PrivacyGround | None,
    dpia_reference: str,
    retention_months: int | None,
    reasons: Mapping[str, str],
    by: int,
) -> None:
    """Save the privacy choices of a draft that was opened at `edition`; a new reason goes into the log.

    `reasons` maps parts ("question:key" or "breakdown:key") to why they are asked as they are; an empty one takes the
    reason away. A part in which nothing private is found keeps none. Ground and months may still be empty: the gate
    asks for them. Raises StaleEditionError, ShutError, MonthsError and TextError.
    """
    hold(session, consultation)
    if consultation.edition != edition:
        raise StaleEditionError
    if retention_months is not None and not LEAST_MONTHS <= retention_months <= MOST_MONTHS:
        raise MonthsError(str(retention_months))
    consultation.privacy_ground = ground
    consultation.dpia_reference = tidy(Consultation.dpia_reference, dpia_reference)
    consultation.retention_months = retention_months
    before = consultation.privacy_reasons or {}
    kept = dict(_kept_reasons(consultation, reasons))
    for part, one in kept.items():
        if before.get(part) != one:
            _record(session, consultation, by, "PRIVATE_KEPT", f"{part}: {one['reason']}")
    consultation.privacy_reasons = kept
    consultation.edition += 1
    _record(session, consultation, by, "PRIVACY_CHANGED")
    session.flush()


def _kept_reasons(consultation: Consultation, reasons: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    kept = []
    for finding in private_findings(consultation):
        reason = tidy(Consultation.untested_reason, reasons.get(finding.part, ""))
        if reason:
            kept.append((finding.part, _noted(finding, reason)))
    return kept


def _noted(finding: PrivateFinding, reason: str) -> dict[str, Any]:
    return {"found": sorted(one.value for one in finding.found), "reason": reason}


def complete_for_opening(
    session: Session,
    consultation: Consultation,
    *,
    ground: PrivacyGround | None = None,
    retention_months: int | None = None,
    untested_reason: str = "",
) -> None:
    """Fill in what opening asks for, where it is still empty, in the same transaction as the opening. Raises TextError.

    For consultations that come from a file; at the desk each of these has a page of its own.
    """
    consultation.privacy_ground = consultation.privacy_ground or ground
    consultation.retention_months = consultation.retention_months or retention_months
    consultation.untested_reason = consultation.untested_reason or tidy(Consultation.untested_reason, untested_reason)
    session.flush()


def _record(session: Session, consultation: Consultation, by: int, action: str, reason: str = "") -> None:
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action=action,
        subject="consultation",
        subject_id=consultation.id,
        reason=reason,
    )
