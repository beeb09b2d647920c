"""A whole number, published in classes only."""

from __future__ import annotations

from itertools import pairwise

from panel.consultations.kinds.base import BadAnswerError, Kind, Value
from panel.consultations.models import Question, QuestionKind
from panel.core.text import plain_digits

LARGEST = 1_000_000


class Number(Kind):
    """A whole number from `settings["least"]` to `settings["most"]`, counted in the classes of `settings["limits"]`.

    `limits` are the first numbers of the second and later classes: least 0, most 7 and limits [1, 3]
    give the classes 0, 1 to 2 and 3 to 7. A class's key is "first-last".
    """

    key = QuestionKind.NUMBER
    ordered = True

    def check(self, value: object, question: Question) -> Value:
        number = _whole(value)
        least, most = bounds(question)
        if number is None:
            raise BadAnswerError("NOT_A_NUMBER")
        if number < least:
            raise BadAnswerError("TOO_LOW", least)
        if number > most:
            raise BadAnswerError("TOO_HIGH", most)
        return number

    def classes(self, question: Question) -> tuple[str, ...]:
        least, most = bounds(question)
        starts = [least, *limits(question)]
        ends = [start - 1 for start in starts[1:]] + [most]
        return tuple(f"{start}-{end}" for start, end in zip(starts, ends, strict=True))

    def counted_as(self, value: Value, question: Question) -> tuple[str, ...]:
        if not isinstance(value, int):
            return ()
        passed = sum(value >= limit for limit in limits(question))
        return (self.classes(question)[passed],)

    def settings_problems(self, question: Question) -> list[str]:
        settings = question.settings
        if any(_whole(settings.get(name)) is None for name in ("least", "most")):
            return ["NUMBER_WITHOUT_BOUNDS"]
        least, most = bounds(question)
        starts = [least, *limits(question)]
        if not 0 <= least < most <= LARGEST:
            return ["NUMBER_BOUNDS_WRONG"]
        if any(a >= b for a, b in pairwise(starts)) or starts[-1] > most or len(starts) < 2:
            return ["NUMBER_CLASSES_WRONG"]
        return []


def bounds(question: Question) -> tuple[int, int]:
    """Return the smallest and the largest number that may be typed."""
    least, most = _whole(question.settings.get("least")), _whole(question.settings.get("most"))
    return least or 0, LARGEST if most is None else most


def limits(question: Question) -> list[int]:
    """Return the first number of the second and of each later class."""
    given = question.settings.get("limits")
    return [number for one in given if (number := _whole(one)) is not None] if isinstance(given, list) else []


def _whole(value: object) -> int | None:
    """Return a whole number as people type it (12, 1.200, " 12 ", 12,0, ١٢), else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) <= LARGEST else None
    if not isinstance(value, str):
        return None
    text = plain_digits(value).strip().replace(" ", "")
    head, dot, tail = text.rpartition(".")
    if dot and head.lstrip("-").isascii() and head.lstrip("-").isdigit() and len(tail) == 3:
        text = head + tail
    text = text.removesuffix(",0").removesuffix(".0")
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None
