"""The answers of one consultation as plain rows of numbers, without any name, date or code of a person.

Row i of every array is the same submission. Nothing in here may be shown: only `disclosure.protect` makes it safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from panel.stats.published_routes import Route

ANSWERED = 0
"""Status in `SeveralChoice.status`: the question was answered (with any number of ticks, also none)."""
SKIPPED = -1
"""The question was asked and left open."""
NOT_ASKED = -2
"""The route through the questionnaire did not pass this question."""
NO_STATEMENT = -1
"""Background code of a person who did not give this characteristic ("geen opgave"); a class like any other."""
RESERVED = "*"
"""Keys that start with this sign are made by the house (`*OTHER`, `*NO_STATEMENT`), never by an author."""

Codes = NDArray[np.int16]
Flags = NDArray[np.bool_]
Weights = NDArray[np.float64]


def _checked_keys(owner: str, keys: tuple[str, ...]) -> None:
    if not keys:
        raise ValueError(f"{owner}: needs at least one key")
    if len(set(keys)) != len(keys):
        raise ValueError(f"{owner}: a key occurs twice")
    for key in keys:
        if not key or key.startswith(RESERVED):
            raise ValueError(f"{owner}: key {key!r} is empty or starts with the reserved sign {RESERVED!r}")


def _checked_codes(owner: str, codes: NDArray[np.generic], low: int, high: int) -> Codes:
    array = np.asarray(codes)
    if array.ndim != 1:
        raise ValueError(f"{owner}: expected one code per person, got an array of shape {array.shape}")
    if array.size and not np.issubdtype(array.dtype, np.integer):
        raise ValueError(f"{owner}: codes must be whole numbers, got {array.dtype}")
    if array.size and (int(array.min()) < low or int(array.max()) > high):
        raise ValueError(f"{owner}: codes must lie between {low} and {high}")
    return array.astype(np.int16)


def _checked_flags(owner: str, flags: NDArray[np.generic] | None, people: int) -> Flags | None:
    if flags is None:
        return None
    array = np.asarray(flags)
    if array.shape != (people,):
        raise ValueError(f"{owner}: not_understood has shape {array.shape}, expected ({people},)")
    return array.astype(np.bool_)


@dataclass(frozen=True, eq=False)
class SingleChoice:
    """A question with one answer per person: choose one, scale, statement, number already in classes, open text.

    `codes` has shape (n,): the index into `options`, or SKIPPED, or NOT_ASKED. "DONT_KNOW" is an ordinary last option.
    Open text is one option "WRITTEN". `ordered` says that the options form a scale. `not_understood` (n,) marks who
    said "ik snap dit niet", whatever else they did. Raises ValueError on wrong shapes, codes or keys.
    """

    key: str
    options: tuple[str, ...]
    codes: Codes
    ordered: bool = False
    not_understood: Flags | None = None

    def __post_init__(self) -> None:
        owner = f"question {self.key}"
        _checked_keys("a question", (self.key,))
        _checked_keys(owner, self.options)
        codes = _checked_codes(owner, self.codes, NOT_ASKED, len(self.options) - 1)
        object.__setattr__(self, "codes", codes)
        object.__setattr__(self, "not_understood", _checked_flags(owner, self.not_understood, codes.size))

    @property
    def people(self) -> int:
        return int(self.codes.size)

    @property
    def answered(self) -> Flags:
        return np.asarray(self.codes >= 0)

    @property
    def asked(self) -> Flags:
        return np.asarray(self.codes != NOT_ASKED)


@dataclass(frozen=True, eq=False)
class SeveralChoice:
    """A question with any number of ticks per person; counts are people, never ticks.

    `ticks` has shape (n, k) for k options; `status` (n,) is ANSWERED, SKIPPED or NOT_ASKED. Ticks of people who did
    not answer do not count. Raises ValueError on wrong shapes, statuses or keys.
    """

    key: str
    options: tuple[str, ...]
    ticks: Flags
    status: Codes
    not_understood: Flags | None = None

    def __post_init__(self) -> None:
        owner = f"question {self.key}"
        _checked_keys("a question", (self.key,))
        _checked_keys(owner, self.options)
        status = _checked_codes(owner, self.status, NOT_ASKED, ANSWERED)
        ticks = np.asarray(self.ticks)
        if ticks.shape != (status.size, len(self.options)):
            raise ValueError(f"{owner}: ticks have shape {ticks.shape}, expected ({status.size}, {len(self.options)})")
        object.__setattr__(self, "status", status)
        object.__setattr__(self, "ticks", ticks.astype(np.bool_) & (status == ANSWERED)[:, None])
        object.__setattr__(self, "not_understood", _checked_flags(owner, self.not_understood, status.size))

    @property
    def people(self) -> int:
        return int(self.status.size)

    @property
    def answered(self) -> Flags:
        return np.asarray(self.status == ANSWERED)

    @property
    def asked(self) -> Flags:
        return np.asarray(self.status != NOT_ASKED)


Question = SingleChoice | SeveralChoice


@dataclass(frozen=True, eq=False)
class Breakdown:
    """One announced background characteristic: `codes` (n,) is the index into `classes`, or NO_STATEMENT."""

    key: str
    classes: tuple[str, ...]
    codes: Codes

    def __post_init__(self) -> None:
        owner = f"breakdown {self.key}"
        _checked_keys("a breakdown", (self.key,))
        _checked_keys(owner, self.classes)
        object.__setattr__(self, "codes", _checked_codes(owner, self.codes, NO_STATEMENT, len(self.classes) - 1))


@dataclass(frozen=True, eq=False)
class Microdata:
    """All submissions of one consultation: `size` people, their questions, background, and weights (n,) if weighted.

    `routes` says which questions were only for who gave some answer to another one. `crossed` are two breakdowns of
    which the pairs were weighed, so that the weights tell how many people each pair of classes has. Raises ValueError
    when an array has another length than `size`, when a key occurs twice, or when a weight is not a positive number.
    """

    size: int
    questions: tuple[Question, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    weights: Weights | None = field(default=None)
    routes: tuple[Route, ...] = ()
    crossed: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        for question in self.questions:
            if question.people != self.size:
                raise ValueError(f"question {question.key}: {question.people} rows, expected {self.size}")
        for breakdown in self.breakdowns:
            if breakdown.codes.size != self.size:
                raise ValueError(f"breakdown {breakdown.key}: {breakdown.codes.size} rows, expected {self.size}")
        for owner, keys in (
            ("questions", [question.key for question in self.questions]),
            ("breakdowns", [breakdown.key for breakdown in self.breakdowns]),
        ):
            if len(set(keys)) != len(keys):
                raise ValueError(f"{owner}: a key occurs twice")
        if self.weights is not None:
            weights = np.asarray(self.weights, dtype=np.float64)
            if weights.shape != (self.size,):
                raise ValueError(f"weights have shape {weights.shape}, expected ({self.size},)")
            if weights.size and not (np.isfinite(weights).all() and (weights > 0).all()):
                raise ValueError("weights must be positive finite numbers")
            object.__setattr__(self, "weights", weights)


def without(microdata: Microdata, kept: Flags, breakdowns: Sequence[str] | None = None) -> Microdata:
    """Only the people in `kept` (n,), with these breakdowns (None: all)."""
    return replace(
        microdata,
        size=int(np.asarray(kept).sum()),
        questions=tuple(_only(one, kept) for one in microdata.questions),
        breakdowns=tuple(
            replace(one, codes=one.codes[kept])
            for one in microdata.breakdowns
            if breakdowns is None or one.key in breakdowns
        ),
        crossed=_still_there(microdata.crossed, breakdowns),
        weights=None if microdata.weights is None else microdata.weights[kept],
    )


def _still_there(pair: tuple[str, str] | None, breakdowns: Sequence[str] | None) -> tuple[str, str] | None:
    return pair if pair is None or breakdowns is None or set(pair) <= set(breakdowns) else None


def _only(question: Question, kept: Flags) -> Question:
    marked = None if question.not_understood is None else question.not_understood[kept]
    if isinstance(question, SingleChoice):
        return replace(question, codes=question.codes[kept], not_understood=marked)
    return replace(question, ticks=question.ticks[kept], status=question.status[kept], not_understood=marked)
