"""Writing down what the municipality does with an outcome."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import Consultation
from panel.core.clock import now
from panel.replies.models import Decision, Reply
from panel.replies.policy import can_reply
from panel.replies.queries import replies_of
from panel.results.exports.keeping import forget_files


class NotYetError(ValueError):
    """There is no outcome yet, so there is nothing to answer."""


class IncompleteReplyError(ValueError):
    """A reply lacks its subject, its reason or its owner."""


def write_reply(
    session: Session,
    consultation: Consultation,
    *,
    subject: str,
    decision: Decision,
    reason: str,
    owner_name: str,
    due_on: dt.date | None,
    author_id: int,
) -> Reply:
    """Publish one reply, and note who wrote it. The same reply sent twice stays one.

    Files of the outcome that told what was promised are made anew. Raises NotYetError before there is an outcome,
    and IncompleteReplyError without a subject, a reason or an owner.
    """
    if not can_reply(consultation):
        raise NotYetError(consultation.state)
    words = subject.strip(), reason.strip(), owner_name.strip()
    if not all(words):
        raise IncompleteReplyError("a reply needs a subject, a reason and an owner")
    for earlier in replies_of(session, consultation.id):
        if (earlier.subject, earlier.reason, earlier.owner_name) == words and earlier.decision is decision:
            return earlier
    reply = Reply(
        consultation_id=consultation.id,
        subject=words[0],
        decision=decision,
        reason=words[1],
        owner_name=words[2],
        due_on=due_on,
        published_at=now(),
        author_id=author_id,
    )
    session.add(reply)
    session.flush()
    forget_files(session, consultation.id)
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=author_id,
        action="REPLIED",
        subject="consultation",
        subject_id=consultation.id,
    )
    return reply
