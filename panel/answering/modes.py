"""How answers came in: a number per round from closing on, or a class with the answers when that was announced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from panel.answering.answers import Answers
from panel.answering.models import AnswerMode, ModeCount
from panel.consultations.models import BreakdownSource, Consultation

LEAST = 10
ROUNDED_TO = 5


def with_mode(consultation: Consultation, answers: Answers, mode: AnswerMode) -> Answers:
    """Return answers with how they came in: as a class where that is announced, which nobody is ever asked for.

    Else it goes along in the box, when it was not on someone's own screen. A number that was kept while people send
    would tell, beside the row of a personal code that is written at the same moment, who was taken in a talk.
    """
    announced = [one.key for one in consultation.breakdowns if one.filled_by is BreakdownSource.MODE]
    for key in announced:
        answers = answers.with_background(key, mode.value)
    return replace(answers, mode="" if announced or mode is AnswerMode.SELF else mode.value)


def modes_of(answers: Iterable[Answers]) -> dict[AnswerMode, int]:
    """Count how opened boxes came in; those on own screens are the rest."""
    return {AnswerMode(mode): count for mode, count in Counter(one.mode for one in answers if one.mode).items()}


def keep_mode_counts(session: Session, round_id: int, counts: Mapping[AnswerMode, int]) -> None:
    """Keep the numbers of one round until the last round of its consultation is counted."""
    session.add_all(ModeCount(round_id=round_id, mode=mode, count=count) for mode, count in counts.items())
    session.flush()


def mode_counts(session: Session, round_ids: list[int]) -> dict[AnswerMode, int]:
    """Return how many submissions of counted rounds were taken in each way; those on own screens are not counted."""
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
