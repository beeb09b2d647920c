"""Stores a whole questionnaire from a file as a draft: everything, or nothing when one part is no good."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.gates import MOST_QUESTIONS
from panel.consultations.models import Consultation, ConsultationTranslation, PolicyQuestion
from panel.consultations.service.drafting import create_consultation, create_policy_question
from panel.consultations.service.errors import CodeError
from panel.consultations.service.exchange.making import (
    Keeper,
    give_translations,
    make_breakdown,
    make_question,
    make_term,
)
from panel.consultations.service.exchange.problems import FileError, Problem
from panel.consultations.service.exchange.reading import files_in
from panel.consultations.service.exchange.schema import ConsultationFile, ConsultationPart, PolicyQuestionPart
from panel.media.service import MediaFolder

# What a municipality promises itself: at the desk this is never taken over from the file of another.
PROMISE = frozenset({"owner_name", "owner_function", "reply_due_on", "reply_channel", "decision_on"})
OF_ONE_PLACE = ("source_note", "dpia_reference", "untested_reason", "help_places", "expected_responses")


def load_consultation(
    session: Session,
    file: ConsultationFile,
    *,
    municipality_id: int,
    by: int,
    media: MediaFolder | None = None,
    code: str | None = None,
    reason_for_more: str = "",
    example: bool = False,
) -> Consultation:
    """Store a consultation and its policy question as a draft of officer `by`, in the caller's transaction.

    `code` replaces the one in the file; without either one is made from the title. More than ten questions need
    `reason_for_more`, which goes into the log. Pictures and recordings go into `media` through the same judge as
    uploads. Raises FileError: NOT_A_SLUG, CODE_TAKEN, MORE_QUESTIONS, or MEDIA_... with the place; then no file of it
    is left. Raises ValueError when the file holds pictures and there is no folder for them.
    """
    if media is None and next(files_in(file), None) is not None:
        raise ValueError("a file with pictures needs a folder for them")
    if len(file.questions) > MOST_QUESTIONS and not reason_for_more.strip():
        raise FileError([Problem("MORE_QUESTIONS", "questions", details={"limit": MOST_QUESTIONS})])
    asked = _policy_question(session, file.policy_question, municipality_id, by)
    consultation = _consultation(session, asked, file.consultation, code or file.consultation.code or None, by, example)
    keeper = Keeper(session, municipality_id, media)
    try:
        _fill(session, consultation, file, keeper)
    except BaseException:
        keeper.take_back()
        raise
    if reason_for_more.strip():
        record(
            session,
            municipality_id=municipality_id,
            user_id=by,
            action="MORE_QUESTIONS",
            subject="consultation",
            subject_id=consultation.id,
            reason=reason_for_more.strip(),
        )
    session.flush()
    return consultation


def load_from_elsewhere(
    session: Session,
    file: ConsultationFile,
    *,
    municipality_id: int,
    by: int,
    media: MediaFolder,
    reason_for_more: str = "",
) -> Consultation:
    """Store the questionnaire of another municipality: its texts, and none of its promises, addresses and reasons.

    Raises FileError as `load_consultation` does.
    """
    own = file.model_copy(
        update={
            "policy_question": file.policy_question.model_copy(
                update={name: PolicyQuestionPart.model_fields[name].default for name in PROMISE}
            ),
            "consultation": file.consultation.model_copy(
                update={name: ConsultationPart.model_fields[name].default for name in ("code", *OF_ONE_PLACE)}
            ),
        }
    )
    loaded = load_consultation(
        session, own, municipality_id=municipality_id, by=by, media=media, reason_for_more=reason_for_more
    )
    record(
        session,
        municipality_id=municipality_id,
        user_id=by,
        action="LOADED_FROM_FILE",
        subject="consultation",
        subject_id=loaded.id,
    )
    session.flush()
    return loaded


def _policy_question(session: Session, part: PolicyQuestionPart, municipality_id: int, by: int) -> PolicyQuestion:
    asked = create_policy_question(session, municipality_id=municipality_id, created_by_id=by, title=part.title)
    _set(asked, part.model_dump(exclude={"title"}))
    return asked


def _consultation(
    session: Session, asked: PolicyQuestion, part: ConsultationPart, code: str | None, by: int, example: bool
) -> Consultation:
    try:
        made = create_consultation(
            session,
            asked,
            created_by_id=by,
            evidence_kind=part.evidence_kind,
            topic=part.topic,
            code=code,
            example=example,
        )
    except CodeError as error:
        reason = "CODE_TAKEN" if error.reason == "TAKEN" else "NOT_A_SLUG"
        raise FileError([Problem(reason, "consultation.code", details={"code": code})]) from error
    _set(made, part.model_dump(exclude={"code", "evidence_kind", "topic", "translations"}))
    return made


def _set(row: Any, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(row, name, value)


def _fill(session: Session, consultation: Consultation, file: ConsultationFile, keeper: Keeper) -> None:
    give_translations(consultation, ConsultationTranslation, file.consultation.translations)
    consultation.questions = [
        make_question(number, one, keeper, f"questions[{number - 1}]")
        for number, one in enumerate(file.questions, start=1)
    ]
    made = {one.key: one for one in consultation.questions}
    for part in file.questions:
        if part.only_if is not None:
            made[part.key].only_if = made[part.only_if.question]
            made[part.key].only_if_answers = list(part.only_if.answers)
    consultation.breakdowns = [make_breakdown(number, one) for number, one in enumerate(file.breakdowns, start=1)]
    session.flush()
    ids = {one.key: one.id for one in consultation.questions}
    consultation.glossary = [make_term(one, ids[one.question] if one.question else None) for one in file.glossary]
    session.flush()
