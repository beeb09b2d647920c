"""Texts and keys as they are stored: tidy, of a length that fits, and never twice the same key."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import String
from sqlalchemy.orm import InstrumentedAttribute

from panel.consultations.service.errors import KeyTakenError, TextError
from panel.core.text import NotTextError, TooLongError, clean_text

LONGEST_TEXT = 5_000


def limit_of(column: InstrumentedAttribute[str]) -> int:
    """Return how many characters fit in a column; a column without a length takes 5,000."""
    kind = column.type
    return kind.length if isinstance(kind, String) and kind.length else LONGEST_TEXT


def tidy(column: InstrumentedAttribute[str], typed: str, *, required: bool = False) -> str:
    """Return a text as a column keeps it. Raises TextError when it does not fit, is no text or is empty."""
    limit = limit_of(column)
    try:
        text = clean_text(typed, limit)
    except TooLongError as error:
        raise TextError(column.key, "TOO_LONG", limit) from error
    except NotTextError as error:
        raise TextError(column.key, "NOT_TEXT", limit) from error
    if required and not text:
        raise TextError(column.key, "EMPTY", limit)
    return text


def next_key(prefix: str, taken: Iterable[str]) -> str:
    """Return the first of prefix1, prefix2, ... that is free."""
    known = set(taken)
    number = len(known) + 1
    while f"{prefix}{number}" in known:
        number += 1
    return f"{prefix}{number}"


def check_keys_differ(keys: Iterable[str]) -> None:
    """Raise KeyTakenError when a key is there twice."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise KeyTakenError(key)
        seen.add(key)
