"""A small integer program: unknown numbers of people, what is known about them, and whether something is possible.

Solved by HiGHS through `scipy.optimize.milp` (Huangfu and Hall 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint, OptimizeResult

Terms = Mapping[int, float]
"""A sum of unknowns: index of the unknown to its factor."""
Row = tuple[Terms, float, float]
"""What is known of a sum: it lies between these two."""
Point = NDArray[np.float64]
INFINITY = float("inf")
STEPS_PER_SEARCH = 5000
"""Steps (branches) after which a search counts as undecided: the same on a quick and on a slow machine."""
SECONDS_PER_SEARCH = 60.0
"""A last resort, far above the tens of milliseconds that a search takes."""
TOLERANCE = 1e-6
REFUTED = 2
"""What `scipy.optimize.milp` calls a program that cannot be obeyed."""


def plus(*sums: Terms) -> dict[int, float]:
    """Add sums of unknowns."""
    total: dict[int, float] = {}
    for terms in sums:
        for unknown, factor in terms.items():
            total[unknown] = total.get(unknown, 0.0) + factor
    return total


def times(factor: float, terms: Terms) -> dict[int, float]:
    """Multiply a sum of unknowns."""
    return {unknown: factor * value for unknown, value in terms.items()}


def minus(left: Terms, right: Terms) -> dict[int, float]:
    """Subtract one sum of unknowns from another."""
    return plus(left, times(-1.0, right))


def value_at(terms: Terms, point: Point) -> float:
    """The value of a sum of unknowns at one solution."""
    return float(sum(factor * point[unknown] for unknown, factor in terms.items()))


@dataclass
class Program:
    """Unknown whole (or real) numbers with bounds, and rows `low <= sum <= high` that they must obey."""

    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def unknown(self, low: float = 0.0, high: float = INFINITY, *, whole: bool = True) -> dict[int, float]:
        """Add one unknown; returns it as a sum of itself."""
        self.lows.append(low)
        self.highs.append(high)
        self.whole.append(int(whole))
        return {len(self.lows) - 1: 1.0}

    def require(self, terms: Terms, low: float = -INFINITY, high: float = INFINITY) -> None:
        """Add what is known: `low <= terms <= high`."""
        self.rows.append((dict(terms), low, high))

    def solve(self, maximise: Terms | None = None, extra: tuple[Row, ...] = ()) -> Point | None:
        """One solution that obeys everything, as large as possible in `maximise`; None when there is none.

        With `maximise` a solution close to the largest is enough. Also None when the solver gives up: doubt counts as
        unsafe.
        """
        result = self._search(times(-1.0, maximise or {}), extra, mip_rel_gap=0.05)
        return None if result.x is None else cast(Point, np.asarray(result.x, dtype=np.float64))

    def refutes(self, row: Row) -> bool:
        """Whether it was proven that this cannot be, beside what is known; False also when the solver gives up.

        Without presolve, which has called programs impossible that were not.
        """
        return int(self._search({}, (row,), presolve=False).status) == REFUTED

    def extremes(self, terms: Terms) -> tuple[float, float] | None:
        """The least and the most that a sum can be; None when what is known contradicts itself.

        When the solver gives up, the bound that it had proven until then: never narrower than the truth.
        """
        low, high = self._bound(terms), self._bound(times(-1.0, terms))
        return None if low is None or high is None else (low, -high)

    def _bound(self, terms: Terms) -> float | None:
        result = self._search(terms)
        if result.x is None or result.mip_dual_bound is None:
            return None
        bound = min(float(result.mip_dual_bound), float(result.fun))
        return float(np.ceil(bound - TOLERANCE))

    def _search(
        self, minimise: Terms, extra: tuple[Row, ...] = (), *, presolve: bool = True, mip_rel_gap: float = 0.0
    ) -> OptimizeResult:
        # Loads slowly, and is needed for counting only.
        from scipy.optimize import Bounds, milp  # noqa: PLC0415

        objective = np.zeros(len(self.lows))
        for unknown, factor in minimise.items():
            objective[unknown] = factor
        rows = [*self.rows, *((dict(terms), low, high) for terms, low, high in extra)]
        return milp(
            objective,
            integrality=np.array(self.whole),
            bounds=Bounds(np.array(self.lows), np.array(self.highs)),
            constraints=_constraint(rows, len(self.lows)),
            options={
                "node_limit": STEPS_PER_SEARCH,
                "time_limit": SECONDS_PER_SEARCH,
                "presolve": presolve,
                "mip_rel_gap": mip_rel_gap,
            },
        )


def _constraint(rows: list[tuple[dict[int, float], float, float]], unknowns: int) -> LinearConstraint:
    from scipy.optimize import LinearConstraint  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415

    starts = np.cumsum([0, *(len(terms) for terms, _, _ in rows)])
    columns = np.array([unknown for terms, _, _ in rows for unknown in terms], dtype=np.int64)
    factors = np.array([factor for terms, _, _ in rows for factor in terms.values()], dtype=np.float64)
    matrix = csr_array((factors, columns, starts), shape=(len(rows), unknowns))
    return LinearConstraint(matrix, np.array([low for _, low, _ in rows]), np.array([high for _, _, high in rows]))
