"""A statement with which people agree or disagree."""

from __future__ import annotations

from enum import StrEnum

from panel.consultations.kinds.base import BadAnswerError, Kind, Value
from panel.consultations.models import Question, QuestionKind


class Stance(StrEnum):
    """What someone thinks of a statement. PASS is the state DONT_KNOW of any answer, and never a value."""

    AGREE = "AGREE"
    DISAGREE = "DISAGREE"


class Statement(Kind):
    """Eens, oneens or weet ik niet: the same three large buttons every time."""

    key = QuestionKind.STATEMENT

    def check(self, value: object, question: Question) -> Value:
        if value not in (Stance.AGREE, Stance.DISAGREE):
            raise BadAnswerError("UNKNOWN_OPTION")
        return str(value)

    def classes(self, question: Question) -> tuple[str, ...]:
        return (Stance.AGREE.value, Stance.DISAGREE.value)
