"""Stores a whole consultation from a file as a draft, and writes one back: the same texts, the same keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.gates import MOST_QUESTIONS
from panel.consultations.models import (
    Breakdown,
    BreakdownClass,
    BreakdownClassTranslation,
    BreakdownTranslation,
    Consultation,
    ConsultationTranslation,
    GlossaryTerm,
    GlossaryTermTranslation,
    Option,
    OptionTranslation,
    Question,
    QuestionTranslation,
)
from panel.consultations.service import CodeError, create_consultation, create_policy_question, source_of
from panel.demonstration.exchange_schema import (
    FORMAT,
    VERSION,
    BreakdownPart,
    ClassPart,
    ConsultationFile,
    OptionPart,
    QuestionPart,
    TermPart,
)
from panel.demonstration.problems import FileError, Problem


def load_consultation(
    session: Session,
    file: ConsultationFile,
    *,
    municipality_id: int,
    by: int,
    code: str | None = None,
    reason_for_more: str = "",
    example: bool = False,
) -> Consultation:
    """Store a consultation and its policy question as a draft of officer `by`, in the caller's transaction.

    `code` replaces the one in the file. More than ten questions need `reason_for_more`, which goes into the log.
    Raises FileError: NOT_A_SLUG, CODE_TAKEN or MORE_QUESTIONS.
    """
    if len(file.questions) > MOST_QUESTIONS and not reason_for_more.strip():
        raise FileError([Problem("MORE_QUESTIONS", "questions", details={"limit": MOST_QUESTIONS})])
    asked = create_policy_question(
        session, municipality_id=municipality_id, created_by_id=by, **file.policy_question.model_dump()
    )
    part = file.consultation
    try:
        consultation = create_consultation(
            session,
            asked,
            created_by_id=by,
            evidence_kind=part.evidence_kind,
            topic=part.topic,
            code=code or part.code,
            welcome=part.welcome,
            address_form=part.address_form,
            source_note=part.source_note,
            example=example,
        )
    except CodeError as error:
        reason = "CODE_TAKEN" if error.reason == "TAKEN" else "NOT_A_SLUG"
        raise FileError([Problem(reason, "consultation.code", details={"code": code or part.code})]) from error
    _translations(consultation, ConsultationTranslation, part.translations)
    consultation.questions = [_question(number, one) for number, one in enumerate(file.questions, start=1)]
    consultation.breakdowns = [_breakdown(number, one) for number, one in enumerate(file.breakdowns, start=1)]
    session.flush()
    ids = {one.key: one.id for one in consultation.questions}
    consultation.glossary = [_term(one, ids) for one in file.glossary]
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


def _translations(subject: Any, table: Any, parts: Mapping[Any, BaseModel]) -> None:
    """Give something its translations; one without its source was made from the texts as they are now."""
    for language, words in parts.items():
        columns = words.model_dump()
        if columns["source"] is None:
            columns["source"] = source_of(subject)
        subject.translations.append(table(language=language, **columns))


def _question(number: int, part: QuestionPart) -> Question:
    made = Question(
        position=number,
        key=part.key,
        kind=part.kind,
        text=part.text,
        easy_text=part.easy_text,
        hint=part.hint,
        settings=part.settings.model_dump(exclude_none=True),
        options=[_option(place, one) for place, one in enumerate(part.options, start=1)],
    )
    _translations(made, QuestionTranslation, part.translations)
    return made


def _option(place: int, part: OptionPart) -> Option:
    made = Option(position=place, key=part.key, text=part.text, easy_text=part.easy_text, pictogram=part.pictogram)
    _translations(made, OptionTranslation, part.translations)
    return made


def _breakdown(number: int, part: BreakdownPart) -> Breakdown:
    made = Breakdown(
        position=number,
        key=part.key,
        label=part.label,
        text=part.text,
        easy_text=part.easy_text,
        classes=[_class(place, one) for place, one in enumerate(part.classes, start=1)],
    )
    _translations(made, BreakdownTranslation, part.translations)
    return made


def _class(place: int, part: ClassPart) -> BreakdownClass:
    made = BreakdownClass(position=place, key=part.key, text=part.text)
    _translations(made, BreakdownClassTranslation, part.translations)
    return made


def _term(part: TermPart, question_ids: dict[str, int]) -> GlossaryTerm:
    made = GlossaryTerm(
        word=part.word,
        explanation=part.explanation,
        question_id=None if part.question is None else question_ids[part.question],
    )
    _translations(made, GlossaryTermTranslation, part.translations)
    return made


def save_consultation(consultation: Consultation) -> str:
    """Return a consultation as the text of a file. Loading that under another code and saving again gives the same.

    Pictures and recordings stay behind: `has_media` tells whether there are any.
    """
    asked = consultation.policy_question
    keys = {one.id: one.key for one in consultation.questions}
    content = {
        "format": FORMAT,
        "version": VERSION,
        "policy_question": {
            **_columns(asked, "title explanation influence owner_name owner_function"),
            "reply_due_on": asked.reply_due_on.isoformat() if asked.reply_due_on else None,
        },
        "consultation": {
            **_columns(consultation, "code evidence_kind topic welcome address_form source_note"),
            "translations": _by_language(consultation.translations, "topic welcome influence source"),
        },
        "questions": [_saved_question(one) for one in consultation.questions],
        "breakdowns": [_saved_breakdown(one) for one in consultation.breakdowns],
        "glossary": [
            {
                **_columns(one, "word explanation"),
                "question": None if one.question_id is None else keys[one.question_id],
                "translations": _by_language(one.translations, "word explanation source"),
            }
            for one in sorted(consultation.glossary, key=lambda term: (keys.get(term.question_id or 0, ""), term.word))
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def has_media(consultation: Consultation) -> bool:
    """Return whether pictures or recordings belong to the questions or answers, which a file does not hold."""
    parts: list[Question | Option] = [
        *consultation.questions,
        *(option for question in consultation.questions for option in question.options),
    ]
    return any(part.picture_id is not None or part.audio_id is not None for part in parts)


def _saved_question(question: Question) -> dict[str, Any]:
    return {
        **_columns(question, "key kind text easy_text hint"),
        "settings": dict(sorted(question.settings.items())),
        "options": [
            {
                **_columns(one, "key text easy_text pictogram"),
                "translations": _by_language(one.translations, "text easy_text source"),
            }
            for one in question.options
        ],
        "translations": _by_language(question.translations, "text easy_text hint unit source"),
    }


def _saved_breakdown(breakdown: Breakdown) -> dict[str, Any]:
    return {
        **_columns(breakdown, "key label text easy_text"),
        "classes": [
            {**_columns(one, "key text"), "translations": _by_language(one.translations, "text source")}
            for one in breakdown.classes
        ],
        "translations": _by_language(breakdown.translations, "label text source"),
    }


def _columns(row: Any, names: str) -> dict[str, str]:
    return {name: str(getattr(row, name)) for name in names.split()}


def _by_language(translations: Any, names: str) -> dict[str, dict[str, str]]:
    return {one.language: _columns(one, names) for one in sorted(translations, key=lambda row: str(row.language))}
