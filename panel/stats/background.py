"""Makes stored background so coarse that nobody is alone in a combination of classes, once an outcome is frozen.

k-anonymity (Sweeney 2002) with k = 10, by whole classes, so that the same class means the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panel.stats.microdata import NO_STATEMENT, RESERVED, Breakdown

MERGED = RESERVED + "MERGED"
"""Key of the stored class into which small classes went; only in coarsened background, never shown."""


@dataclass(frozen=True, eq=False)
class Coarsened:
    """Background after coarsening: `codes` (n,) index `classes`, or NO_STATEMENT; `MERGED` is one of the classes."""

    key: str
    classes: tuple[str, ...]
    codes: NDArray[np.int16]


def coarsen(breakdowns: Sequence[Breakdown], minimum: int = 10) -> tuple[Coarsened, ...]:
    """Coarsen until every combination of classes that occurs has at least `minimum` records.

    As long as some combination is too small, the class (or "geen opgave") with fewest records among the classes of
    those records is merged with the next smallest class of the same breakdown. A breakdown with one class left tells
    nothing and becomes NO_STATEMENT for everybody. Ties: the later breakdown, then the earlier class. Deterministic;
    the order of the records does not matter. With fewer than `minimum` records everything becomes NO_STATEMENT.
    Raises ValueError when the breakdowns differ in length.
    """
    if not breakdowns:
        return ()
    if len({breakdown.codes.size for breakdown in breakdowns}) > 1:
        raise ValueError("all breakdowns need the same number of records")
    codes = np.stack([np.where(b.codes < 0, len(b.classes), b.codes) for b in breakdowns], axis=1).astype(np.int64)
    merged: list[set[int]] = [set() for _ in breakdowns]
    while (rare := _rare_records(codes, minimum)).any():
        column, smallest = _smallest_class(codes, rare)
        if column is None:
            break
        present, counts = np.unique(codes[:, column], return_counts=True)
        others = [(int(count), int(code)) for code, count in zip(present, counts, strict=True) if code != smallest]
        target = min(others)[1]
        codes[codes[:, column] == smallest, column] = target
        merged[column] |= {smallest, target}
    return tuple(_named(breakdown, codes[:, column], merged[column]) for column, breakdown in enumerate(breakdowns))


def _rare_records(codes: NDArray[np.int64], minimum: int) -> NDArray[np.bool_]:
    _, which, counts = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    return np.asarray(counts[which.reshape(-1)] < minimum)


def _smallest_class(codes: NDArray[np.int64], rare: NDArray[np.bool_]) -> tuple[int | None, int]:
    """The column and class with fewest records, among classes of rare records in columns with classes to merge."""
    best: tuple[int, int, int] | None = None
    for column in range(codes.shape[1]):
        present, counts = np.unique(codes[:, column], return_counts=True)
        if present.size < 2:
            continue
        sizes = dict(zip(present.tolist(), counts.tolist(), strict=True))
        for code in np.unique(codes[rare, column]).tolist():
            candidate = (int(sizes[code]), -column, int(code))
            best = candidate if best is None or candidate < best else best
    return (None, 0) if best is None else (-best[1], best[2])


def _named(breakdown: Breakdown, codes: NDArray[np.int64], merged: set[int]) -> Coarsened:
    present = np.unique(codes).tolist()
    nobody = np.full(codes.size, NO_STATEMENT, dtype=np.int16)
    if len(present) < 2:
        return Coarsened(breakdown.key, (), nobody)
    no_statement = len(breakdown.classes)
    kept = [code for code in present if code not in merged and code != no_statement]
    classes = [breakdown.classes[code] for code in kept]
    lookup = np.full(no_statement + 1, NO_STATEMENT, dtype=np.int16)
    lookup[kept] = np.arange(len(kept), dtype=np.int16)
    if merged:
        lookup[sorted(merged)] = len(classes)
        classes.append(MERGED)
    return Coarsened(breakdown.key, tuple(classes), lookup[codes])
