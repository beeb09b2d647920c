"""What can be hidden in a text, and how the place where it stood is marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Hidden(StrEnum):
    """What stood there. PERSON_CHOSE: a reader hid something that the rules had missed."""

    NAME = "NAME"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    ADDRESS = "ADDRESS"
    POSTCODE = "POSTCODE"
    NUMBER = "NUMBER"
    ACCOUNT = "ACCOUNT"
    BIRTHDAY = "BIRTHDAY"
    PERSON_CHOSE = "PERSON_CHOSE"


@dataclass(frozen=True, order=True)
class Span:
    """From where to where (code points, end not included) something is hidden."""

    start: int
    end: int
    what: Hidden


_MARK = re.compile("⟦(" + "|".join(Hidden) + ")⟧")


def mark(what: Hidden) -> str:
    """Return what is stored instead of the words: no word of a language, so that each page can say it in its own."""
    return f"⟦{what}⟧"


def parts(text: str) -> list[str | Hidden]:
    """Return a masked text cut in plain pieces and what was hidden between them, in order; no empty pieces."""
    pieces: list[str | Hidden] = []
    for place, piece in enumerate(_MARK.split(text)):
        if place % 2:
            pieces.append(Hidden(piece))
        elif piece:
            pieces.append(piece)
    return pieces


def marks(text: str) -> list[tuple[int, int]]:
    """Return where marks stand already."""
    return [found.span() for found in _MARK.finditer(text)]
