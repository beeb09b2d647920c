"""Taking out what a machine or one person sent many times: found by its text, approved by two people, told to all.

Nobody looks at single records: only a text that stands in at least ten of them can be pointed at. What is left gives a
new version of the outcome, in which every group changed by nobody or by at least ten (methods, section 4, rule 6).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import numpy as np
import structlog
from sqlalchemy import Text, cast, delete, func, select
from sqlalchemy.orm import Session

from panel.answering.answers import Answers
from panel.audit.queries import times
from panel.audit.service import record
from panel.consultations.models import Consultation, EvidenceKind, Question, QuestionKind, State
from panel.consultations.queries import consultation_by_id
from panel.consultations.service import ChangeError, hold_edition
from panel.consultations.service.changes import good_reason
from panel.core.clock import now
from panel.core.db import Database
from panel.results.collect import stored_mark, stored_rows
from panel.results.forgetting import forget_deleted_rows
from panel.results.freezing import freeze_corrected
from panel.results.mapped import with_map_again
from panel.results.models import (
    Answer,
    AnswerState,
    Correction,
    CorrectionState,
    PublishedOutcome,
    Submission,
    SubmissionReceipt,
)
from panel.results.outcome import microdata_of
from panel.results.population import population_counts
from panel.results.queries import latest_outcome
from panel.results.together import shown_before
from panel.stats.correction import TooFewRemovedError, corrected
from panel.stats.disclosure import THRESHOLD, Protection
from panel.stats.published import Published
from panel.stats.weighted_correction import corrected_and_weighed
from panel.stats.weighted_protection import still_not_weighed

log = structlog.get_logger(__name__)
MAKE_CORRECTIONS = "make_corrections"
MOST_SHOWN = 20


@dataclass(frozen=True)
class Copies:
    """One text that stands in many records: of which question, about how many, and by which mark it is pointed at."""

    question_id: int
    question: str
    text: str
    about: int
    mark: str


def can_be_corrected(session: Session, consultation: Consultation) -> bool:
    """Whether there is an outcome, and there still are single answers; weighted figures are corrected once."""
    latest = latest_outcome(session, consultation.id)
    if latest is None or consultation.state is not State.REPORTED or consultation.answers_erased_on is not None:
        return False
    return bool(latest.content.get("shown")) and (latest.version == 1 or not latest.content.get("weighted"))


def copies_in(session: Session, consultation: Consultation) -> list[Copies]:
    """Return the texts that stand in at least ten records each, the most frequent first."""
    asked = {one.id: one for one in consultation.questions if one.kind is QuestionKind.OPEN_TEXT}
    words, many = cast(Answer.value, Text), func.count()
    wanted = (
        select(Answer.question_id, words, many)
        .where(Answer.question_id.in_(asked), Answer.state == AnswerState.ANSWERED)
        .group_by(Answer.question_id, words)
        .having(many >= THRESHOLD)
        .order_by(many.desc(), words)
    )
    found = []
    for question_id, stored, count in session.execute(wanted.limit(MOST_SHOWN)):
        text = json.loads(stored)
        if isinstance(text, str) and text.strip():
            mark = _mark(question_id, text).hex()
            found.append(Copies(question_id, asked[question_id].text, text, 5 * round(count / 5), mark))
    return found


def propose_correction(
    session: Session, consultation: Consultation, *, mark: str, reason: str, by: int, edition: int
) -> Correction:
    """Propose to take out the records with one text; a second person decides.

    Raises StaleEditionError, and ChangeError: NOT_OPEN when nothing can be corrected, NO_COPIES when the text is not
    (or no longer) in ten records, PROPOSED when it was proposed already, NO_REASON.
    """
    hold_edition(session, consultation, edition)
    if not can_be_corrected(session, consultation):
        raise ChangeError("NOT_OPEN")
    chosen = next((one for one in copies_in(session, consultation) if one.mark == mark), None)
    if chosen is None:
        raise ChangeError("NO_COPIES")
    if any(one.mark.hex() == mark for one in corrections_of(session, consultation.id) if _is_busy(one)):
        raise ChangeError("PROPOSED")
    made = Correction(
        consultation_id=consultation.id,
        question_id=chosen.question_id,
        mark=bytes.fromhex(chosen.mark),
        reason=good_reason(reason),
        proposed_by_id=by,
        proposed_at=now(),
    )
    session.add(made)
    consultation.edition += 1
    _note(session, consultation, "CORRECTION_PROPOSED", by, made.reason)
    return made


def decide_correction(
    session: Session, consultation: Consultation, correction: Correction, *, approve: bool, by: int, edition: int
) -> None:
    """Approve or refuse a proposal of somebody else. What is approved is made in the background.

    Raises StaleEditionError, and ChangeError: OWN for who proposed it, DECIDED when it is not waiting any more.
    """
    hold_edition(session, consultation, edition)
    session.refresh(correction, with_for_update=True)
    if correction.state is not CorrectionState.WAITING:
        raise ChangeError("DECIDED")
    if correction.proposed_by_id == by:
        raise ChangeError("OWN")
    correction.state = CorrectionState.APPROVED if approve else CorrectionState.REFUSED
    correction.decided_by_id, correction.decided_at = by, now()
    consultation.edition += 1
    _note(session, consultation, "CORRECTION_APPROVED" if approve else "CORRECTION_REFUSED", by, correction.reason)


def corrections_of(session: Session, consultation_id: int) -> list[Correction]:
    wanted = select(Correction).where(Correction.consultation_id == consultation_id)
    return list(session.scalars(wanted.order_by(Correction.id)))


def make_approved(database: Database) -> int:
    """Make every correction that was approved; return how many. Safe to do again after a crash."""
    with database.session(reading=True) as session:
        wanted = select(Correction.id).where(Correction.state == CorrectionState.APPROVED).order_by(Correction.id)
        waiting = list(session.scalars(wanted))
    made = sum(_make(database, one) for one in waiting)
    if made:
        forget_deleted_rows(database)
    return made


def _make(database: Database, correction_id: int) -> bool:
    """Take the records out and freeze the new version in one transaction; nothing changes when it would not be safe."""
    with database.transaction() as session:
        correction = session.get(Correction, correction_id, with_for_update=True)
        if correction is None or correction.state is not CorrectionState.APPROVED:
            return False
        session.get(Consultation, correction.consultation_id, with_for_update=True)
        consultation = _consultation(session, correction.consultation_id)
        latest = latest_outcome(session, consultation.id)
        stored = stored_rows(session, consultation)
        gone = [_has(row, correction, consultation.questions) for row in stored.answers]
        protection = _protection(session, consultation, latest, stored.answers, gone)
        if latest is None or protection is None or stored.mark != stored_mark(session, consultation):
            correction.state = CorrectionState.FAILED
            log.warning("correction_not_made", consultation=consultation.id)
            return False
        _delete(session, [key for key, out in zip(stored.keys, gone, strict=True) if out])
        freeze_corrected(session, consultation, latest, protection, reason=correction.reason)
        consultation.edition += 1
        correction.state = CorrectionState.MADE
        _note(session, consultation, "CORRECTION_MADE", correction.decided_by_id, correction.reason)
    return True


def _protection(
    session: Session,
    consultation: Consultation,
    latest: PublishedOutcome | None,
    rows: list[Answers],
    gone: list[bool],
) -> Protection | None:
    if latest is None or not can_be_corrected(session, consultation):
        return None
    known = not times(session, subject="consultation", subject_id=consultation.id, action="WITHDRAWN")
    kept = ~np.array(gone, dtype=np.bool_)
    shown, before = Published.from_dict(latest.content), microdata_of(consultation, rows)
    sampled = consultation.evidence_kind is EvidenceKind.SAMPLE
    previous = shown_before(session, consultation, 0, None)
    try:
        if shown.weighted and not known:
            return None
        if shown.weighted:
            figures = population_counts(session, consultation)
            protection = corrected_and_weighed(before, figures, kept, shown, previous, sampled=sampled)
        else:
            protection = still_not_weighed(corrected(before, kept, shown, previous, breakdowns_known=known), shown)
    except TooFewRemovedError:
        return None
    return (
        None
        if protection is None
        else with_map_again(consultation, protection, before, kept, previous, groups_known=known)
    )


def _delete(session: Session, keys: list[bytes]) -> None:
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        session.execute(delete(SubmissionReceipt).where(SubmissionReceipt.submission_key.in_(some)))
        session.execute(delete(Answer).where(Answer.submission_key.in_(some)))
        session.execute(delete(Submission).where(Submission.key.in_(some)))


def _has(row: Answers, correction: Correction, questions: list[Question]) -> bool:
    key = next((one.key for one in questions if one.id == correction.question_id), "")
    given = row.given.get(key)
    value = None if given is None else given.value
    return isinstance(value, str) and _mark(correction.question_id, value) == correction.mark


def _mark(question_id: int, text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=32, salt=question_id.to_bytes(16, "big")).digest()


def _is_busy(correction: Correction) -> bool:
    return correction.state in {CorrectionState.WAITING, CorrectionState.APPROVED}


def _consultation(session: Session, consultation_id: int) -> Consultation:
    bare = session.get_one(Consultation, consultation_id)
    found = consultation_by_id(session, bare.municipality_id, consultation_id)
    if found is None:
        raise LookupError("a correction without its consultation")
    return found


def _note(session: Session, consultation: Consultation, action: str, by: int | None, reason: str) -> None:
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action=action,
        subject="consultation",
        subject_id=consultation.id,
        reason=reason,
    )
    session.flush()
