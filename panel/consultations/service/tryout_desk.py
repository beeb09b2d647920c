"""What an officer does with a test round: gives a link, settles remarks, types in paper, or says why there is none."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import Consultation, Question, Remark, RemarkKind, Tester
from panel.consultations.service.drafting import hold
from panel.consultations.service.errors import ConsultationError, StaleEditionError
from panel.consultations.service.questions import fingerprint
from panel.consultations.service.texts import tidy
from panel.consultations.service.tried import Word, words_by_place
from panel.consultations.service.tryout import begin_test, finish_test, keep_remarks
from panel.core.ids import PERSONAL_ALPHABET

KEY_LENGTH = 12


class WordError(ConsultationError):
    """A word that was typed in does not stand in the question. `question_id` and `word` say which."""

    def __init__(self, question_id: int, word: str) -> None:
        super().__init__(f"not a word of question {question_id}")
        self.question_id = question_id
        self.word = word


@dataclass(frozen=True)
class PaperRemark:
    """What stands on paper of one question: words with + and -, own words, and whether it was not understood."""

    plus: Sequence[str] = ()
    minus: Sequence[str] = ()
    own_words: str = ""
    not_understood: bool = False


def text_mark(*texts: str) -> str:
    """Return a short mark of texts: another mark means that somebody changed them."""
    return hashlib.blake2b("\0".join(sorted(texts)).encode(), digest_size=12).hexdigest()


def start_test(session: Session, consultation: Consultation, *, mark: str, by: int) -> str:
    """Give a draft a new link for testers and return its key (12 characters); the link before it stops working.

    `mark` is the text mark of the key that was seen, of nothing when there was none.
    Raises StaleEditionError when a colleague changed the link meanwhile, and ShutError unless it is a draft.
    """
    _take_link(session, consultation, mark)
    consultation.test_key = "".join(secrets.choice(PERSONAL_ALPHABET) for _ in range(KEY_LENGTH))
    _note(session, consultation, by, "TEST_STARTED")
    return consultation.test_key


def stop_test(session: Session, consultation: Consultation, *, mark: str, by: int) -> None:
    """Let the link lead nowhere from now on; what was remarked stays. Raises as `start_test`."""
    _take_link(session, consultation, mark)
    consultation.test_key = None
    _note(session, consultation, by, "TEST_STOPPED")


def _take_link(session: Session, consultation: Consultation, mark: str) -> None:
    hold(session, consultation)
    session.refresh(consultation, attribute_names=["test_key"])
    if text_mark(consultation.test_key or "") != mark:
        raise StaleEditionError


def change_untested_reason(session: Session, consultation: Consultation, *, mark: str, reason: str, by: int) -> None:
    """Save the public reason why a draft was not tested enough, when it still had the `mark` that was read.

    Raises StaleEditionError, ShutError and TextError.
    """
    hold(session, consultation)
    session.refresh(consultation, attribute_names=["untested_reason"])
    if text_mark(consultation.untested_reason) != mark:
        raise StaleEditionError
    written = tidy(Consultation.untested_reason, reason)
    if written == consultation.untested_reason:
        return
    consultation.untested_reason = written
    consultation.edition += 1
    _note(session, consultation, by, "UNTESTED_REASON", written)


def same_point(session: Session, remark: Remark, consultation_id: int) -> list[Remark]:
    """Return all remarks that say the same as this one: the same word marked hard, or that it was not understood.

    What someone said in own words stands alone.
    """
    if remark.kind is RemarkKind.OWN_WORDS:
        return [remark]
    wanted = select(Remark).join(Tester).where(
        Tester.consultation_id == consultation_id,
        Remark.question_id == remark.question_id,
        Remark.kind == remark.kind,
        Remark.words == remark.words,
    )  # fmt: skip
    found = session.scalars(wanted.order_by(Remark.id))
    return [one for one in found if (one.word_start, one.word_end) == (remark.word_start, remark.word_end)]


def settle(
    session: Session, consultation: Consultation, remark: Remark, *, mark: str, note: str, reopen: bool = False
) -> None:
    """Write down what was done with a point; with `reopen` it waits again. Only in a draft.

    `mark` is that of the notes which were read. Raises StaleEditionError, ShutError and TextError.
    """
    hold(session, consultation)
    together = same_point(session, remark, consultation.id)
    for one in together:
        session.refresh(one, attribute_names=["settled"])
    if point_mark(together) != mark:
        raise StaleEditionError
    written = "" if reopen else tidy(Remark.settled, note, required=True)
    for one in together:
        one.settled = written
    session.flush()


def point_mark(remarks: Iterable[Remark]) -> str:
    """Return a mark of what officers wrote about a point."""
    return text_mark(*{one.settled for one in remarks if one.settled})


def add_paper_test(
    session: Session,
    consultation: Consultation,
    *,
    token_hash: str,
    of_target: bool,
    remarks: Mapping[int, PaperRemark],
    marks: Mapping[int, str],
) -> None:
    """Keep and count one tester who tried the questions on paper or in a talk; sent twice it is one tester.

    `remarks` and `marks` (fingerprints of what was read) by the id of a question. Raises WordError,
    StaleEditionError, ShutError and TextError.
    """
    tester = begin_test(session, consultation, token_hash=token_hash, of_target=of_target)
    for question in consultation.questions:
        said = remarks.get(question.id, PaperRemark())
        if fingerprint(question) != marks.get(question.id):
            raise StaleEditionError
        keep_remarks(
            session,
            consultation,
            tester,
            question,
            mark=marks[question.id],
            words=_places(question, said),
            own_words=said.own_words,
            not_understood=said.not_understood,
        )
    finish_test(session, consultation, tester, edition=consultation.edition)


def _places(question: Question, said: PaperRemark) -> dict[int, RemarkKind]:
    """Return where the typed words stand; a word that is there twice is marked where it stands first."""
    known = sorted(words_by_place(question).values(), key=lambda one: one.start)
    places: dict[int, RemarkKind] = {}
    for kind, typed in ((RemarkKind.PLUS, said.plus), (RemarkKind.MINUS, said.minus)):
        for word in typed:
            places[_first(question, known, word).start] = kind
    return places


def _first(question: Question, known: Sequence[Word], typed: str) -> Word:
    found = next((one for one in known if one.text.casefold() == typed.casefold()), None)
    if found is None:
        raise WordError(question.id, typed)
    return found


def _note(session: Session, consultation: Consultation, by: int, action: str, reason: str = "") -> None:
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
