"""The words that are explained on tap: for a whole consultation, or for one question."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, GlossaryTerm
from panel.consultations.service.drafting import hold
from panel.consultations.service.errors import KeyTakenError, StaleEditionError
from panel.consultations.service.texts import tidy


def term_fingerprint(term: GlossaryTerm) -> str:
    """Return a short mark of a word and its explanation: another mark means that somebody changed it."""
    content = json.dumps([term.word, term.explanation, term.question_id])
    return hashlib.blake2b(content.encode(), digest_size=12).hexdigest()


def add_term(
    session: Session, consultation: Consultation, *, word: str, explanation: str, question_id: int | None = None
) -> GlossaryTerm:
    """Explain a word of a draft, in every question or only in the one with `question_id`.

    Raises ShutError, TextError, KeyTakenError when this word is explained there already, ValueError for a question of
    another consultation.
    """
    hold(session, consultation)
    term = GlossaryTerm(
        consultation_id=consultation.id,
        question_id=_own_question(consultation, question_id),
        word=tidy(GlossaryTerm.word, word, required=True),
        explanation=tidy(GlossaryTerm.explanation, explanation, required=True),
    )
    _check_alone(consultation, term)
    consultation.glossary.append(term)
    consultation.edition += 1
    session.flush()
    return term


def change_term(
    session: Session,
    consultation: Consultation,
    term: GlossaryTerm,
    *,
    mark: str,
    word: str,
    explanation: str,
    question_id: int | None = None,
) -> None:
    """Save a word of a draft that was opened when its fingerprint was `mark`.

    Raises StaleEditionError, ShutError, TextError, KeyTakenError, ValueError for a question of another consultation.
    """
    hold(session, consultation)
    session.expire_all()
    if term_fingerprint(term) != mark:
        raise StaleEditionError
    changed = GlossaryTerm(
        question_id=_own_question(consultation, question_id), word=tidy(GlossaryTerm.word, word, required=True)
    )
    _check_alone(consultation, changed, but=term)
    term.explanation = tidy(GlossaryTerm.explanation, explanation, required=True)
    term.word, term.question_id = changed.word, changed.question_id
    consultation.edition += 1
    session.flush()


def remove_term(session: Session, consultation: Consultation, term: GlossaryTerm) -> None:
    """Take a word out of a draft. Raises ShutError."""
    hold(session, consultation)
    consultation.glossary.remove(term)
    consultation.edition += 1
    session.flush()


def _own_question(consultation: Consultation, question_id: int | None) -> int | None:
    if question_id is not None and question_id not in {one.id for one in consultation.questions}:
        raise ValueError("the question is of another consultation")
    return question_id


def _check_alone(consultation: Consultation, term: GlossaryTerm, but: GlossaryTerm | None = None) -> None:
    mine = (term.question_id, term.word.casefold())
    if any((one.question_id, one.word.casefold()) == mine for one in consultation.glossary if one is not but):
        raise KeyTakenError(term.word)
