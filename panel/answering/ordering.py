"""In which order one person sees the answers: drawn from their own token, the same with and without scripts.

The phone does the same in `js/answering/ordering.js`. Nothing of it is sent or stored: an answer names an option, never
its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from panel.consultations.kinds import DONT_KNOW
from panel.consultations.kinds.order import OptionOrder, option_order, stays_last
from panel.consultations.models import Question

Card = TypeVar("Card")


def draw_of(token: bytes) -> str:
    """Return what a person's orders are drawn from: 8 hex digits out of SHA-256, from which no token can be found."""
    return f"{mixed(f'order of answers {token.hex()}'):08x}"


def stay_last(question: Question) -> list[str]:
    """Return the keys of the answers that stay below the others, whatever the order: "anders", and "weet ik niet"."""
    return [*(one.key for one in question.options if stays_last(one)), DONT_KNOW]


def arranged(cards: Sequence[Card], key_of: Callable[[Card], str], question: Question, draw: str) -> list[Card]:
    """Return cards in the order of the person who drew `draw`; without a draw, as the officer wrote them."""
    order = option_order(question)
    if order is OptionOrder.FIXED or not draw:
        return list(cards)
    last = set(stay_last(question))
    moving = [one for one in cards if key_of(one) not in last]
    if order is OptionOrder.RANDOM:
        moving.sort(key=lambda one: mixed(f"{draw} {question.key} {key_of(one)}"))
    elif mixed(f"{draw} {question.key}") % 2:
        moving.reverse()
    return moving + [one for one in cards if key_of(one) in last]


def mixed(text: str) -> int:
    """Return a number of 32 bits in which each sign of a text counts: the beginning of its SHA-256."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
