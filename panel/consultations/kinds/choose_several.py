"""Choose one or more answers."""

from __future__ import annotations

from collections.abc import Sequence

from panel.consultations.kinds.base import BadAnswerError, OptionKind, Value
from panel.consultations.models import Question, QuestionKind


class ChooseSeveral(OptionKind):
    """Any number of cards, or at most as many as `settings["most"]` says."""

    key = QuestionKind.CHOOSE_SEVERAL
    several = True
    least_options = 2
    most_options = 10

    def read(self, typed: Sequence[str], question: Question) -> Value:
        given = [value for value in typed if value.strip()]
        if not given:
            raise BadAnswerError("EMPTY")
        return self.check(given, question)

    def check(self, value: object, question: Question) -> Value:
        if not isinstance(value, list) or not value:
            raise BadAnswerError("EMPTY")
        known = self.classes(question)
        if any(not isinstance(one, str) or one not in known for one in value):
            raise BadAnswerError("UNKNOWN_OPTION")
        chosen = [one for one in known if one in value]
        most = self.most_choices(question)
        if len(chosen) > most:
            raise BadAnswerError("TOO_MANY", most)
        return chosen

    def most_choices(self, question: Question) -> int:
        """Return how many answers one person may choose."""
        most = question.settings.get("most")
        return most if isinstance(most, int) and not isinstance(most, bool) else len(question.options)

    def counted_as(self, value: Value, question: Question) -> tuple[str, ...]:
        return tuple(value) if isinstance(value, list) else ()

    def settings_problems(self, question: Question) -> list[str]:
        found = super().settings_problems(question)
        if "most" in question.settings and not 1 <= self.most_choices(question) <= max(len(question.options), 1):
            found.append("MOST_OUT_OF_RANGE")
        return found

    def largest_answer(self, question: Question) -> int:
        return 70 * max(len(question.options), 1)
