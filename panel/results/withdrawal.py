"""Finding and withdrawing one's own answers with three words: before counting a closed box, afterwards a record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from panel.answering.models import Receipt
from panel.answering.receipt import Words, lasting_hashes, open_receipt, throw_away
from panel.audit.service import record
from panel.consultations.models import Consultation, Round
from panel.core.clock import local
from panel.core.keys import KeyDirectory, KeyMissingError, Pepper
from panel.results.models import Answer, Submission, SubmissionReceipt

# The job that lets the database forget what was deleted.
FORGET_DELETED = "forget_deleted"


@dataclass(frozen=True)
class Found:
    """What three words lead to: a box that is still closed, with what came along, or a record without a person."""

    receipt: Receipt | None = None
    media_keys: tuple[bytes, ...] = ()
    submission_key: bytes = b""


def find_by_words(
    session: Session, consultation: Consultation, words: Words, *, pepper: Pepper, keys: KeyDirectory
) -> Found | None:
    """Return what these words of this consultation lead to, in any order, or None. Nothing of an answer is read."""
    for round_ in consultation.rounds:
        bound = _bound(round_, pepper, keys)
        found = open_receipt(session, round_, words, bound) if bound is not None else None
        if found is not None:
            return Found(receipt=found[0], media_keys=tuple(found[1]))
    for lasting in lasting_hashes(consultation.id, words, pepper):
        kept = session.get(SubmissionReceipt, lasting)
        if kept is not None:
            return Found(submission_key=kept.submission_key)
    return None


def withdraw(
    session: Session,
    consultation: Consultation,
    words: Words,
    *,
    pepper: Pepper,
    keys: KeyDirectory,
    moment: dt.datetime,
) -> bool:
    """Delete what these words lead to and return whether there was something; a second time there is nothing.

    Published figures stay as they are (methods, section 4, rule 6). That this phone or code took part stays known while
    the round is open, so that nobody sends again. The log gets a day, and neither a moment nor which.
    """
    # Counting holds the same row: it never sees a box or record that goes away under its hands.
    session.refresh(consultation, with_for_update={"read": True})
    found = find_by_words(session, consultation, words, pepper=pepper, keys=keys)
    if found is None:
        return False
    if found.receipt is not None:
        throw_away(session, found.receipt, list(found.media_keys))
    else:
        session.execute(delete(SubmissionReceipt).where(SubmissionReceipt.submission_key == found.submission_key))
        session.execute(delete(Answer).where(Answer.submission_key == found.submission_key))
        session.execute(delete(Submission).where(Submission.key == found.submission_key))
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=None,
        action="WITHDRAWN",
        subject="consultation",
        subject_id=consultation.id,
        at=local(moment).replace(hour=0, minute=0, second=0, microsecond=0),
    )
    session.flush()
    return True


def _bound(round_: Round, pepper: Pepper, keys: KeyDirectory) -> Pepper | None:
    try:
        return pepper.bound_to(keys.draft_secret(round_.key_name))
    except KeyMissingError:
        return None
