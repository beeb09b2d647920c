"""The only place where answers leave the answering room: boxes are opened and become rows without a person."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from panel.answering.answers import Answers, Reader, box_size
from panel.answering.models import ClientKey, Draft, Participation, Receipt, SealedSubmission
from panel.answering.receipt import HASH_BYTES, remove_receipts
from panel.consultations.models import Consultation, Round
from panel.core.keys import BoxOpener
from panel.invitations.models import Invitation
from panel.results.models import Answer, Submission, SubmissionReceipt

BATCH = 5_000
Listener = Callable[[float], None]
"""Is told which part (0 to 1) of a long piece of work is done."""


def nobody(_part: float) -> None:
    """Listens to nothing."""


@dataclass(frozen=True)
class Opened:
    """What came out of the boxes of one round, in no order that means anything, and how many would not open.

    `receipts` has for each of the answers what it is found by with three words, or None. `mark` tells whether the
    round still has the same boxes.
    """

    mark: bytes
    answers: list[Answers]
    receipts: list[bytes | None]
    damaged: int


@dataclass(frozen=True)
class Stored:
    """The rows of a consultation that are already without a person, as answers again, and a mark of which they are."""

    mark: bytes
    keys: list[bytes]
    answers: list[Answers]
    receipts: list[bytes | None]


def open_boxes(
    session: Session,
    round_: Round,
    consultation: Consultation,
    private_key: bytes,
    told: Listener = nobody,
    taken: Callable[[Sequence[Answers]], object] = len,
) -> Opened:
    """Decrypt every sealed box of a round. A damaged box is counted, and does not stop the others.

    `told` hears how far it is, and `taken` gets the answers of each batch as soon as they are read.
    """
    size, opener, reader = box_size(consultation), BoxOpener(private_key), Reader()
    mark = hashlib.blake2b()
    answers: list[Answers] = []
    receipts: list[bytes | None] = []
    damaged = 0
    many = session.scalar(select(func.count()).where(SealedSubmission.round_id == round_.id)) or 0
    wanted = select(SealedSubmission.key, SealedSubmission.box, Receipt.lasting)
    wanted = wanted.outerjoin(Receipt, Receipt.sealed_key == SealedSubmission.key)
    wanted = wanted.where(SealedSubmission.round_id == round_.id).order_by(SealedSubmission.key)
    for batch in session.execute(wanted.execution_options(yield_per=BATCH)).partitions():
        for key, _box, _lasting in batch:
            mark.update(key)
        contents = opener.open_all([box for _key, box, _lasting in batch], size)
        found_by = opener.open_all([lasting or b"" for _key, _box, lasting in batch], HASH_BYTES)
        for content, receipt in zip(contents, found_by, strict=True):
            read = None if content is None else _read(reader, content)
            if read is None:
                damaged += 1
                continue
            answers.append(read)
            receipts.append(receipt)
        taken(answers[-len(batch) :])
        told(min(1.0, (len(answers) + damaged) / max(many, 1)))
    return Opened(mark.digest(), answers, receipts, damaged)


def _read(reader: Reader, content: bytes) -> Answers | None:
    try:
        return reader.read(content)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _mark_of(keys: Iterable[bytes]) -> bytes:
    mark = hashlib.blake2b()
    for key in keys:
        mark.update(key)
    return mark.digest()


def boxes_mark(session: Session, round_id: int) -> bytes:
    """Return a mark of which boxes a round has: another one as soon as a box came or went."""
    wanted = select(SealedSubmission.key).where(SealedSubmission.round_id == round_id).order_by(SealedSubmission.key)
    return _mark_of(session.scalars(wanted.execution_options(yield_per=BATCH)))


def stored_mark(session: Session, consultation: Consultation) -> bytes:
    """Return a mark of which rows a consultation has."""
    wanted = select(Submission.key).where(Submission.consultation_id == consultation.id).order_by(Submission.key)
    return _mark_of(session.scalars(wanted.execution_options(yield_per=BATCH)))


def stored_rows(session: Session, consultation: Consultation) -> Stored:
    """Return the rows of this consultation that were written before."""
    reader = Reader()
    keys = {question.id: question.key for question in consultation.questions}
    wanted = select(Submission.key, Submission.background, SubmissionReceipt.receipt_hash)
    wanted = wanted.outerjoin(SubmissionReceipt).where(Submission.consultation_id == consultation.id)
    found: dict[bytes, Answers] = {}
    receipts: list[bytes | None] = []
    for key, background, receipt in session.execute(wanted.order_by(Submission.key).execution_options(yield_per=BATCH)):
        found[key] = Answers({}, reader.background(dict(background)))
        receipts.append(receipt)
    rows = select(Answer.submission_key, Answer.question_id, Answer.state, Answer.value, Answer.not_understood)
    rows = rows.join(Submission).where(Submission.consultation_id == consultation.id)
    for key, question_id, state, value, marked in session.execute(rows.execution_options(yield_per=BATCH)):
        found[key].given[keys[question_id]] = reader.given(state.value, value, marked)
    return Stored(_mark_of(found), list(found), list(found.values()), receipts)


def remove_traces(session: Session, round_id: int) -> None:
    """Delete all that was kept of the people of a round: boxes, drafts, who took part, and what was sent from where."""
    remove_receipts(session, round_id)
    for table in (SealedSubmission, Draft, ClientKey):
        session.execute(delete(table).where(table.round_id == round_id))
    invited = select(Invitation.id).where(Invitation.round_id == round_id)
    session.execute(delete(Participation).where(Participation.invitation_id.in_(invited)))
