"""Closing a consultation: stop, wait for phones without network, open the boxes, count, freeze, remove every trace.

Each step can be done again: whoever finds a round half-way goes on from where it stands. The private key
is destroyed only after the counted rows are safely stored.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

import structlog
from sqlalchemy.orm import Session

from panel.answering.answers import Answers
from panel.answering.media import with_few_hidden
from panel.answering.models import AnswerMode
from panel.answering.modes import keep_mode_counts, modes_of
from panel.audit.service import record
from panel.consultations.models import ChangeKind, Consultation, EvidenceKind, Round, RoundState, State
from panel.consultations.queries import consultation_by_id
from panel.consultations.service import note_change
from panel.consultations.states import check_step
from panel.core.clock import local, now
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.masking.many import ManyTexts
from panel.results.collect import boxes_mark, open_boxes, remove_traces, stored_mark, stored_rows
from panel.results.forgetting import forget_deleted_rows
from panel.results.freezing import freeze_group, freeze_whole
from panel.results.hiding import begin_hiding, open_questions, without_names
from panel.results.mapped import with_map, without_map
from panel.results.models import ClosingStage
from panel.results.outcome import coarsened, protected_outcome
from panel.results.population import population_counts
from panel.results.progress import Progress, forget_progress
from panel.results.recordings import (
    destroy_all,
    make_keys,
    names_not_used,
    remove_media_traces,
    sealed_media_keys,
    store_recordings,
)
from panel.results.storing import replace_rows
from panel.results.together import (
    keep_count,
    may_stand_apart,
    rest_stays_out,
    shown_before,
    whole_may_be_shown,
)
from panel.stats.disclosure import Protection, withheld
from panel.stats.published import Reason

log = structlog.get_logger(__name__)
TRIES = 5


class ChangedMeanwhileError(RuntimeError):
    """Someone else worked on this consultation at the same time, time and again."""


@dataclass(frozen=True)
class _Counted:
    """What was worked out without holding up anybody, to be stored if nothing changed meanwhile."""

    rows: list[Answers]
    receipts: list[bytes | None]
    boxes: bytes
    stored: bytes
    people: int
    damaged: int
    modes: dict[AnswerMode, int]
    # Of the whole consultation, when this is its last round; of this group, when it is shown apart.
    protection: Protection | None
    own: Protection | None
    # Whether these answers stay out, because they would follow from the whole less the groups that were shown.
    left_out: bool
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
    progress = Progress(database, round_id)
    for _ in range(TRIES):
        counted = None
        with database.session(reading=True) as session, ManyTexts() as texts:
            round_ = session.get(Round, round_id)
            if round_ is not None and _is_due(round_):
                counted = _count(session, round_, keys, progress, texts)
        if counted is None:
            return _clean_up(database, keys, round_id, progress)
        progress.at(ClosingStage.STORING)
        stored = _store(database, keys, round_id, counted)
        with database.session(reading=True) as session:
            destroy_all(keys, names_not_used(session, counted.content_keys))
        if stored:
            _clean_up(database, keys, round_id, progress)
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


def _count(session: Session, round_: Round, keys: KeyDirectory, progress: Progress, texts: ManyTexts) -> _Counted:
    consultation = _consultation_of(session, round_)
    stored = stored_rows(session, consultation)
    written = open_questions(consultation)
    told = partial(progress.at, ClosingStage.OPENING)
    # Names are hidden beside the opening and the counting, where there are processors for it.
    taken = partial(begin_hiding, texts, written)
    opened = open_boxes(session, round_, consultation, keys.load(round_.key_name), told, taken)
    is_last = _is_last(consultation, round_.id)
    progress.at(ClosingStage.COUNTING)
    own = None
    if may_stand_apart(session, consultation, round_, len(opened.answers)):
        own = without_map(consultation, protected_outcome(consultation, opened.answers, []))
    left_out = is_last and rest_stays_out(session, consultation, len(opened.answers), own)
    rows = stored.answers if left_out else stored.answers + opened.answers
    protection = None
    if is_last:
        seen = shown_before(session, consultation, len(opened.answers), own)
        rest_is_safe = whole_may_be_shown(session, consultation, len(opened.answers), own, left_out=left_out)
        figures = population_counts(session, consultation)
        protection = protected_outcome(consultation, rows, seen, figures) if rest_is_safe else withheld(Reason.REST)
        protection = with_map(consultation, protection, rows, seen)
        rows = coarsened(consultation, rows)
    progress.at(ClosingStage.COUNTING, 0.9)
    rows = without_names(texts, written, with_few_hidden(consultation, rows))
    content_keys = make_keys(keys, 0 if left_out else len(sealed_media_keys(session, round_.id)))
    return _Counted(
        rows=rows,
        receipts=stored.receipts if left_out else stored.receipts + opened.receipts,
        boxes=opened.mark,
        stored=stored.mark,
        people=len(opened.answers),
        damaged=opened.damaged,
        modes={} if left_out else modes_of(opened.answers),
        protection=protection,
        own=own,
        left_out=left_out,
        content_keys=content_keys,
    )


def _store(database: Database, keys: KeyDirectory, round_id: int, counted: _Counted) -> bool:
    """Store what was counted in one transaction; return False when something changed since it was counted."""
    with database.transaction() as session:
        round_ = session.get(Round, round_id, with_for_update=True)
        if round_ is None or not _is_due(round_):
            return round_ is not None and round_.state is not RoundState.OPEN
        session.get(Consultation, round_.consultation_id, with_for_update=True)
        consultation = _consultation_of(session, round_)
        unchanged = (
            boxes_mark(session, round_id) == counted.boxes
            and stored_mark(session, consultation) == counted.stored
            and _is_last(consultation, round_id) == (counted.protection is not None)
        )
        if not unchanged:
            return False
        replace_rows(session, consultation, counted.rows, counted.receipts)
        keep_mode_counts(session, round_id, counted.modes)
        keep_count(session, consultation, round_id, counted.people, apart=counted.own is not None)
        _freeze(session, consultation, round_id, counted)
        if not counted.left_out:
            store_recordings(session, round_, consultation, keys.load(round_.key_name), counted.content_keys, keys)
        remove_media_traces(session, round_id)
        remove_traces(session, round_id)
        round_.state = RoundState.TALLIED
    return True


def _freeze(session: Session, consultation: Consultation, round_id: int, counted: _Counted) -> None:
    if counted.own is not None:
        freeze_group(session, consultation, round_id, counted.own)
    if counted.protection is not None:
        freeze_whole(
            session,
            consultation,
            counted.protection,
            people=len(counted.rows),
            damaged=counted.damaged > 0,
            left_out=counted.left_out,
        )
        consultation.state = State.REPORTED
    session.flush()


def _clean_up(database: Database, keys: KeyDirectory, round_id: int, progress: Progress) -> bool:
    """Destroy the key of a counted round and let the database forget what was deleted."""
    with database.session(reading=True) as session:
        round_ = session.get(Round, round_id)
        if round_ is None or round_.state is not RoundState.TALLIED:
            return False
        key_name = round_.key_name
    progress.at(ClosingStage.FORGETTING)
    keys.destroy(key_name)
    if not forget_deleted_rows(database):
        return False
    with database.transaction() as session:
        cleaned = session.get(Round, round_id, with_for_update=True)
        if cleaned is not None and cleaned.state is RoundState.TALLIED:
            cleaned.state = RoundState.CLEANED
        forget_progress(session, round_id)
    log.info("round_closed", round=round_id)
    return True
