"""Hides names, numbers and addresses in written answers at closing: what is stored, and read later, never had them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from panel.answering.answers import Answers
from panel.consultations.models import Consultation, QuestionKind
from panel.masking.masking import mask

# Many people write the same few words ("geen idee"): worked out once.
_SEEN = 20_000


def without_names(consultation: Consultation, rows: Sequence[Answers]) -> list[Answers]:
    """Return the rows with what could lead to a person hidden in every open answer; hidden once is hidden for good."""
    keys = [one.key for one in consultation.questions if one.kind is QuestionKind.OPEN_TEXT]
    return [_hidden(row, keys) for row in rows] if keys else list(rows)


@lru_cache(maxsize=_SEEN)
def hidden(text: str) -> str:
    """Return one text with what could lead to a person hidden."""
    return mask(text).text


def _hidden(row: Answers, keys: Sequence[str]) -> Answers:
    given = row.given
    for key in keys:
        one = given.get(key)
        if one is not None and isinstance(one.value, str) and one.value:
            words = mask(one.value).text if len(one.value) > 60 else hidden(one.value)
            if words != one.value:
                given = {**given, key: replace(one, value=words)}
    return row if given is row.given else replace(row, given=given)
