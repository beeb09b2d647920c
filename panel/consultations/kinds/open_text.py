"""An answer in someone's own words."""

from __future__ import annotations

from panel.consultations.kinds.base import BadAnswerError, Kind, Value
from panel.consultations.models import Question, QuestionKind
from panel.core.text import NotTextError, TooLongError, clean_text

LONGEST = 1000
WRITTEN = "WRITTEN"


class OpenText(Kind):
    """At most 1,000 characters. Counted only as written or not; what was written is read by a person."""

    key = QuestionKind.OPEN_TEXT

    def check(self, value: object, question: Question) -> Value:
        if not isinstance(value, str):
            raise BadAnswerError("NOT_TEXT")
        try:
            text = clean_text(value, LONGEST)
        except NotTextError as error:
            raise BadAnswerError("NOT_TEXT") from error
        except TooLongError as error:
            raise BadAnswerError("TOO_LONG", LONGEST) from error
        if not text:
            raise BadAnswerError("EMPTY")
        return text

    def classes(self, question: Question) -> tuple[str, ...]:
        return (WRITTEN,)

    def counted_as(self, value: Value, question: Question) -> tuple[str, ...]:
        return (WRITTEN,)

    def largest_answer(self, question: Question) -> int:
        # A code point takes at most four bytes; in JSON a quote, backslash or line end takes two.
        return 4 * LONGEST
