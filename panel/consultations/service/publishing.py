"""From draft to open: asking a colleague to look, approving or sending back with a reason, and opening."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.gates import Missing, Place, missing_for_opening, second_eyes_missing
from panel.consultations.models import Consultation, EvidenceKind, Round, RoundState, State
from panel.consultations.service.errors import NotReadyError, SecondEyesError, StaleEditionError
from panel.consultations.states import WrongStateError, check_step
from panel.core.clock import local, now
from panel.core.keys import KeyDirectory

# A closing day less than this ahead leaves nobody time to answer.
SHORTEST_OPEN = dt.timedelta(minutes=5)


def submit_for_review(session: Session, consultation: Consultation, *, by: int) -> None:
    """Ask a colleague to look. From here on nothing changes until it comes back.

    Raises NotReadyError while something else is missing, WrongStateError when it is no draft.
    """
    _take(session, consultation, State.IN_REVIEW)
    missing = missing_for_opening(consultation, on=local(now()).date())
    if missing:
        raise NotReadyError(missing)
    consultation.state = State.IN_REVIEW
    consultation.approved_by_id = None
    consultation.edition += 1
    _record(session, consultation, by, "SUBMITTED")


def approve_consultation(session: Session, consultation: Consultation, *, by: int, edition: int) -> None:
    """Note that a second person approves what it said at `edition`.

    Raises SecondEyesError when that person made it, StaleEditionError when it changed since it was read,
    WrongStateError when it was not submitted.
    """
    session.refresh(consultation, attribute_names=["state", "edition"], with_for_update=True)
    if consultation.state is not State.IN_REVIEW:
        raise WrongStateError(consultation.state, State.IN_REVIEW)
    if by == consultation.created_by_id:
        raise SecondEyesError
    if edition != consultation.edition:
        raise StaleEditionError
    consultation.approved_by_id = by
    _record(session, consultation, by, "APPROVED")


def send_back(session: Session, consultation: Consultation, *, by: int, reason: str) -> None:
    """Make it a draft again, with the reason in the log. Raises SecondEyesError without a reason, WrongStateError."""
    if not reason.strip():
        raise SecondEyesError
    _take(session, consultation, State.DRAFT)
    if consultation.state is not State.IN_REVIEW:
        raise WrongStateError(consultation.state, State.DRAFT)
    consultation.state = State.DRAFT
    consultation.approved_by_id = None
    consultation.edition += 1
    _record(session, consultation, by, "SENT_BACK", reason.strip())


def publish_consultation(
    session: Session,
    consultation: Consultation,
    *,
    by: int | None,
    keys: KeyDirectory,
    skip_second_eyes: bool,
    opens_at: dt.datetime | None = None,
    closes_at: dt.datetime | None = None,
    asked_elsewhere: bool = False,
) -> None:
    """Open a consultation: check every gate, copy the promise, and make the round with its key pair.

    A group consultation needs at least one group first (`invitations.service.add_group`); every other kind gets its
    one round here. `opens_at` may lie in the past (data from elsewhere), never ahead; the reply date comes later.
    With `asked_elsewhere` nobody is asked anything here: the questions need no easy text and no reason. With
    `skip_second_eyes` an unapproved consultation opens and says openly that this step was skipped.
    Raises NotReadyError (its `missing` may hold SECOND_EYES and CLOSES_TOO_SOON) and WrongStateError.
    """
    _take(session, consultation, State.OPEN)
    moment = opens_at or now()
    if moment > now():
        raise ValueError("a consultation opens now or has opened before")
    missing = everything_missing(
        consultation, moment, closes_at, skip_second_eyes=skip_second_eyes, asked_elsewhere=asked_elsewhere
    )
    if missing:
        raise NotReadyError(missing)
    make_promise(consultation)
    consultation.opens_at = moment
    consultation.closes_at = closes_at
    consultation.state = State.OPEN
    consultation.edition += 1
    give_round(consultation, keys)
    _record(session, consultation, by, "PUBLISHED", "SECOND_EYES_SKIPPED" if consultation.second_eyes_skipped else "")


def everything_missing(
    consultation: Consultation,
    opens_at: dt.datetime,
    closes_at: dt.datetime | None,
    *,
    skip_second_eyes: bool,
    asked_elsewhere: bool = False,
) -> list[Missing]:
    """Return what keeps a consultation from being open between two moments, also what no draft can know yet."""
    closes_on = local(closes_at).date() if closes_at else None
    missing = missing_for_opening(
        consultation, on=local(opens_at).date(), closes_on=closes_on, asked_elsewhere=asked_elsewhere
    )
    if closes_at is not None and closes_at < opens_at + SHORTEST_OPEN:
        missing.append(Missing("CLOSES_TOO_SOON", Place.PUBLISHING))
    return [*missing, *second_eyes_missing(consultation, skipped=skip_second_eyes)]


def make_promise(consultation: Consultation) -> None:
    """Copy who answers and when, as they are told to people, and whether a second person looked."""
    asked = consultation.policy_question
    consultation.promised_by = f"{asked.owner_name}, {asked.owner_function}"
    consultation.promised_on = asked.reply_due_on
    consultation.second_eyes_skipped = consultation.approved_by_id is None


def give_round(consultation: Consultation, keys: KeyDirectory) -> None:
    """Make the one round with its key pair, unless it is there already or each group has a round of its own."""
    if consultation.evidence_kind is EvidenceKind.GROUP or consultation.rounds:
        return
    name, public_key = keys.create()
    consultation.rounds.append(
        Round(name=consultation.code, key_name=name, public_key=public_key, state=RoundState.OPEN)
    )


def _take(session: Session, consultation: Consultation, wanted: State) -> None:
    """Take the consultation for this transaction and check that the step is possible."""
    session.refresh(consultation, attribute_names=["state", "edition", "approved_by_id"], with_for_update=True)
    check_step(consultation.state, wanted)


def _record(session: Session, consultation: Consultation, by: int | None, action: str, reason: str = "") -> None:
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action=action,
        subject="consultation",
        subject_id=consultation.id,
        reason=reason,
    )
    session.flush()
