"""Choose what matters most, in order: number one, two and three."""

from __future__ import annotations

from collections.abc import Sequence

from panel.consultations.kinds.base import BadAnswerError, OptionKind, Value
from panel.consultations.models import Question, QuestionKind

MOST_PLACES = 3


class TopThree(OptionKind):
    """One to three options out of three to ten, the most important first.

    Counted by who has an option among the three, whatever its place: the full order of one person is so rare
    that it could point at that person, and a mean of places means nothing.
    """

    key = QuestionKind.TOP_THREE
    several = True
    least_options = 3
    most_options = 10

    def read(self, typed: Sequence[str], question: Question) -> Value:
        return self.check([value for value in typed if value.strip()], question)

    def check(self, value: object, question: Question) -> Value:
        if not isinstance(value, list) or not value:
            raise BadAnswerError("EMPTY")
        if len(value) > MOST_PLACES:
            raise BadAnswerError("TOO_MANY", MOST_PLACES)
        known = self.classes(question)
        if any(not isinstance(one, str) or one not in known for one in value):
            raise BadAnswerError("UNKNOWN_OPTION")
        if len(set(value)) < len(value):
            raise BadAnswerError("TWICE")
        return list(value)

    def counted_as(self, value: Value, question: Question) -> tuple[str, ...]:
        return tuple(key for key in self.classes(question) if key in value) if isinstance(value, list) else ()

    def largest_answer(self, question: Question) -> int:
        return 70 * MOST_PLACES
