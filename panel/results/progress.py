"""How far counting is: noted while it runs, for the officer who waits; starts anew when counting does."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, RoundState
from panel.core.db import Database
from panel.results.models import ClosingProgress, ClosingStage

SECONDS_BETWEEN = 0.5
# Where each stage begins and ends in the whole, by how long it takes.
SPANS = {
    ClosingStage.OPENING: (0, 45),
    ClosingStage.COUNTING: (45, 55),
    ClosingStage.STORING: (55, 85),
    ClosingStage.FORGETTING: (85, 100),
}


class Progress:
    """Notes how far the counting of one round is, now and then, in transactions of its own."""

    def __init__(self, database: Database, round_id: int) -> None:
        self._database, self._round_id = database, round_id
        self._stage: ClosingStage | None = None
        self._noted_at = 0.0

    def at(self, stage: ClosingStage, part: float = 0.0) -> None:
        """Note that this part (0 to 1) of a stage is done. Counting never stops because this could not be noted."""
        moment = time.monotonic()
        if stage is self._stage and moment - self._noted_at < SECONDS_BETWEEN:
            return
        self._stage, self._noted_at = stage, moment
        try:
            with self._database.transaction() as session:
                session.merge(ClosingProgress(round_id=self._round_id, stage=stage, part=int(100 * part)))
        except OperationalError:
            return


@dataclass(frozen=True)
class HowFar:
    """How far a whole consultation is, in percents, what it is busy with, and how many of its rounds are counted."""

    percent: int
    stage: ClosingStage | None
    counted: int
    rounds: int


def how_far(session: Session, consultation: Consultation) -> HowFar:
    """Return how far the counting of a consultation is; every round counts alike."""
    noted = {
        one.round_id: one
        for one in session.scalars(
            select(ClosingProgress).where(ClosingProgress.round_id.in_([one.id for one in consultation.rounds]))
        )
    }
    done = 0
    for round_ in consultation.rounds:
        busy = noted.get(round_.id)
        if round_.state is RoundState.CLEANED:
            done += 100
        elif busy is not None:
            start, end = SPANS[busy.stage]
            done += start + (end - start) * busy.part // 100
    counted = sum(one.state in {RoundState.TALLIED, RoundState.CLEANED} for one in consultation.rounds)
    stage = next((one.stage for one in noted.values()), None)
    return HowFar(done // max(len(consultation.rounds), 1), stage, counted, len(consultation.rounds))


def forget_progress(session: Session, round_id: int) -> None:
    """Remove the note of a round that is done."""
    session.execute(delete(ClosingProgress).where(ClosingProgress.round_id == round_id))
