"""Quotations: proposed from an answer, released one by one by a person, and taken back when that was wrong."""

from __future__ import annotations

from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import ChangeKind, Consultation, Question
from panel.consultations.service import note_change
from panel.core.clock import today
from panel.core.text import clean_text
from panel.masking.kinds import marks
from panel.masking.masking import mask
from panel.open_answers.models import Quotation, QuotationState
from panel.open_answers.queries import confirmed, published_question, themes_of
from panel.open_answers.service.errors import OpenAnswerError, StaleError

LONGEST = 300
MOST_RELEASED = 12
"""More quotations than this nobody reads, and the more are shown, the sooner someone is recognised."""


def save_quotation(
    session: Session, question: Question, *, text: str, original: str, theme_id: int | None, paraphrased: bool
) -> Quotation:
    """Keep words to be quoted, without any link to the answer; they wait until a person releases them.

    Words that do not stand in the answer as they are count as said in other words, whatever was ticked.
    Raises OpenAnswerError (EMPTY, STILL_MARKED, UNKNOWN_THEME), TooLongError and NotTextError.
    """
    told = clean_text(text, LONGEST)
    if not told:
        raise OpenAnswerError("EMPTY")
    # What a reader typed anew may hold a name again; a mark would tell that there was one.
    if marks(told) or mask(told).spans:
        raise OpenAnswerError("STILL_MARKED")
    if theme_id is not None and theme_id not in {one.id for one in confirmed(themes_of(session, question))}:
        raise OpenAnswerError("UNKNOWN_THEME")
    literal = " ".join(told.split()) in " ".join(original.split())
    quotation = Quotation(question_id=question.id, theme_id=theme_id, text=told, paraphrased=paraphrased or not literal)
    session.add(quotation)
    session.flush()
    return quotation


def release_quotation(
    session: Session,
    consultation: Consultation,
    question: Question,
    quotation: Quotation,
    *,
    edition: int,
    looked: bool,
    released_so_far: int,
    by: int,
) -> None:
    """Let everybody read one quotation, when a person says that nobody can be recognised in it.

    Raises OpenAnswerError (NOT_LOOKED, TOO_MANY, NOT_READABLE below 10 answers), and StaleError.
    """
    _hold(session, quotation, edition, QuotationState.WAITING)
    if published_question(session, consultation, question) is None:
        raise OpenAnswerError("NOT_READABLE")
    if not looked:
        raise OpenAnswerError("NOT_LOOKED")
    if released_so_far >= MOST_RELEASED:
        raise OpenAnswerError("TOO_MANY")
    quotation.state = QuotationState.RELEASED
    quotation.released_on = today()
    quotation.edition += 1
    consultation.edition += 1
    _note(session, consultation, "QUOTATION_RELEASED", by)


def throw_away(session: Session, quotation: Quotation, *, edition: int) -> None:
    """Forget a quotation that was never released. Raises StaleError."""
    _hold(session, quotation, edition, QuotationState.WAITING)
    session.delete(quotation)
    session.flush()


def take_back(
    session: Session, consultation: Consultation, quotation: Quotation, *, edition: int, reason: str, by: int
) -> None:
    """Take a released quotation away for good, with a reason that everybody reads; its words are deleted.

    Raises StaleError, and ChangeError without a reason.
    """
    _hold(session, quotation, edition, QuotationState.RELEASED)
    note_change(session, consultation, ChangeKind.QUOTATION, by=by, reason=reason)
    quotation.state = QuotationState.TAKEN_BACK
    quotation.text = ""
    quotation.edition += 1
    session.flush()


def _hold(session: Session, quotation: Quotation, edition: int, state: QuotationState) -> None:
    session.refresh(quotation, with_for_update=True)
    if quotation.edition != edition or quotation.state is not state:
        raise StaleError


def _note(session: Session, consultation: Consultation, action: str, by: int) -> None:
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action=action,
        subject="consultation",
        subject_id=consultation.id,
    )
    session.flush()
