"""Making doors: a code for a group with a number of seats, or codes for letters to one person each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import Consultation, EvidenceKind, Round, RoundState, State
from panel.core.clock import now
from panel.core.ids import is_group_code, new_group_code, new_personal_code
from panel.core.keys import KeyDirectory, Pepper
from panel.core.text import clean_text
from panel.invitations.models import GroupCode, Invitation
from panel.invitations.queries import PERSONAL_CODE

MOST_SEATS = 500
MOST_CODES_AT_ONCE = 5_000
LONGEST_NAME = 120


class InvitationError(ValueError):
    """A door cannot be made. `reason` names why.

    WRONG_KIND, NOT_OPEN, NO_NAME, NAME_TAKEN, SEATS, HOURS, TOLD, CODE_TAKEN, NOT_A_CODE, COUNT.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def add_group(
    session: Session,
    consultation: Consultation,
    *,
    name: str,
    seats: int | None,
    keys: KeyDirectory,
    code: str | None = None,
    by: int | None = None,
    opens_at: dt.datetime | None = None,
    closes_at: dt.datetime | None = None,
) -> GroupCode:
    """Add a group: a round with a key pair of its own, and a six-digit code for `seats` people (None: never full).

    People may begin from `opens_at` until `closes_at` (None: as long as the group itself is open). Possible before and
    while the consultation is open. Raises InvitationError, NotTextError and TooLongError.
    """
    if consultation.evidence_kind is not EvidenceKind.GROUP:
        raise InvitationError("WRONG_KIND")
    if consultation.state not in (State.DRAFT, State.IN_REVIEW, State.SCHEDULED, State.OPEN):
        raise InvitationError("NOT_OPEN")
    _check_seats(seats)
    _check_hours(opens_at, closes_at)
    tidied = clean_text(name, LONGEST_NAME)
    if not tidied:
        raise InvitationError("NO_NAME")
    taken = session.scalars(select(Round.name).where(Round.consultation_id == consultation.id))
    if tidied.casefold() in {other.casefold() for other in taken}:
        raise InvitationError("NAME_TAKEN")
    digits = _free_code(session, code)
    key_name, public_key = keys.create()
    round_ = Round(name=tidied, key_name=key_name, public_key=public_key, state=RoundState.OPEN)
    consultation.rounds.append(round_)
    session.flush()
    group = GroupCode(round_id=round_.id, code=digits, seats=seats, opens_at=opens_at, closes_at=closes_at)
    session.add(group)
    session.flush()
    _record(session, consultation.municipality_id, by, "GROUP_ADDED", round_)
    return group


def change_seats(
    session: Session, group: GroupCode, round_: Round, *, seats: int | None, municipality_id: int, by: int | None
) -> None:
    """Give a group that still takes answers another number of seats. Raises InvitationError."""
    _check_seats(seats)
    if round_.state is not RoundState.OPEN:
        raise InvitationError("NOT_OPEN")
    group.seats = seats
    _record(session, municipality_id, by, "SEATS_CHANGED", round_)
    session.flush()


def change_hours(
    session: Session,
    group: GroupCode,
    round_: Round,
    *,
    opens_at: dt.datetime | None,
    closes_at: dt.datetime | None,
    municipality_id: int,
    by: int | None,
) -> None:
    """Let people begin with a group's code between other hours, or at any hour.

    Once people can begin, the end that they were told changes only with a reason that everybody reads
    (`results.groups`). Raises InvitationError.
    """
    _check_hours(opens_at, closes_at)
    if round_.state is not RoundState.OPEN:
        raise InvitationError("NOT_OPEN")
    if _minute(group.closes_at) == _minute(closes_at):
        closes_at = group.closes_at
    if (group.opens_at, group.closes_at) == (opens_at, closes_at):
        return
    if group.closes_at is not None and group.closes_at != closes_at and _has_begun(session, group, round_):
        raise InvitationError("TOLD")
    group.opens_at, group.closes_at = opens_at, closes_at
    _record(session, municipality_id, by, "HOURS_CHANGED", round_)
    session.flush()


def _has_begun(session: Session, group: GroupCode, round_: Round) -> bool:
    """Whether people with a group's code can begin, or could."""
    state = session.scalar(select(Consultation.state).where(Consultation.id == round_.consultation_id))
    return state is State.OPEN and (group.opens_at is None or group.opens_at <= now())


def _minute(moment: dt.datetime | None) -> dt.datetime | None:
    """Return a moment as a form shows it, without seconds."""
    return None if moment is None else moment.replace(second=0, microsecond=0)


def create_invitations(session: Session, round_: Round, count: int, pepper: Pepper) -> list[str]:
    """Make personal codes for a round of a sample or panel and return them, this once: only keyed hashes are stored.

    Raises InvitationError: COUNT unless 1 to 5,000, NOT_OPEN when the round takes no answers any more,
    WRONG_KIND when its people come in another way.
    """
    if not 1 <= count <= MOST_CODES_AT_ONCE:
        raise InvitationError("COUNT")
    if round_.state is not RoundState.OPEN:
        raise InvitationError("NOT_OPEN")
    kind = session.scalar(select(Consultation.evidence_kind).where(Consultation.id == round_.consultation_id))
    if kind not in (EvidenceKind.SAMPLE, EvidenceKind.PANEL):
        raise InvitationError("WRONG_KIND")
    codes: dict[bytes, str] = {}
    while len(codes) < count:
        code = new_personal_code()
        codes[pepper.digest(PERSONAL_CODE, code)] = code
        if len(codes) == count:
            for known in session.scalars(select(Invitation.code_hash).where(Invitation.round_id == round_.id)):
                codes.pop(known, None)
    _keep(session, round_, codes)
    return list(codes.values())


def draw_codes(count: int) -> list[str]:
    """Return so many different personal codes that nobody has yet: they open nothing before `keep_codes`."""
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        drawn[new_personal_code()] = None
    return list(drawn)


def keep_codes(session: Session, round_: Round, codes: list[str], pepper: Pepper) -> None:
    """Let codes that were drawn open a round, by their keyed hashes only.

    Raises InvitationError NOT_OPEN when the round takes no answers any more, and IntegrityError when one of them
    was given out before, which drawing again mends.
    """
    session.refresh(round_, attribute_names=["state"], with_for_update=True)
    if round_.state is not RoundState.OPEN:
        raise InvitationError("NOT_OPEN")
    _keep(session, round_, [pepper.digest(PERSONAL_CODE, code) for code in codes])


def _keep(session: Session, round_: Round, hashes: Iterable[bytes]) -> None:
    # In the order of their hashes, which says nothing of the order on the list.
    session.add_all(Invitation(round_id=round_.id, code_hash=code_hash) for code_hash in sorted(hashes))
    session.flush()


def _check_seats(seats: int | None) -> None:
    if seats is not None and not 1 <= seats <= MOST_SEATS:
        raise InvitationError("SEATS")


def _check_hours(opens_at: dt.datetime | None, closes_at: dt.datetime | None) -> None:
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        raise InvitationError("HOURS")


def _free_code(session: Session, wanted: str | None) -> str:
    if wanted is not None and not is_group_code(wanted):
        raise InvitationError("NOT_A_CODE")
    code = wanted or new_group_code()
    while session.scalar(select(GroupCode.id).where(GroupCode.code == code)) is not None:
        if wanted is not None:
            raise InvitationError("CODE_TAKEN")
        code = new_group_code()
    return code


def _record(session: Session, municipality_id: int, by: int | None, action: str, round_: Round) -> None:
    record(session, municipality_id=municipality_id, user_id=by, action=action, subject="round", subject_id=round_.id)
