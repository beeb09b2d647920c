"""Work on outcomes that comes by the clock or by a tap: begin what is due, finish what was begun."""

from __future__ import annotations

import datetime as dt

import structlog
from sqlalchemy import select

from panel.consultations.models import Consultation, State
from panel.core.clock import now, today
from panel.core.db import Database
from panel.core.keys import KeyDirectory, KeyMissingError
from panel.results.cancelling import wipe_round
from panel.results.closing import ChangedMeanwhileError, begin_closing, finish_closing
from panel.results.forgetting import forget_deleted_rows
from panel.results.queries import cancelled_rounds, consultations_past_closing, rounds_to_finish
from panel.results.recordings import delete_past, destroy_all, keys_of_nothing

log = structlog.get_logger(__name__)
# The job that counts and wipes what is due.
CLOSE_ROUNDS = "close_rounds"


def close_what_is_due(database: Database, keys: KeyDirectory, *, grace: dt.timedelta) -> int:
    """Close consultations whose day has passed and finish rounds whose grace has passed; return how many rounds.

    What people sent to a consultation that was cancelled is wiped unread.
    One round that cannot be finished does not hold up the others; it is logged and tried again the next time.
    """
    with database.session(reading=True) as session:
        past = consultations_past_closing(session, now())
    for consultation_id in past:
        with database.transaction() as session:
            wanted = select(Consultation).where(Consultation.id == consultation_id).with_for_update()
            consultation = session.scalars(wanted).one()
            # Another may have closed, stopped or extended it a moment ago.
            is_past = consultation.closes_at is not None and consultation.closes_at <= now()
            if consultation.state is State.OPEN and is_past:
                begin_closing(session, consultation, by=None, grace=grace)
    with database.session(reading=True) as session:
        cancelled = cancelled_rounds(session)
    for round_id in cancelled:
        wipe_round(database, keys, round_id)
    with database.session(reading=True) as session:
        due = rounds_to_finish(session, now())
    finished = 0
    for round_id in due:
        try:
            finished += finish_closing(database, keys, round_id)
        except (KeyMissingError, ChangedMeanwhileError) as error:
            log.error("round_not_closed", round=round_id, kind=type(error).__name__)
    return finished


def wipe_recordings(database: Database, keys: KeyDirectory) -> int:
    """Wipe every recording and photo whose last day has come, written out or not; return how many.

    Safe to do again: keys that belong to nothing, of whatever was stopped half-way, are destroyed too.
    """
    with database.transaction() as session:
        names = delete_past(session, today())
    destroy_all(keys, names)
    with database.session(reading=True) as session:
        left = keys_of_nothing(session, keys)
    destroy_all(keys, left)
    if names:
        forget_deleted_rows(database)
        log.info("recordings_wiped", count=len(names))
    return len(names)
