"""The only place where answers leave the answering room: boxes are opened and become rows without a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from panel.answering.answers import Answers, Given, box_size, decode
from panel.answering.models import ClientKey, Draft, Participation, SealedSubmission
from panel.consultations.models import Consultation, Question, Round
from panel.core.ids import random_key
from panel.core.keys import BoxError, open_sealed
from panel.invitations.models import Invitation
from panel.results.models import Answer, AnswerState, Submission

BATCH = 2_000


@dataclass(frozen=True)
class Opened:
    """What came out of the boxes of one round, in no order that means anything, and how many would not open."""

    answers: list[Answers]
    boxes: int
    damaged: int


def open_boxes(session: Session, round_: Round, consultation: Consultation, private_key: bytes) -> Opened:
    """Decrypt every sealed box of a round. A damaged box is counted, and does not stop the others."""
    size = box_size(consultation)
    answers: list[Answers] = []
    boxes = damaged = 0
    wanted = select(SealedSubmission.box).where(SealedSubmission.round_id == round_.id).order_by(SealedSubmission.key)
    for box in session.scalars(wanted.execution_options(yield_per=BATCH)):
        boxes += 1
        try:
            answers.append(decode(open_sealed(private_key, box, size)))
        except (BoxError, ValueError):
            damaged += 1
    return Opened(answers, boxes, damaged)


def box_count(session: Session, round_id: int) -> int:
    return session.scalar(select(func.count()).where(SealedSubmission.round_id == round_id)) or 0


def stored_answers(session: Session, consultation: Consultation) -> list[Answers]:
    """Return the rows of this consultation that are already without a person, as answers again."""
    keys = {question.id: question.key for question in consultation.questions}
    found: dict[bytes, Answers] = {
        key: Answers({}, dict(background))
        for key, background in session.execute(
            select(Submission.key, Submission.background).where(Submission.consultation_id == consultation.id)
        )
    }
    rows = select(Answer.submission_key, Answer.question_id, Answer.state, Answer.value, Answer.not_understood)
    rows = rows.join(Submission).where(Submission.consultation_id == consultation.id)
    for key, question_id, state, value, marked in session.execute(rows.execution_options(yield_per=BATCH)):
        found[key].given[keys[question_id]] = Given(state.value, value, marked)
    return list(found.values())


def replace_rows(session: Session, consultation: Consultation, rows: list[Answers]) -> None:
    """Write all rows of a consultation anew, under fresh random keys and in the order of those keys.

    Everything is written in this one transaction: no row tells by its place or by the number of its transaction
    (PostgreSQL's xmin) which round it came from or when.
    """
    mine = select(Submission.key).where(Submission.consultation_id == consultation.id)
    session.execute(delete(Answer).where(Answer.submission_key.in_(mine)))
    session.execute(delete(Submission).where(Submission.consultation_id == consultation.id))
    keyed = sorted(zip((random_key() for _ in rows), rows, strict=True), key=lambda pair: pair[0])
    for start in range(0, len(keyed), BATCH):
        batch = keyed[start : start + BATCH]
        session.execute(insert(Submission), [_submission(key, row, consultation.id) for key, row in batch])
        answers = list(_answers(batch, consultation.questions))
        if answers:
            session.execute(insert(Answer), answers)


def _submission(key: bytes, row: Answers, consultation_id: int) -> dict[str, object]:
    return {"key": key, "consultation_id": consultation_id, "background": row.background}


def _answers(batch: Iterable[tuple[bytes, Answers]], questions: list[Question]) -> Iterable[dict[str, object]]:
    for key, row in batch:
        for question in questions:
            given = row.given.get(question.key)
            if given is not None:
                yield {
                    "submission_key": key,
                    "question_id": question.id,
                    "state": AnswerState(given.state),
                    "value": given.value,
                    "not_understood": given.not_understood,
                }


def remove_traces(session: Session, round_id: int) -> None:
    """Delete all that was kept of the people of a round: boxes, drafts, who took part, and what was sent from where."""
    for table in (SealedSubmission, Draft, ClientKey):
        session.execute(delete(table).where(table.round_id == round_id))
    invited = select(Invitation.id).where(Invitation.round_id == round_id)
    session.execute(delete(Participation).where(Participation.invitation_id.in_(invited)))
