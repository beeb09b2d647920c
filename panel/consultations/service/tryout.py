"""The test round: what testers remark of each question, and how many came to the end. No answer is ever kept."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, Question, Remark, RemarkKind, State, Tester
from panel.consultations.service.drafting import hold
from panel.consultations.service.errors import ConsultationError, StaleEditionError, TextError
from panel.consultations.service.questions import fingerprint
from panel.consultations.service.tried import words_by_place
from panel.core.clock import today
from panel.core.keys import Pepper
from panel.core.text import NotTextError, TooLongError, clean_text

# What one tester may write at one question: a sentence or two.
LONGEST_REMARK = 400
# In these states nobody tests any more, and what testers wrote has done its work.
PAST = (State.CLOSED, State.REPORTED, State.CANCELLED)
MARKS = (RemarkKind.PLUS, RemarkKind.MINUS)


class PlaceError(ConsultationError):
    """A mark does not lie on a word of the question; nothing was written."""


def hash_of_tester(consultation_id: int, token: bytes, pepper: Pepper) -> str:
    """Return what a tester is found by (64 hexadecimal digits): it needs the token on the phone and our pepper.

    Of another consultation it is another one, so that nobody can see that a phone tested twice.
    """
    return pepper.digest("tester", b"%d/" % consultation_id + token).hex()


def begin_test(session: Session, consultation: Consultation, *, token_hash: str, of_target: bool) -> Tester:
    """Note that someone begins to test, or begins again on the same phone; they count once they came to the end.

    Raises ShutError unless it is a draft.
    """
    hold(session, consultation)
    tester = find_tester(session, consultation.id, token_hash)
    if tester is None:
        tester = Tester(
            consultation_id=consultation.id,
            token_hash=token_hash,
            finished=False,
            edition=consultation.edition,
            tested_on=today(),
        )
        session.add(tester)
    tester.of_target = of_target
    _recount(session, consultation)
    return tester


def find_tester(session: Session, consultation_id: int, token_hash: str) -> Tester | None:
    """Return the tester of a phone in this consultation, else None."""
    wanted = select(Tester).where(Tester.consultation_id == consultation_id, Tester.token_hash == token_hash)
    return session.scalars(wanted).first()


def keep_remarks(
    session: Session,
    consultation: Consultation,
    tester: Tester,
    question: Question,
    *,
    mark: str,
    words: Mapping[int, RemarkKind],
    own_words: str,
    not_understood: bool,
) -> None:
    """Keep what one tester says of one question, in the place of what they said of it before.

    `words`: PLUS or MINUS by where a word begins in the tried text (code points); `mark`: the fingerprint of the
    question that was read. Remarks that stay as they were keep what an officer wrote about them.
    Raises ShutError, StaleEditionError when the question changed meanwhile, PlaceError, and TextError for own words
    that are no text or longer than 400 characters.
    """
    hold(session, consultation)
    # As they are now, not as they were before this transaction got its turn: a double tap adds nothing twice.
    session.expire(question)
    session.expire(tester, ["remarks"])
    if fingerprint(question) != mark:
        raise StaleEditionError
    wanted = _remarks(question, words)
    said = _tidy(own_words)
    if said:
        wanted.append((RemarkKind.OWN_WORDS, said, None, None))
    if not_understood:
        wanted.append((RemarkKind.NOT_UNDERSTOOD, "", None, None))
    for stored in [one for one in tester.remarks if one.question_id == question.id]:
        same = (stored.kind, stored.words, stored.word_start, stored.word_end)
        if same in wanted:
            wanted.remove(same)
        else:
            tester.remarks.remove(stored)
    for kind, text, start, end in wanted:
        tester.remarks.append(Remark(question_id=question.id, kind=kind, words=text, word_start=start, word_end=end))
    session.flush()


def _tidy(own_words: str) -> str:
    try:
        return clean_text(own_words, LONGEST_REMARK)
    except TooLongError as error:
        raise TextError(Remark.words.key, "TOO_LONG", LONGEST_REMARK) from error
    except NotTextError as error:
        raise TextError(Remark.words.key, "NOT_TEXT", LONGEST_REMARK) from error


def _remarks(
    question: Question, words: Mapping[int, RemarkKind]
) -> list[tuple[RemarkKind, str, int | None, int | None]]:
    known = words_by_place(question)
    if any(start not in known or kind not in MARKS for start, kind in words.items()):
        raise PlaceError("no word begins there")
    return [(words[start], known[start].text, start, known[start].end) for start in sorted(words)]


def finish_test(session: Session, consultation: Consultation, tester: Tester, *, edition: int) -> None:
    """Count a tester who came to the end of the questions as they were at `edition`. Raises ShutError."""
    hold(session, consultation)
    tester.finished = True
    tester.edition = edition
    tester.tested_on = today()
    _recount(session, consultation)


def _recount(session: Session, consultation: Consultation) -> None:
    """Write down how many testers came to the end, counted from the testers themselves."""
    session.flush()
    of_target = func.count().filter(Tester.of_target)
    counted = select(func.count(), of_target).where(Tester.consultation_id == consultation.id, Tester.finished)
    consultation.testers, consultation.testers_of_target = session.execute(counted).one()
    session.flush()


def forget_test_rounds(session: Session) -> int:
    """Delete testers and their remarks where nobody tests any more; the counts stay. Return how many testers went."""
    past = select(Consultation.id).where(Consultation.state.in_(PAST))
    gone = list(session.scalars(select(Tester.id).where(Tester.consultation_id.in_(past))))
    session.execute(delete(Remark).where(Remark.tester_id.in_(gone)))
    session.execute(delete(Tester).where(Tester.id.in_(gone)))
    return len(gone)
