"""Keeps what a reader found in an answer, and hides a name that the rules had missed."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import Consultation, Question
from panel.masking.masking import hide_words
from panel.open_answers.models import CodedTheme, Coding, OpenAnswer, Reader
from panel.open_answers.queries import confirmed, reading_of, text_of, themes_of
from panel.open_answers.service.errors import OpenAnswerError, StaleError
from panel.results.models import Answer, Recording


def save_reading(
    session: Session,
    question: Question,
    answer: OpenAnswer,
    *,
    reader: Reader,
    themes: Collection[int],
    edition: int,
    by: int,
) -> None:
    """Keep which themes a reader found in one answer; none at all is a finding too.

    `edition` is the one that stood there when the page was opened: 0 when nobody had read it. The same choice by a
    colleague meanwhile is no clash. Raises StaleError, and OpenAnswerError for a theme that is not confirmed here.
    """
    session.refresh(answer, with_for_update=True)
    if set(themes) - {one.id for one in confirmed(themes_of(session, question))}:
        raise OpenAnswerError("UNKNOWN_THEME")
    before = reading_of(session, answer.key, reader)
    if before is not None and before.themes == frozenset(themes):
        return
    if (before.edition if before else 0) != edition:
        raise StaleError
    coding = session.get(Coding, (answer.key, reader))
    if coding is None:
        session.add(Coding(answer_key=answer.key, reader=reader, user_id=by))
        session.flush()
    else:
        coding.edition += 1
        coding.user_id = by
    mine = (CodedTheme.answer_key == answer.key) & (CodedTheme.reader == reader)
    session.execute(delete(CodedTheme).where(mine))
    if themes:
        rows = [{"answer_key": answer.key, "reader": reader, "theme_id": one} for one in sorted(set(themes))]
        session.execute(insert(CodedTheme), rows)
    session.flush()


def hide_in_answer(session: Session, consultation: Consultation, answer: OpenAnswer, words: str, *, by: int) -> bool:
    """Hide words in one answer for good; return whether they stood there. The log gets neither words nor answer."""
    session.refresh(answer, with_for_update=True)
    before = text_of(session, answer)
    after = hide_words(before, words)
    if after == before:
        return False
    if answer.recording_key is not None:
        recording = session.get(Recording, answer.recording_key)
        if recording is not None:
            recording.words = after
    else:
        row = session.get(Answer, (answer.submission_key, answer.question_id))
        if row is not None:
            row.value = after
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action="WORDS_HIDDEN",
        subject="consultation",
        subject_id=consultation.id,
    )
    session.flush()
    return True
