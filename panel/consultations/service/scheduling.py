"""Opening at a later moment: set a day, take it back, and open by the clock when everything is still in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.audit.queries import last_event
from panel.audit.service import record
from panel.consultations.gates import Missing, Place
from panel.consultations.models import Consultation, State
from panel.consultations.policy import may_skip_second_eyes
from panel.consultations.service.errors import NotReadyError, StaleEditionError
from panel.consultations.service.publishing import everything_missing, give_round, make_promise
from panel.consultations.states import WrongStateError, check_step
from panel.core.clock import now
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.core.text import clean_text

log = structlog.get_logger(__name__)
LONGEST_AHEAD = dt.timedelta(days=366)
LONGEST_REASON = 2_000
HELD = ("state", "edition", "approved_by_id", "opens_at", "closes_at")


def schedule_consultation(
    session: Session,
    consultation: Consultation,
    *,
    by: int | None,
    keys: KeyDirectory,
    skip_second_eyes: bool,
    opens_at: dt.datetime,
    closes_at: dt.datetime | None,
) -> None:
    """Let the clock open a consultation at a later moment. Every gate is checked now, and again when it opens.

    Its round is made now, so that codes can go on letters before it opens. Raises NotReadyError (`missing` may hold
    OPENS_TOO_SOON and OPENS_TOO_LATE, above 366 days ahead) and WrongStateError.
    """
    session.refresh(consultation, attribute_names=HELD, with_for_update=True)
    check_step(consultation.state, State.SCHEDULED)
    missing = everything_missing(consultation, opens_at, closes_at, skip_second_eyes=skip_second_eyes)
    if opens_at <= now():
        missing.append(Missing("OPENS_TOO_SOON", Place.PUBLISHING))
    if opens_at - now() > LONGEST_AHEAD:
        missing.append(Missing("OPENS_TOO_LATE", Place.PUBLISHING))
    if missing:
        raise NotReadyError(missing)
    make_promise(consultation)
    consultation.opens_at = opens_at
    consultation.closes_at = closes_at
    consultation.state = State.SCHEDULED
    consultation.edition += 1
    give_round(consultation, keys)
    _note(session, consultation, by, "SCHEDULED", opens_at.isoformat(timespec="minutes"))


def take_back(session: Session, consultation: Consultation, *, by: int, edition: int, reason: str) -> None:
    """Make a scheduled consultation a draft again, with the reason in the log; codes that were made keep working.

    A second person has to look again. Raises ValueError without a reason, TooLongError and NotTextError,
    StaleEditionError, and WrongStateError when it has opened meanwhile.
    """
    told = clean_text(reason, LONGEST_REASON)
    if not told:
        raise ValueError("taking back is never without a reason")
    session.refresh(consultation, attribute_names=HELD, with_for_update=True)
    if consultation.state is not State.SCHEDULED:
        raise WrongStateError(consultation.state, State.DRAFT)
    if consultation.edition != edition:
        raise StaleEditionError
    consultation.state = State.DRAFT
    consultation.approved_by_id = None
    consultation.second_eyes_skipped = False
    consultation.opens_at = consultation.closes_at = None
    consultation.edition += 1
    _note(session, consultation, by, "TAKEN_BACK", told)


def missing_at_opening(consultation: Consultation, moment: dt.datetime, *, skip_second_eyes: bool) -> list[Missing]:
    """Return what keeps a scheduled consultation shut at this moment."""
    return everything_missing(consultation, moment, consultation.closes_at, skip_second_eyes=skip_second_eyes)


def open_what_is_due(database: Database, *, skip_second_eyes: bool) -> int:
    """Open every scheduled consultation whose moment has come, also when that was a while ago; return how many.

    Safe to do again and from several processes: each is opened in one transaction that holds its row. What misses
    something by now stays shut: the log says so once, and the desk shows what it misses.
    """
    with database.session(reading=True) as session:
        due = session.scalars(
            select(Consultation.id).where(Consultation.state == State.SCHEDULED, Consultation.opens_at <= now())
        ).all()
    opened = 0
    for consultation_id in due:
        with database.transaction() as session:
            opened += _open(session, consultation_id, skip_second_eyes=skip_second_eyes)
    return opened


def _open(session: Session, consultation_id: int, *, skip_second_eyes: bool) -> bool:
    wanted = select(Consultation).where(Consultation.id == consultation_id).with_for_update()
    consultation = session.scalars(wanted).one()
    moment = now()
    if consultation.state is not State.SCHEDULED or consultation.opens_at is None or consultation.opens_at > moment:
        return False
    skips = may_skip_second_eyes(consultation, by_setting=skip_second_eyes)
    missing = missing_at_opening(consultation, moment, skip_second_eyes=skips)
    if missing:
        _refuse(session, consultation, missing)
        return False
    make_promise(consultation)
    consultation.opens_at = moment
    consultation.state = State.OPEN
    consultation.edition += 1
    _note(session, consultation, None, "OPENED")
    return True


def _refuse(session: Session, consultation: Consultation, missing: Sequence[Missing]) -> None:
    codes = ", ".join(sorted({one.code for one in missing}))
    earlier = last_event(session, subject="consultation", subject_id=consultation.id, action="NOT_OPENED")
    set_at = last_event(session, subject="consultation", subject_id=consultation.id, action="SCHEDULED")
    is_known = earlier is not None and earlier.reason == codes and (set_at is None or earlier.id > set_at.id)
    if not is_known:
        log.warning("consultation_not_opened", consultation=consultation.id, missing=codes)
        _note(session, consultation, None, "NOT_OPENED", codes)


def _note(session: Session, consultation: Consultation, by: int | None, action: str, reason: str = "") -> None:
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
