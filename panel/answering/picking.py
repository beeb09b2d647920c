"""Choosing a top three by tapping (pure): a tap gives the next number, a tap again takes it away."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from panel.consultations.kinds import DONT_KNOW, MOST_PLACES

# What the button on a card sends: this with the key of the answer; without a key it begins again.
PICK = "PICK:"


def kept_order(order: Sequence[str], known: Collection[str]) -> list[str]:
    """Return the answers that someone tapped so far, in their order; what is not an answer here falls away."""
    found = [key for key in dict.fromkeys(order) if key in known or key == DONT_KNOW]
    return [DONT_KNOW] if DONT_KNOW in found else found[:MOST_PLACES]


def is_full(order: Sequence[str], key: str) -> bool:
    """Return whether a tap on this card changes nothing, because all places are taken."""
    return len(order) == MOST_PLACES and key not in {*order, DONT_KNOW, ""}


def after_tap(order: Sequence[str], key: str, known: Collection[str]) -> list[str]:
    """Return the order after a tap on one card; without a key everything is taken away."""
    before = kept_order(order, known)
    if not key:
        return []
    if key in before:
        return [one for one in before if one != key]
    if key == DONT_KNOW:
        return [DONT_KNOW]
    if key not in known or is_full(before, key):
        return before
    return [*(one for one in before if one != DONT_KNOW), key]
