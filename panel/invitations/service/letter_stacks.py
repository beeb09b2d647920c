"""Ordering a stack of letters, making it with new codes or with a list, and throwing it away after a day.

No code is ever in a table, in the queue, in the log or readable on a disk: the letters are locked for the browser of
who ordered them, and a list that an officer sent waits its turn under a key made from our pepper.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import Consultation, Language, Round, RoundState
from panel.core.ids import is_personal_code, tidy_code
from panel.core.keys import Pepper, lock, unlock
from panel.invitations.documents import PERSONAL
from panel.invitations.models import LetterStack, StackState
from panel.invitations.queries import PERSONAL_CODE, are_codes_of
from panel.invitations.service.doors import MOST_CODES_AT_ONCE, InvitationError, keep_codes

MAKE_LETTERS = "make_letters"
KEPT_FOR = dt.timedelta(days=1)
# Work that is not done by then was broken off.
GIVES_UP_AFTER = dt.timedelta(hours=1)
# Keeps the key of a waiting list apart from everything else that needs the pepper.
LIST_KEY = "letter-codes"
LIST_STEP = 4096
LONGEST_LIST = 200_000


class ListError(InvitationError):
    """A list of codes cannot be used. `reason` as of InvitationError, or NOT_OURS, TWICE, EMPTY, NOT_A_LIST.

    `lines` are the numbers of the lines that are wrong, from 1.
    """

    def __init__(self, reason: str, lines: tuple[int, ...] = ()) -> None:
        super().__init__(reason)
        self.lines = lines


def order_stack(
    session: Session,
    consultation: Consultation,
    round_: Round,
    *,
    count: int,
    language: Language,
    site: str,
    file_name: str,
    public_key: bytes,
    by: int,
    made_at: dt.datetime,
    own_codes: bool = False,
) -> LetterStack:
    """Note that `count` letters are to be made, for phones that go to `site`. Raises InvitationError.

    COUNT unless 1 to 5,000, NOT_OPEN when the round takes no answers, WRONG_KIND when its people have no codes.
    """
    if not 1 <= count <= MOST_CODES_AT_ONCE:
        raise InvitationError("COUNT")
    if consultation.evidence_kind not in PERSONAL:
        raise InvitationError("WRONG_KIND")
    if round_.state is not RoundState.OPEN:
        raise InvitationError("NOT_OPEN")
    stack = LetterStack(
        round_id=round_.id,
        made_by_id=by,
        made_at=made_at,
        state=StackState.MAKING,
        count=count,
        done=0,
        language=language.value,
        site=site,
        file_name=file_name,
        public_key=public_key,
        own_codes=own_codes,
    )
    session.add(stack)
    session.flush()
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action="LETTERS_ORDERED",
        subject="round",
        subject_id=round_.id,
        reason=str(count),
    )
    return stack


def read_codes(session: Session, round_: Round, typed: str, pepper: Pepper) -> list[str]:
    """Return the codes of a list as someone has it: one a line, with or without a space, a heading or other columns.

    Raises ListError: EMPTY, COUNT above 5,000, NOT_A_LIST with the lines without a code, NOT_OURS with the lines
    whose code does not open this round, TWICE with the lines that repeat one.
    """
    lines = [(number, line) for number, line in enumerate(typed.splitlines(), start=1) if line.strip()]
    found = [(number, _code_in(line)) for number, line in lines]
    if found and found[0][1] is None:
        # A heading above the list.
        found = found[1:]
    if not found:
        raise ListError("EMPTY")
    if len(found) > MOST_CODES_AT_ONCE:
        raise ListError("COUNT")
    _refuse("NOT_A_LIST", [number for number, code in found if code is None])
    codes = [code for _number, code in found if code is not None]
    ours = are_codes_of(session, round_.id, [pepper.digest(PERSONAL_CODE, code) for code in codes])
    _refuse("NOT_OURS", [number for (number, _code), known in zip(found, ours, strict=True) if not known])
    firsts = {code: number for number, code in reversed(found)}
    _refuse("TWICE", [number for number, code in found if firsts[code] != number])
    return codes


def _code_in(line: str) -> str | None:
    whole = tidy_code(line.strip().strip('"'))
    if is_personal_code(whole):
        return whole
    columns = (tidy_code(part.strip().strip('"')) for part in line.replace("\t", ";").replace(",", ";").split(";"))
    return next((one for one in columns if is_personal_code(one)), None)


def _refuse(reason: str, lines: list[int]) -> None:
    if lines:
        raise ListError(reason, tuple(lines))


def lock_list(codes: list[str], file_name: str, pepper: Pepper) -> bytes:
    """Return a list of codes as a box that only this installation opens, for as long as it waits its turn."""
    return lock(pepper.digest(LIST_KEY, file_name), "\n".join(codes).encode(), LIST_STEP)


def unlock_list(box: bytes, file_name: str, pepper: Pepper) -> list[str]:
    """Return a list that was locked. Raises BoxError."""
    return unlock(pepper.digest(LIST_KEY, file_name), box, LIST_STEP).decode().splitlines()


def finish_stack(session: Session, stack_id: int, codes: list[str], pepper: Pepper) -> bool:
    """Let the new codes of a stack open its round, and call it ready; False when it was thrown away meanwhile.

    Raises InvitationError NOT_OPEN when the round was closed meanwhile, and IntegrityError as `keep_codes` does.
    """
    stack = session.get(LetterStack, stack_id, with_for_update=True)
    if stack is None or stack.state is not StackState.MAKING:
        return False
    if not stack.own_codes:
        keep_codes(session, session.get_one(Round, stack.round_id), codes, pepper)
    stack.done, stack.state = stack.count, StackState.READY
    session.flush()
    return True


def note_progress(session: Session, stack_id: int, done: int) -> None:
    """Note how many letters of a stack are ready."""
    stack = session.get(LetterStack, stack_id, with_for_update=True)
    if stack is not None and stack.state is StackState.MAKING:
        stack.done = min(done, stack.count)
        session.flush()


def give_up(session: Session, stack_id: int) -> None:
    """Note that a stack could not be made: none of its codes opens anything."""
    stack = session.get(LetterStack, stack_id, with_for_update=True)
    if stack is not None and stack.state is StackState.MAKING:
        stack.state, stack.done = StackState.FAILED, 0
        session.flush()


def drop_stack(session: Session, stack: LetterStack) -> str:
    """Throw a stack away; return the name of its files, to be removed once this is committed."""
    name = stack.file_name
    session.delete(stack)
    session.flush()
    return name


def drop_old_stacks(session: Session, *, now: dt.datetime) -> list[str]:
    """Throw away what is older than a day and give up what was broken off; return the names of files to remove."""
    old = list(session.scalars(select(LetterStack).where(LetterStack.made_at <= now - KEPT_FOR)))
    names = [drop_stack(session, one) for one in old]
    stuck = select(LetterStack.id).where(
        LetterStack.state == StackState.MAKING, LetterStack.made_at <= now - GIVES_UP_AFTER
    )
    for stack_id in list(session.scalars(stuck)):
        give_up(session, stack_id)
    return names


def names_of_stacks(session: Session) -> list[str]:
    """Return the names of all files that belong to a stack."""
    return list(session.scalars(select(LetterStack.file_name)))
