"""Reads JSON more strictly than most: no field twice, no strange numbers, and every field knows its line."""

from __future__ import annotations

import json
import re
from collections import Counter
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NoReturn

from panel.consultations.service.exchange.problems import FileError, Problem
from panel.core.text import NOT_TEXT

Path = tuple[str | int, ...]
_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()
# A questionnaire has a few thousand values. Text inside base64 has none of these signs.
MOST_SIGNS = 300_000
DEEPEST = 20
LONGEST_NAME = 60


class _TwiceError(ValueError):
    """An object names the same field twice."""


def read_json(text: str) -> Any:
    """Return what a JSON text says.

    Raises FileError: NOT_JSON with line and column, FIELD_TWICE, STRANGE_NUMBER, TOO_DEEP, or TOO_MUCH, which is
    told before anything is unpacked.
    """
    if sum(text.count(sign) for sign in "[{,") > MOST_SIGNS:
        raise FileError([Problem("TOO_MUCH")])
    try:
        return _not_deeper(_loads(text))
    except RecursionError as error:
        raise FileError([Problem("TOO_DEEP")]) from error


def _loads(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise FileError([Problem("NOT_JSON", line=error.lineno, details={"column": error.colno})]) from error
    except _TwiceError as error:
        raise FileError([Problem("FIELD_TWICE", str(error))]) from error
    except ValueError as error:
        # NaN and Infinity are no JSON, and neither is a number of thousands of digits a number to us.
        raise FileError([Problem("STRANGE_NUMBER")]) from error


def _not_deeper(content: Any) -> Any:
    """Return the content, unless it has more layers than any file of ours."""
    layer = [content]
    for _depth in range(DEEPEST):
        layer = [
            inside
            for one in layer
            if isinstance(one, dict | list)
            for inside in (one.values() if isinstance(one, dict) else one)
        ]
        if not layer:
            return content
    raise FileError([Problem("TOO_DEEP")])


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        raise _TwiceError(_shown(next(name for name, times in counted.items() if times > 1)))
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def place_in_words(path: Path) -> str:
    """Return the way to a field as people write it: `questions[2].options[0].text`, counting from 0 as JSON does."""
    words = ""
    for step in path:
        words += f"[{step}]" if isinstance(step, int) else f".{_shown(step)}" if words else _shown(step)
    return words


def _shown(name: str) -> str:
    """Return a name from outside as it can stand on a page: not endless, and without signs that are no text."""
    return NOT_TEXT.sub("?", name)[:LONGEST_NAME]


def line_of(text: str, path: Path) -> int:
    """Return the line on which a field of valid JSON begins, or else the nearest thing around it that is there."""
    at = _skip(text, 0)
    for step in path:
        inside = _member(text, at, step) if text[at] in "{[" else None
        if inside is None:
            break
        at = inside
    return text.count("\n", 0, at) + 1


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _member(text: str, at: int, wanted: str | int) -> int | None:
    """Return where a field of the object, or an item of the list, that begins at `at` has its value."""
    is_object = text[at] == "{"
    at = _skip(text, at + 1)
    number = 0
    while text[at] not in "}]":
        name: str | int = number
        if is_object:
            name, after = scanstring(text, at + 1, True)
            at = _skip(text, _skip(text, after) + 1)
        if name == wanted:
            return at
        _value, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        at = _skip(text, at + 1) if text[at] == "," else at
        number += 1
    return None
