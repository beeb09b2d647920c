"""One question as the library keeps it: as in a file, with the words explained at it and its condition in texts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from panel.consultations.models import Option, Question, QuestionKind
from panel.consultations.service.exchange.schema import Key, Part, QuestionPart, TermPart, fits


class ConditionAnswer(Part):
    """One answer on which a question depends; `text` is empty for answers that every question of its kind has."""

    key: Key
    text: Annotated[str, fits(Option.text)] = ""


class ConditionPart(Part):
    """On which answers to which question a question depends, in texts: it has no neighbours where it is kept."""

    text: Annotated[str, fits(Question.text, required=True)]
    kind: Annotated[QuestionKind, Field(strict=False)]
    answers: list[ConditionAnswer]


class LibraryPart(Part):
    """One question with the words that are explained at it and its condition, as the library keeps it."""

    question: QuestionPart
    glossary: Annotated[list[TermPart], Field(max_length=200, default_factory=list)]
    condition: ConditionPart | None = None
