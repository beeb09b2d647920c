"""The library: questions with how they were tested, to be taken into the next questionnaire."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import Consultation, LibraryQuestion, Question
from panel.consultations.service.conditions import condition_part, found_condition, put_condition
from panel.consultations.service.drafting import hold
from panel.consultations.service.errors import ConsultationError
from panel.consultations.service.exchange.library_part import LibraryPart
from panel.consultations.service.exchange.making import Keeper, make_question, make_term
from panel.consultations.service.exchange.saving import files_for, saved_question, saved_term
from panel.consultations.service.questions import check_number
from panel.consultations.service.texts import next_key
from panel.consultations.service.words_changed import note_words
from panel.core.clock import today
from panel.media.service import MediaFolder

ORIGIN_LENGTH = 200
# In the library a question has no neighbours, so every key is free.
KEY = "q1"


class NoReasonError(ConsultationError):
    """A question leaves the library with a reason, or not."""


def add_to_library(
    session: Session, consultation: Consultation, question: Question, folder: MediaFolder, *, by: int
) -> LibraryQuestion:
    """Put a question in the library of its municipality with how it was tested; the same question is kept once.

    When it is there already, the better test of the two is kept.
    """
    content = _content(session, consultation, question, folder)
    tested = {"testers": consultation.testers, "testers_of_target": consultation.testers_of_target}
    origin = consultation.policy_question.title[:ORIGIN_LENGTH]
    fingerprint = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    wanted = select(LibraryQuestion).where(
        LibraryQuestion.municipality_id == consultation.municipality_id, LibraryQuestion.fingerprint == fingerprint
    )
    kept = session.scalars(wanted).first()
    if kept is None:
        kept = LibraryQuestion(
            municipality_id=consultation.municipality_id,
            kind=question.kind,
            text=question.text,
            content=content,
            fingerprint=fingerprint,
            origin=origin,
            **tested,
            added_by_id=by,
            added_on=today(),
        )
        session.add(kept)
    if (consultation.testers_of_target, consultation.testers) > (kept.testers_of_target, kept.testers):
        kept.origin, kept.testers, kept.testers_of_target = origin, consultation.testers, consultation.testers_of_target
    session.flush()
    return kept


def add_all_to_library(session: Session, consultation: Consultation, folder: MediaFolder, *, by: int) -> int:
    """Put all questions of a consultation in the library; return how many were not there yet."""
    before = _count(session, consultation.municipality_id)
    for question in consultation.questions:
        add_to_library(session, consultation, question, folder, by=by)
    return _count(session, consultation.municipality_id) - before


def take_from_library(
    session: Session,
    kept: LibraryQuestion,
    into: Consultation,
    folder: MediaFolder,
    *,
    by: int,
    reason_for_more: str = "",
) -> Question:
    """Add a copy of a library question at the end of a draft, to be changed at will; return the copy.

    Everybody gets it, unless it had a condition and the question on which that depends is in the draft too.
    Raises ShutError, TooManyError, FileError when a picture can no longer be kept, ValueError for another municipality.
    """
    if kept.municipality_id != into.municipality_id:
        raise ValueError("the library is of one municipality")
    hold(session, into)
    check_number(session, into, reason_for_more, by)
    part = LibraryPart.model_validate(kept.content)
    keeper = Keeper(session, into.municipality_id, folder)
    try:
        last = max((one.position for one in into.questions), default=0)
        made = make_question(last + 1, part.question, keeper, "question")
        made.key = next_key("q", [one.key for one in into.questions])
        put_condition(made, found_condition(part.condition, into.questions), into.questions)
        into.questions.append(made)
        session.flush()
        into.glossary.extend(make_term(one, made.id) for one in part.glossary)
        into.edition += 1
        session.flush()
        note_words(session, into, made, by=by)
    except BaseException:
        keeper.take_back()
        raise
    return made


def remove_from_library(session: Session, kept: LibraryQuestion, *, by: int, reason: str) -> None:
    """Take a question out of the library; the reason goes into the log. Raises NoReasonError."""
    if not reason.strip():
        raise NoReasonError
    record(
        session,
        municipality_id=kept.municipality_id,
        user_id=by,
        action="REMOVED_FROM_LIBRARY",
        subject="library_question",
        subject_id=kept.id,
        reason=reason.strip(),
    )
    session.delete(kept)
    session.flush()


def library_part(kept: LibraryQuestion) -> LibraryPart:
    """Return a library question as the part of a file that it is."""
    return LibraryPart.model_validate(kept.content)


def _content(session: Session, consultation: Consultation, question: Question, folder: MediaFolder) -> dict[str, Any]:
    files = files_for(session, folder, [question])
    terms = [saved_term(one, None) for one in consultation.glossary if one.question_id == question.id]
    content: dict[str, Any] = {"question": saved_question(question, files) | {"key": KEY}, "glossary": terms}
    condition = condition_part(question, consultation.questions)
    return content if condition is None else content | {"condition": condition.model_dump(mode="json")}


def _count(session: Session, municipality_id: int) -> int:
    wanted = select(LibraryQuestion.id).where(LibraryQuestion.municipality_id == municipality_id)
    return len(session.scalars(wanted).all())
