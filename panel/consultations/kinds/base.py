"""What every kind of question can do: read an answer, check it, and say in which classes it is counted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from panel.consultations.models import Question, QuestionKind

DONT_KNOW = "DONT_KNOW"

# What an answer can be: an option's key, several keys, a whole number or a text.
Value = str | list[str] | int


class BadAnswerError(ValueError):
    """An answer cannot be taken. `code` names why (the presenter words it), `limit` a number that belongs to it."""

    def __init__(self, code: str, limit: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.limit = limit


class Kind(ABC):
    """One kind of question. It knows nothing of screens, requests or the database."""

    key: ClassVar[QuestionKind]
    ordered: ClassVar[bool] = False
    several: ClassVar[bool] = False
    least_options: ClassVar[int] = 0
    most_options: ClassVar[int] = 0

    def read(self, typed: Sequence[str], question: Question) -> Value:
        """Return the answer in what a form sent, all values of one field. Raises BadAnswerError."""
        given = [value for value in typed if value.strip()]
        if not given:
            raise BadAnswerError("EMPTY")
        if len(given) > 1:
            raise BadAnswerError("ONE_ONLY")
        return self.check(given[0], question)

    @abstractmethod
    def check(self, value: object, question: Question) -> Value:
        """Return a stored or imported answer in its one proper form. Raises BadAnswerError."""

    @abstractmethod
    def classes(self, question: Question) -> tuple[str, ...]:
        """Return the keys of the classes it is counted in, in the order of the screen, without DONT_KNOW."""

    def counted_as(self, value: Value, question: Question) -> tuple[str, ...]:
        """Return the class or classes that one checked answer counts in."""
        return (str(value),)

    def settings_problems(self, question: Question) -> list[str]:
        """Return codes of what is wrong with a question of this kind; empty when it can be asked."""
        count = len(question.options)
        if count < self.least_options:
            return ["TOO_FEW_OPTIONS"]
        if count > self.most_options:
            return ["TOO_MANY_OPTIONS"]
        return []

    def largest_answer(self, question: Question) -> int:
        """Return the most bytes that one answer takes, so that boxes can all be made the same length."""
        return 70


class OptionKind(Kind):
    """A kind whose answers are the options that an officer wrote."""

    def check(self, value: object, question: Question) -> Value:
        if not isinstance(value, str) or value not in self.classes(question):
            raise BadAnswerError("UNKNOWN_OPTION")
        return value

    def classes(self, question: Question) -> tuple[str, ...]:
        return tuple(option.key for option in question.options)
