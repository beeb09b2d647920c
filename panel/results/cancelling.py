"""Cancelling a consultation: nobody can take part any more, and what people sent is wiped without being read."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from panel.answering.modes import remove_mode_counts
from panel.consultations.models import ChangeKind, Consultation, Question, Round, RoundState, State
from panel.consultations.service import hold_edition, note_change
from panel.consultations.states import check_step
from panel.core.clock import now
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.results.closing import finish_closing
from panel.results.collect import remove_traces
from panel.results.models import Recording
from panel.results.progress import forget_progress
from panel.results.recordings import destroy_all, remove_media_traces
from panel.results.storing import delete_rows
from panel.results.together import forget_counts


def cancel_consultation(
    session: Session, consultation: Consultation, *, by: int | None, edition: int, reason: str
) -> None:
    """Stop an open or scheduled consultation for good, with a reason that everybody reads. There comes no outcome.

    What people sent is wiped by `wipe_round`, unread. Raises StaleEditionError, ChangeError without a reason, and
    WrongStateError once it is closed.
    """
    hold_edition(session, consultation, edition)
    check_step(consultation.state, State.CANCELLED)
    moment = now()
    consultation.state = State.CANCELLED
    for round_ in consultation.rounds:
        if round_.state is not RoundState.CLEANED:
            round_.state = RoundState.CLOSING
            round_.closed_at = round_.closed_at or moment
            round_.grace_until = moment
    note_change(session, consultation, ChangeKind.CANCELLED, by=by, reason=reason)


def wipe_round(database: Database, keys: KeyDirectory, round_id: int) -> None:
    """Remove everything that people of a cancelled consultation sent, and destroy the key that could open it.

    Safe to do again, and after a crash: the key goes only when the rows are gone.
    """
    with database.transaction() as session:
        round_ = session.get(Round, round_id, with_for_update=True)
        if round_ is None or round_.consultation.state is not State.CANCELLED or round_.state is not RoundState.CLOSING:
            return
        names = _remove_counted(session, round_.consultation_id)
        remove_media_traces(session, round_id)
        remove_traces(session, round_id)
        remove_mode_counts(session, [round_id])
        forget_counts(session, round_.consultation)
        forget_progress(session, round_id)
        round_.state = RoundState.TALLIED
    destroy_all(keys, names)
    finish_closing(database, keys, round_id)


def _remove_counted(session: Session, consultation_id: int) -> list[str]:
    """Remove what groups that closed before had left behind; return the keys of their recordings."""
    delete_rows(session, consultation_id)
    mine = Recording.question_id.in_(select(Question.id).where(Question.consultation_id == consultation_id))
    names = session.scalars(select(Recording.key_name).where(mine, Recording.key_name.is_not(None))).all()
    session.execute(delete(Recording).where(mine))
    return [name for name in names if name is not None]
