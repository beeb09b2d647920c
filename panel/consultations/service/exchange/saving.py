"""Writes a questionnaire as the parts of a file: texts, settings, translations, pictures; no name, code or date."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.consultations.models import Breakdown, Consultation, GlossaryTerm, Option, Question
from panel.consultations.service.exchange.schema import FORMAT, VERSION
from panel.media.models import MediaFile, MediaKind
from panel.media.service import MediaFolder

# A picture or recording as a file holds it, by its id.
Files = Mapping[int, dict[str, str]]


def files_for(session: Session, folder: MediaFolder, questions: list[Question]) -> Files:
    """Return the pictures and recordings of questions and answers, packed; what is not on the disk is left out."""
    parts: list[Question | Option] = [*questions, *(option for one in questions for option in one.options)]
    wanted = {one for part in parts for one in (part.picture_id, part.audio_id) if one is not None}
    found: dict[int, dict[str, str]] = {}
    for media in session.scalars(select(MediaFile).where(MediaFile.id.in_(wanted))) if wanted else ():
        path = folder.path(media.name)
        if path is None:
            continue
        packed = {"content": base64.b64encode(path.read_bytes()).decode("ascii")}
        found[media.id] = {"words": media.description, **packed} if media.kind is MediaKind.PICTURE else packed
    return found


def save_consultation(consultation: Consultation, files: Files | None = None) -> str:
    """Return a questionnaire as the text of a file, with the pictures and recordings in `files` (`files_for`).

    Who answers when, the address, and all that was asked of one place stay behind: another municipality makes its own
    promise. Loading it and saving again gives the same text.
    """
    asked = consultation.policy_question
    content = {
        "format": FORMAT,
        "version": VERSION,
        "policy_question": {
            **_columns(asked, "title explanation decision fixed open_points already_done influence"),
            "influence_level": None if asked.influence_level is None else asked.influence_level.value,
        },
        "consultation": {
            **_columns(consultation, "evidence_kind topic welcome address_form target_groups"),
            "privacy_ground": None if consultation.privacy_ground is None else consultation.privacy_ground.value,
            "retention_months": consultation.retention_months,
            "translations": saved_topic(consultation),
        },
        "questions": [
            saved_question(one, files or {}) | _condition(one, consultation.questions) for one in consultation.questions
        ],
        "breakdowns": [saved_breakdown(one) for one in consultation.breakdowns],
        "glossary": saved_terms(consultation),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def saved_terms(consultation: Consultation) -> list[dict[str, Any]]:
    """Return the explained words of a consultation, those for all questions first."""
    keys = {one.id: one.key for one in consultation.questions}
    ordered = sorted(consultation.glossary, key=lambda term: (keys.get(term.question_id or 0, ""), term.word))
    return [saved_term(one, None if one.question_id is None else keys[one.question_id]) for one in ordered]


def saved_term(term: GlossaryTerm, question_key: str | None) -> dict[str, Any]:
    """Return one explained word as a part of a file."""
    return {
        **_columns(term, "word explanation"),
        "question": question_key,
        "translations": _by_language(term.translations, "word explanation source"),
    }


def saved_question(question: Question, files: Files) -> dict[str, Any]:
    """Return one question with its answers as a part of a file."""
    return {
        **_columns(question, "key kind text easy_text hint"),
        "settings": dict(sorted(question.settings.items())),
        **_media(question, files),
        "options": [
            {
                **_columns(one, "key text easy_text pictogram"),
                **_media(one, files),
                "translations": _by_language(one.translations, "text easy_text source"),
            }
            for one in question.options
        ],
        "translations": _by_language(question.translations, "text easy_text hint unit source"),
    }


def _condition(question: Question, questions: Sequence[Question]) -> dict[str, Any]:
    """Return who gets a question as a part of a file; nothing when that is everybody."""
    if question.only_if_question_id is None:
        return {}
    needed = next(one for one in questions if one.id == question.only_if_question_id)
    return {"only_if": {"question": needed.key, "answers": list(question.only_if_answers)}}


def saved_breakdown(breakdown: Breakdown) -> dict[str, Any]:
    """Return one background with its classes as a part of a file."""
    return {
        **_columns(breakdown, "key label text easy_text filled_by"),
        "classes": [
            {
                **_columns(one, "key text"),
                "share": one.share,
                "translations": _by_language(one.translations, "text source"),
            }
            for one in breakdown.classes
        ],
        "translations": _by_language(breakdown.translations, "label text source"),
    }


def saved_topic(consultation: Consultation) -> dict[str, dict[str, str]]:
    """Return the translations of a consultation's own texts as a part of a file."""
    return _by_language(consultation.translations, "topic welcome influence source")


def _media(part: Question | Option, files: Files) -> dict[str, dict[str, str]]:
    named = {"picture": part.picture_id, "audio": part.audio_id}
    return {name: files[one] for name, one in named.items() if one is not None and one in files}


def _columns(row: Any, names: str) -> dict[str, str]:
    return {name: str(getattr(row, name)) for name in names.split()}


def _by_language(translations: Any, names: str) -> dict[str, dict[str, str]]:
    return {one.language: _columns(one, names) for one in sorted(translations, key=lambda row: str(row.language))}
