"""Keeps what may be shown for good: the outcome of a whole consultation, and of one group by itself."""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy.orm import Session

from panel.answering.modes import mode_counts, modes_about, remove_mode_counts
from panel.answering.queries import invited_count, took_part_count
from panel.consultations.models import Consultation
from panel.core.clock import local, now
from panel.results.models import PublishedOutcome
from panel.results.queries import outcomes_so_far
from panel.results.together import forget_counts
from panel.stats.disclosure import Protection


def freeze_group(session: Session, consultation: Consultation, round_id: int, protection: Protection) -> None:
    """Keep the outcome of one group, for who was in it and who led it."""
    session.add(
        PublishedOutcome(
            consultation_id=consultation.id,
            round_id=round_id,
            frozen_at=now(),
            content=protection.published.to_dict(),
            method=_common(consultation, protection),
        )
    )
    session.flush()


def freeze_whole(
    session: Session, consultation: Consultation, protection: Protection, *, people: int, damaged: bool, left_out: bool
) -> None:
    """Keep the outcome of a whole consultation as its next version; numbers per group are not needed any more."""
    rounds = [one.id for one in consultation.rounds]
    earlier = [one for one in outcomes_so_far(session, consultation.id) if one.round_id is None]
    invited = sum(invited_count(session, one) for one in rounds)
    took_part = sum(took_part_count(session, one) for one in rounds)
    method = _common(consultation, protection) | {
        "invited_about": _about(invited),
        "took_part_about": _about(took_part),
        "modes_about": modes_about(mode_counts(session, rounds), people),
        "damaged_boxes": damaged,
        "small_group_left_out": left_out,
    }
    session.add(
        PublishedOutcome(
            consultation_id=consultation.id,
            version=len(earlier) + 1,
            frozen_at=now(),
            content=protection.published.to_dict(),
            method=method,
        )
    )
    # Kept until the last round of a consultation, because the rounded numbers are of the whole.
    remove_mode_counts(session, rounds)
    forget_counts(session, consultation)
    session.flush()


def freeze_corrected(
    session: Session, consultation: Consultation, latest: PublishedOutcome, protection: Protection, *, reason: str
) -> None:
    """Keep a corrected outcome as the next version, with the reason that everybody reads; earlier versions stay."""
    note = {"report": _report(protection), "correction": {"reason": reason, "before": latest.version}}
    session.add(
        PublishedOutcome(
            consultation_id=consultation.id,
            version=latest.version + 1,
            frozen_at=now(),
            content=protection.published.to_dict(),
            method=latest.method | note,
        )
    )
    session.flush()


def _report(protection: Protection) -> dict[str, object]:
    report: dict[str, object] = json.loads(json.dumps(asdict(protection.report)))
    return report


def _common(consultation: Consultation, protection: Protection) -> dict[str, object]:
    return {
        "evidence_kind": consultation.evidence_kind.value,
        "opened_on": local(consultation.opens_at).date().isoformat() if consultation.opens_at else None,
        "closed_on": local(consultation.closed_at or now()).date().isoformat(),
        "weighted": protection.published.weighted,
        "source_note": consultation.source_note,
        "report": _report(protection),
    }


def _about(count: int) -> int | None:
    return None if count < 10 else 5 * round(count / 5)
