"""Hides names, numbers and addresses in written answers at closing: what is stored, and read later, never had them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from panel.answering.answers import Answers
from panel.consultations.models import Consultation, QuestionKind
from panel.masking.many import ManyTexts


def open_questions(consultation: Consultation) -> list[str]:
    """Return the keys of the questions that are answered in own words."""
    return [one.key for one in consultation.questions if one.kind is QuestionKind.OPEN_TEXT]


def begin_hiding(texts: ManyTexts, keys: Sequence[str], rows: Sequence[Answers]) -> None:
    """Start hiding names in the written answers of these rows, which `without_names` gives later."""
    if keys:
        texts.begin([text for row in rows for key in keys if (text := _text(row, key))])


def without_names(texts: ManyTexts, keys: Sequence[str], rows: Sequence[Answers]) -> list[Answers]:
    """Return the rows with what could lead to a person hidden in every open answer; hidden once is hidden for good."""
    return [_hidden(texts, keys, row) for row in rows] if keys else list(rows)


def _text(row: Answers, key: str) -> str:
    given = row.given.get(key)
    return given.value if given is not None and isinstance(given.value, str) else ""


def _hidden(texts: ManyTexts, keys: Sequence[str], row: Answers) -> Answers:
    given = row.given
    for key in keys:
        text = _text(row, key)
        if text and (words := texts.hidden(text)) != text:
            given = {**given, key: replace(given[key], value=words)}
    return row if given is row.given else replace(row, given=given)
