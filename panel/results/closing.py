"""Closing a consultation: stop, wait for phones without network, open the boxes, count, freeze, remove every trace.

Each step can be done again: whoever finds a round half-way goes on from where it stands. The private key
is destroyed only after the counted rows are safely stored.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass

import structlog
from sqlalchemy import text
from sqlalchemy.orm import Session

from panel.answering.answers import Answers
from panel.answering.media import with_few_hidden
from panel.answering.models import AnswerMode
from panel.answering.modes import keep_mode_counts, mode_counts, modes_about, modes_of, remove_mode_counts
from panel.answering.queries import invited_count, took_part_count
from panel.audit.service import record
from panel.consultations.models import ChangeKind, Consultation, EvidenceKind, Round, RoundState, State
from panel.consultations.queries import consultation_by_id
from panel.consultations.service import note_change
from panel.consultations.states import check_step
from panel.core.clock import local, now
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.results.collect import box_keys, open_boxes, remove_traces, replace_rows, stored_keys, stored_rows
from panel.results.models import PublishedOutcome
from panel.results.outcome import coarsened, protected_outcome
from panel.results.queries import outcomes_so_far
from panel.results.recordings import (
    destroy_all,
    make_keys,
    names_not_used,
    remove_media_traces,
    sealed_media_keys,
    store_recordings,
)
from panel.stats.disclosure import Protection
from panel.stats.published import Published

log = structlog.get_logger(__name__)
TRIES = 5


class ChangedMeanwhileError(RuntimeError):
    """Someone else worked on this consultation at the same time, time and again."""


@dataclass(frozen=True)
class _Counted:
    """What was worked out without holding up anybody, to be stored if nothing changed meanwhile."""

    rows: list[Answers]
    receipts: list[bytes | None]
    boxes: frozenset[bytes]
    stored: frozenset[bytes]
    damaged: int
    modes: dict[AnswerMode, int]
    protection: Protection | None
    # A key for each recording: made before, because files take long.
    content_keys: list[str]


def begin_closing(
    session: Session, consultation: Consultation, *, by: int | None, grace: dt.timedelta, reason: str = ""
) -> None:
    """Stop a consultation: nobody can start any more; who had started has until the grace has passed.

    Groups get no grace: phones in the room are asked to send first. A reason is shown to the public when it closes
    before the announced day. Raises WrongStateError unless it is open.
    """
    check_step(consultation.state, State.CLOSED)
    moment = now()
    if reason and consultation.closes_at is not None and moment < consultation.closes_at:
        planned, today = local(consultation.closes_at).date(), local(moment).date()
        note_change(
            session,
            consultation,
            ChangeKind.CLOSED_EARLY,
            by=by,
            reason=reason,
            before=planned.isoformat(),
            after=today.isoformat(),
        )
    consultation.state = State.CLOSED
    consultation.closed_at = moment
    consultation.edition += 1
    for round_ in consultation.rounds:
        begin_closing_round(
            round_, moment, dt.timedelta(0) if consultation.evidence_kind is EvidenceKind.GROUP else grace
        )
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action="CLOSED",
        subject="consultation",
        subject_id=consultation.id,
        reason=reason,
    )
    session.flush()


def begin_closing_round(round_: Round, moment: dt.datetime, grace: dt.timedelta) -> None:
    """Stop one round, when it had not stopped already."""
    if round_.state is RoundState.OPEN:
        round_.state = RoundState.CLOSING
        round_.closed_at = moment
        round_.grace_until = moment + grace


def finish_closing(database: Database, keys: KeyDirectory, round_id: int) -> bool:
    """Count a round whose grace has passed and remove its traces; return whether there was something to do.

    Safe to call at any moment, again and from several processes. Raises KeyMissingError when the key of a round
    with boxes is gone, and ChangedMeanwhileError when others keep changing the same consultation.
    """
    for _ in range(TRIES):
        with database.session(reading=True) as session:
            round_ = session.get(Round, round_id)
            counted = _count(session, round_, keys) if round_ is not None and _is_due(round_) else None
        if counted is None:
            return _clean_up(database, keys, round_id)
        stored = _store(database, keys, round_id, counted)
        with database.session(reading=True) as session:
            destroy_all(keys, names_not_used(session, counted.content_keys))
        if stored:
            _clean_up(database, keys, round_id)
            return True
    raise ChangedMeanwhileError(str(round_id))


def _is_due(round_: Round) -> bool:
    # What was cancelled is never counted.
    if round_.consultation.state is State.CANCELLED or round_.grace_until is None:
        return False
    return round_.state is RoundState.CLOSING and round_.grace_until <= now()


def _consultation_of(session: Session, round_: Round) -> Consultation:
    found = consultation_by_id(session, round_.consultation.municipality_id, round_.consultation_id)
    if found is None:
        raise LookupError("a round without its consultation")
    return found


def _is_last(consultation: Consultation, round_id: int) -> bool:
    done = {RoundState.TALLIED, RoundState.CLEANED}
    return consultation.state is State.CLOSED and all(
        one.state in done for one in consultation.rounds if one.id != round_id
    )


def _count(session: Session, round_: Round, keys: KeyDirectory) -> _Counted:
    consultation = _consultation_of(session, round_)
    stored = stored_rows(session, consultation)
    opened = open_boxes(session, round_, consultation, keys.load(round_.key_name))
    rows = stored.answers + opened.answers
    protection = None
    if _is_last(consultation, round_.id):
        seen = [Published.from_dict(one.content) for one in outcomes_so_far(session, consultation.id)]
        protection = protected_outcome(consultation, rows, seen)
        rows = coarsened(consultation, rows)
    rows = with_few_hidden(consultation, rows)
    content_keys = make_keys(keys, len(sealed_media_keys(session, round_.id)))
    receipts = stored.receipts + opened.receipts
    modes = modes_of(opened.answers)
    return _Counted(rows, receipts, opened.keys, stored.keys, opened.damaged, modes, protection, content_keys)


def _store(database: Database, keys: KeyDirectory, round_id: int, counted: _Counted) -> bool:
    """Store what was counted in one transaction; return False when something changed since it was counted."""
    with database.transaction() as session:
        round_ = session.get(Round, round_id, with_for_update=True)
        if round_ is None or not _is_due(round_):
            return round_ is not None and round_.state is not RoundState.OPEN
        session.get(Consultation, round_.consultation_id, with_for_update=True)
        consultation = _consultation_of(session, round_)
        unchanged = (
            box_keys(session, round_id) == counted.boxes
            and stored_keys(session, consultation) == counted.stored
            and _is_last(consultation, round_id) == (counted.protection is not None)
        )
        if not unchanged:
            return False
        replace_rows(session, consultation, counted.rows, counted.receipts)
        keep_mode_counts(session, round_id, counted.modes)
        if counted.protection is not None:
            _freeze(session, consultation, counted)
        store_recordings(session, round_, consultation, keys.load(round_.key_name), counted.content_keys, keys)
        remove_media_traces(session, round_id)
        remove_traces(session, round_id)
        round_.state = RoundState.TALLIED
    return True


def _freeze(session: Session, consultation: Consultation, counted: _Counted) -> None:
    protection = counted.protection
    if protection is None:
        raise ValueError("only a protected outcome can be frozen")
    earlier = [one for one in outcomes_so_far(session, consultation.id) if one.round_id is None]
    session.add(
        PublishedOutcome(
            consultation_id=consultation.id,
            version=len(earlier) + 1,
            frozen_at=now(),
            content=protection.published.to_dict(),
            method=_method(session, consultation, protection, counted),
        )
    )
    # Kept until the last round of a consultation, because the rounded numbers are of the whole.
    remove_mode_counts(session, [one.id for one in consultation.rounds])
    consultation.state = State.REPORTED
    session.flush()


def _method(
    session: Session, consultation: Consultation, protection: Protection, counted: _Counted
) -> dict[str, object]:
    invited = sum(invited_count(session, one.id) for one in consultation.rounds)
    took_part = sum(took_part_count(session, one.id) for one in consultation.rounds)
    return {
        "evidence_kind": consultation.evidence_kind.value,
        "opened_on": local(consultation.opens_at).date().isoformat() if consultation.opens_at else None,
        "closed_on": local(consultation.closed_at or now()).date().isoformat(),
        "weighted": False,
        "source_note": consultation.source_note,
        "invited_about": _about(invited),
        "took_part_about": _about(took_part),
        "modes_about": modes_about(mode_counts(session, [one.id for one in consultation.rounds]), len(counted.rows)),
        "damaged_boxes": counted.damaged > 0,
        "report": json.loads(json.dumps(asdict(protection.report))),
    }


def _about(count: int) -> int | None:
    return None if count < 10 else 5 * round(count / 5)


def _clean_up(database: Database, keys: KeyDirectory, round_id: int) -> bool:
    """Destroy the key of a counted round and let the database forget what was deleted."""
    with database.session(reading=True) as session:
        round_ = session.get(Round, round_id)
        if round_ is None or round_.state is not RoundState.TALLIED:
            return False
        key_name = round_.key_name
    keys.destroy(key_name)
    if not forget_deleted_rows(database):
        return False
    with database.transaction() as session:
        cleaned = session.get(Round, round_id, with_for_update=True)
        if cleaned is not None and cleaned.state is RoundState.TALLIED:
            cleaned.state = RoundState.CLEANED
    log.info("round_closed", round=round_id)
    return True


def forget_deleted_rows(database: Database) -> bool:
    """Write the database anew without its deleted rows, so that no free page, dead row or write-ahead log holds them.

    Return False when others were reading, so that part of the log had to stay: try again later.
    """
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in (
                "sealed_submission",
                "draft",
                "client_key",
                "participation",
                "receipt",
                "submission_receipt",
                "mode_count",
                "sealed_media",
                "draft_media",
                "submission",
                "answer",
            ):
                connection.execute(text(f"VACUUM FULL {table}"))
            # Rewritten in the order of its random keys: else the groups would lie one behind the other.
            connection.execute(text("CLUSTER recording USING pk_recording"))
        return True
    raw = database.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.close()
    finally:
        raw.close()
    return bool(busy == 0)
