"""The only place where answers leave the answering room: boxes are opened and become rows without a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from panel.answering.answers import Answers, Given, box_size, decode
from panel.answering.models import ClientKey, Draft, Participation, Receipt, SealedSubmission
from panel.answering.receipt import HASH_BYTES, remove_receipts
from panel.consultations.models import Consultation, Question, Round
from panel.core.ids import random_key
from panel.core.keys import BoxError, open_sealed
from panel.invitations.models import Invitation
from panel.results.models import Answer, AnswerState, Submission, SubmissionReceipt

BATCH = 2_000


@dataclass(frozen=True)
class Opened:
    """What came out of the boxes of one round, in no order that means anything, and how many would not open.

    `receipts` has for each of the answers what it is found by with three words, or None.
    """

    keys: frozenset[bytes]
    answers: list[Answers]
    receipts: list[bytes | None]
    damaged: int


@dataclass(frozen=True)
class Stored:
    """The rows of a consultation that are already without a person, as answers again."""

    keys: frozenset[bytes]
    answers: list[Answers]
    receipts: list[bytes | None]


def open_boxes(session: Session, round_: Round, consultation: Consultation, private_key: bytes) -> Opened:
    """Decrypt every sealed box of a round. A damaged box is counted, and does not stop the others."""
    size = box_size(consultation)
    answers: list[Answers] = []
    receipts: list[bytes | None] = []
    damaged = 0
    keys = set()
    wanted = select(SealedSubmission.key, SealedSubmission.box, Receipt.lasting)
    wanted = wanted.outerjoin(Receipt, Receipt.sealed_key == SealedSubmission.key)
    wanted = wanted.where(SealedSubmission.round_id == round_.id).order_by(SealedSubmission.key)
    for key, box, lasting in session.execute(wanted.execution_options(yield_per=BATCH)):
        keys.add(key)
        try:
            answers.append(decode(open_sealed(private_key, box, size)))
        except (BoxError, ValueError):
            damaged += 1
            continue
        receipts.append(None if lasting is None else _receipt(private_key, lasting))
    return Opened(frozenset(keys), answers, receipts, damaged)


def _receipt(private_key: bytes, lasting: bytes) -> bytes | None:
    try:
        return open_sealed(private_key, lasting, HASH_BYTES)
    except BoxError:
        return None


def box_keys(session: Session, round_id: int) -> frozenset[bytes]:
    return frozenset(session.scalars(select(SealedSubmission.key).where(SealedSubmission.round_id == round_id)))


def stored_keys(session: Session, consultation: Consultation) -> frozenset[bytes]:
    return frozenset(session.scalars(select(Submission.key).where(Submission.consultation_id == consultation.id)))


def stored_rows(session: Session, consultation: Consultation) -> Stored:
    """Return the rows of this consultation that were written before."""
    keys = {question.id: question.key for question in consultation.questions}
    wanted = select(Submission.key, Submission.background, SubmissionReceipt.receipt_hash)
    wanted = wanted.outerjoin(SubmissionReceipt).where(Submission.consultation_id == consultation.id)
    found: dict[bytes, Answers] = {}
    receipts: list[bytes | None] = []
    for key, background, receipt in session.execute(wanted):
        found[key] = Answers({}, dict(background))
        receipts.append(receipt)
    rows = select(Answer.submission_key, Answer.question_id, Answer.state, Answer.value, Answer.not_understood)
    rows = rows.join(Submission).where(Submission.consultation_id == consultation.id)
    for key, question_id, state, value, marked in session.execute(rows.execution_options(yield_per=BATCH)):
        found[key].given[keys[question_id]] = Given(state.value, value, marked)
    return Stored(frozenset(found), list(found.values()), receipts)


def replace_rows(
    session: Session, consultation: Consultation, rows: list[Answers], receipts: list[bytes | None]
) -> None:
    """Write all rows of a consultation anew, under fresh random keys and in the order of those keys.

    Each row keeps what it is found by with three words; those rows are in an order of their own.

    Everything is written in this one transaction: no row tells by its place or by the number of its transaction
    (PostgreSQL's xmin) which round it came from or when.
    """
    mine = select(Submission.key).where(Submission.consultation_id == consultation.id)
    session.execute(delete(Answer).where(Answer.submission_key.in_(mine)))
    session.execute(delete(SubmissionReceipt).where(SubmissionReceipt.submission_key.in_(mine)))
    session.execute(delete(Submission).where(Submission.consultation_id == consultation.id))
    whole = zip((random_key() for _ in rows), rows, receipts, strict=True)
    keyed = sorted(whole, key=lambda one: one[0])
    found_by = sorted((receipt, key) for key, _, receipt in keyed if receipt is not None)
    for start in range(0, len(keyed), BATCH):
        batch = [(key, row) for key, row, _ in keyed[start : start + BATCH]]
        session.execute(insert(Submission), [_submission(key, row, consultation.id) for key, row in batch])
        answers = list(_answers(batch, consultation.questions))
        if answers:
            session.execute(insert(Answer), answers)
    for start in range(0, len(found_by), BATCH):
        links = [{"receipt_hash": one, "submission_key": key} for one, key in found_by[start : start + BATCH]]
        session.execute(insert(SubmissionReceipt), links)


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
    remove_receipts(session, round_id)
    for table in (SealedSubmission, Draft, ClientKey):
        session.execute(delete(table).where(table.round_id == round_id))
    invited = select(Invitation.id).where(Invitation.round_id == round_id)
    session.execute(delete(Participation).where(Participation.invitation_id.in_(invited)))
