"""Which questions only a part of the people got, as everybody may know: it stands above the question on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Route:
    """The question with key `question` went to who gave one of `answers` to the earlier question `of`."""

    question: str
    of: str
    answers: tuple[str, ...]


def read_routes(stored: Iterable[Mapping[str, Any]] | None) -> tuple[Route, ...]:
    """Read what was stored of routes; none in outcomes of before there were any. Raises KeyError and TypeError."""
    return tuple(Route(one["question"], one["of"], tuple(one["answers"])) for one in stored or ())
