"""How answers came in, apart from what they say: a number per round, or a class when that was announced."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from panel.answering.answers import Answers
from panel.answering.models import AnswerMode, ModeCount
from panel.consultations.models import BreakdownSource, Consultation, Round

LEAST = 10
ROUNDED_TO = 5


def with_mode(consultation: Consultation, answers: Answers, mode: AnswerMode) -> Answers:
    """Return answers with the class of how they came in, where that is announced; nobody is ever asked for it."""
    for breakdown in consultation.breakdowns:
        if breakdown.filled_by is BreakdownSource.MODE:
            answers = answers.with_background(breakdown.key, mode.value)
    return answers


def count_mode(session: Session, round_: Round, consultation: Consultation, mode: AnswerMode) -> None:
    """Count one more that was taken in a talk or from paper, unless the answers themselves will say so.

    Answers on someone's own screen are the rest, so that a whole class at once need not queue for one number.
    """
    announced = any(one.filled_by is BreakdownSource.MODE for one in consultation.breakdowns)
    if mode is AnswerMode.SELF or announced:
        return
    mine = (ModeCount.round_id == round_.id, ModeCount.mode == mode)
    one_more = update(ModeCount).where(*mine).values(count=ModeCount.count + 1)
    if session.execute(one_more.returning(ModeCount.count)).first() is not None:
        return
    try:
        with session.begin_nested():
            session.add(ModeCount(round_id=round_.id, mode=mode, count=1))
    except IntegrityError:
        # Another was the first at the same moment.
        session.execute(one_more)


def mode_counts(session: Session, round_ids: list[int]) -> dict[AnswerMode, int]:
    """Return how many submissions of these rounds were taken in each way; those on own screens are not counted."""
    wanted = select(ModeCount.mode, func.sum(ModeCount.count)).where(ModeCount.round_id.in_(round_ids))
    return {mode: int(count) for mode, count in session.execute(wanted.group_by(ModeCount.mode))}


def remove_mode_counts(session: Session, round_ids: list[int]) -> None:
    """Forget the exact numbers, once the rounded ones are with the outcome."""
    session.execute(delete(ModeCount).where(ModeCount.round_id.in_(round_ids)))


def modes_about(counts: Mapping[AnswerMode, int], total: int) -> dict[str, int]:
    """Return what may be said of `counts` out of `total` submissions: multiples of 5, from 10 on (methods, section 4).

    What is left must be nobody or at least ten people, else a small rest could be worked out: then nothing is said.
    """
    shown = {mode.value: count for mode, count in counts.items() if count >= LEAST}
    rest = total - sum(shown.values())
    if rest < 0 or 0 < rest < LEAST:
        return {}
    return {mode: ROUNDED_TO * round(count / ROUNDED_TO) for mode, count in sorted(shown.items())}
