"""An answer in someone's own words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from panel.consultations.kinds.base import BadAnswerError, Kind, Value
from panel.consultations.models import Question, QuestionKind
from panel.core.text import NotTextError, TooLongError, clean_text

LONGEST = 1000
WRITTEN = "WRITTEN"


class Extra(StrEnum):
    """What may be given beside or instead of written words, when the officer allowed it. Off by default."""

    VOICE = "voice"
    PHOTO = "photo"


def extras(question: Question) -> tuple[Extra, ...]:
    """Return what this question takes beside written words, always in the same order."""
    if question.kind is not QuestionKind.OPEN_TEXT:
        return ()
    return tuple(one for one in Extra if question.settings.get(one.value) is True)


class OpenText(Kind):
    """At most 1,000 characters. Counted only as written or not; what was written is read by a person.

    Where a recording or photo may be given, no words at all is an answer too: an empty text.
    """

    key = QuestionKind.OPEN_TEXT

    def read(self, typed: Sequence[str], question: Question) -> Value:
        if not any(one.strip() for one in typed) and extras(question):
            return ""
        return super().read(typed, question)

    def check(self, value: object, question: Question) -> Value:
        if not isinstance(value, str):
            raise BadAnswerError("NOT_TEXT")
        try:
            text = clean_text(value, LONGEST)
        except NotTextError as error:
            raise BadAnswerError("NOT_TEXT") from error
        except TooLongError as error:
            raise BadAnswerError("TOO_LONG", LONGEST) from error
        if not text and not extras(question):
            raise BadAnswerError("EMPTY")
        return text

    def classes(self, question: Question) -> tuple[str, ...]:
        return (WRITTEN,)

    def counted_as(self, value: Value, question: Question) -> tuple[str, ...]:
        return (WRITTEN,)

    def largest_answer(self, question: Question) -> int:
        # A code point takes at most four bytes; in JSON a quote, backslash or line end takes two.
        return 4 * LONGEST
