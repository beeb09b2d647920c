"""A group's own outcome beside that of all groups together: when it may stand apart, and what follows from both."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from panel.answering.queries import sent_count
from panel.audit.queries import times
from panel.consultations.models import Consultation, EvidenceKind, Round, State
from panel.results.models import RoundCount
from panel.results.queries import outcomes_so_far
from panel.stats.disclosure import THRESHOLD, Protection
from panel.stats.published import Published
from panel.stats.relations import Earlier, Relation, nobody_or_enough


def has_groups(consultation: Consultation) -> bool:
    """Whether this consultation has several groups, each of which may have an outcome of its own."""
    return consultation.evidence_kind is EvidenceKind.GROUP and len(consultation.rounds) > 1


def may_stand_apart(session: Session, consultation: Consultation, round_: Round, people: int) -> bool:
    """Whether a group of so many gets an outcome of its own: from 10 answers on.

    Once all groups are closed it is known who else comes: then the last large group stays with the others when a rest
    of fewer than 10 people would follow by subtraction.
    """
    if not has_groups(consultation) or people < THRESHOLD:
        return False
    if consultation.state is State.OPEN:
        return True
    counted = _counts(session, consultation)
    rest = 0
    for other in consultation.rounds:
        if other.id == round_.id:
            continue
        found = counted.get(other.id)
        expected = sent_count(session, other.id) if found is None else found.people
        if found is None and expected >= THRESHOLD:
            return True
        if found is None or not found.apart:
            rest += expected
    return nobody_or_enough(rest)


def rest_stays_out(session: Session, consultation: Consultation, people: int, own: Protection | None) -> bool:
    """Whether the answers of the last group stay out of the whole: it is too small, and no other rest hides it."""
    counted = _counts(session, consultation)
    if own is not None or not people or not any(one.apart for one in counted.values()):
        return False
    others = sum(one.people for one in counted.values() if not one.apart)
    gone = _withdrawn(session, consultation)
    return not _enough(others + people, gone) and _enough(others, gone)


def whole_may_be_shown(
    session: Session, consultation: Consultation, people: int, own: Protection | None, *, left_out: bool
) -> bool:
    """Whether nobody, or at least ten people, are in the whole and in no group that was shown."""
    counted = _counts(session, consultation)
    if own is None and not any(one.apart for one in counted.values()):
        return True
    rest = sum(one.people for one in counted.values() if not one.apart)
    rest += people if own is None and not left_out else 0
    return _enough(rest, _withdrawn(session, consultation))


def shown_before(session: Session, consultation: Consultation, people: int, own: Protection | None) -> list[Earlier]:
    """Return all that any audience saw of this consultation, and how its people relate to everybody in it."""
    counted = _counts(session, consultation)
    gone = _withdrawn(session, consultation)
    seen = []
    for outcome in outcomes_so_far(session, consultation.id):
        published = Published.from_dict(outcome.content)
        if outcome.round_id is None:
            seen.append(Earlier(published, Relation.BEFORE))
        else:
            size = counted[outcome.round_id].people if outcome.round_id in counted else None
            seen.append(Earlier(published, Relation.PART, exact_size=size, gone_at_most=gone))
    if own is not None:
        seen.append(Earlier(own.published, Relation.PART, exact_size=people, gone_at_most=gone))
    return seen


def keep_count(session: Session, consultation: Consultation, round_id: int, people: int, *, apart: bool) -> None:
    """Keep how many answered in a group, until the last group is counted."""
    if has_groups(consultation):
        session.merge(RoundCount(round_id=round_id, people=people, apart=apart))
        session.flush()


def forget_counts(session: Session, consultation: Consultation) -> None:
    """Remove how many answered in each group."""
    session.execute(delete(RoundCount).where(RoundCount.round_id.in_([one.id for one in consultation.rounds])))


def _enough(rest: int, gone: int) -> bool:
    return rest == 0 or nobody_or_enough(max(rest - gone, 1))


def _counts(session: Session, consultation: Consultation) -> dict[int, RoundCount]:
    wanted = select(RoundCount).where(RoundCount.round_id.in_([one.id for one in consultation.rounds]))
    return {one.round_id: one for one in session.scalars(wanted)}


def _withdrawn(session: Session, consultation: Consultation) -> int:
    """At most so many people were in a group that was shown and took their answers away since."""
    return times(session, subject="consultation", subject_id=consultation.id, action="WITHDRAWN")
