"""The order in which answers stand on a screen: the first ones are chosen more often, so it may differ per person."""

from __future__ import annotations

import re
from enum import StrEnum

from panel.consultations.models import Option, Question, QuestionKind


class OptionOrder(StrEnum):
    """As written, turned round for half of the people, or drawn anew for each person."""

    FIXED = "FIXED"
    REVERSED = "REVERSED"
    RANDOM = "RANDOM"


# Kinds whose answers have no order of their own; a scale goes from one end to the other, and so do "eens" and "oneens".
WITHOUT_ORDER = frozenset(
    {QuestionKind.CHOOSE_ONE, QuestionKind.CHOOSE_SEVERAL, QuestionKind.CHOOSE_PICTURE, QuestionKind.TOP_THREE}
)
_THE_REST = re.compile(r"(iets |een )?(ander(e|s)?|overige?)\b|geen van|niets van|alle(maal|bei)\b", re.IGNORECASE)


def option_order(question: Question) -> OptionOrder:
    """Return the order that the officer chose; always as written for kinds whose answers have an order."""
    chosen = question.settings.get("order")
    if question.kind not in WITHOUT_ORDER or chosen not in tuple(OptionOrder):
        return OptionOrder.FIXED
    return OptionOrder(chosen)


def stays_last(option: Option) -> bool:
    """Return whether an answer only makes sense after the others, such as "anders" and "geen van deze"."""
    return _THE_REST.match(option.text.strip()) is not None
