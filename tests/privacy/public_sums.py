"""Whole numbers that nobody shows, the sums that are shown, and which values can still be true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Terms = Mapping[int, float]
Rule = tuple[Terms, float, float]
Limits = tuple[list[float], list[float]]
SECONDS_PER_SUM = 8.0
NEAR = 1e-6
NO_SUCH_WORLD = 2


class ContradictionError(ValueError):
    """The sums cannot all be true: whoever wrote them down understood the pages wrongly."""


def add(*parts: Terms) -> dict[int, float]:
    """The sum of several sums."""
    total: dict[int, float] = {}
    for part in parts:
        for unknown, times in part.items():
            total[unknown] = total.get(unknown, 0.0) + times
    return total


def times(part: Terms, factor: float) -> dict[int, float]:
    """A sum taken `factor` times."""
    return {unknown: value * factor for unknown, value in part.items()}


@dataclass
class Sums:
    """Unknown numbers with limits, and linear rules between them."""

    highest: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rows: list[Rule] = field(default_factory=list)
    seen: list[np.ndarray] = field(default_factory=list)
    limit: float = 10.0**4

    def unknown(self, highest: float | None = None, whole: bool = True) -> dict[int, float]:
        """A new unknown number from 0 to `highest` (the limit for all, if none is given), as a sum of one term."""
        self.highest.append(self.limit if highest is None else highest)
        self.whole.append(int(whole))
        return {len(self.highest) - 1: 1.0}

    def rule(self, terms: Terms, low: float = -np.inf, high: float = np.inf) -> None:
        """What a sum must lie between."""
        self.rows.append((dict(terms), low, high))

    def no_more(self, small: Terms, large: Terms) -> None:
        """One sum is at most another."""
        self.rule(add(large, times(small, -1.0)), low=0.0)

    def same(self, one: Terms, other: Terms) -> None:
        """Two sums are equal."""
        self.rule(add(one, times(other, -1.0)), 0.0, 0.0)

    def none_or(self, terms: Terms, least: float, most: float) -> None:
        """A sum is 0, or at least `least`; it is never over `most`."""
        some = self.unknown(1)
        self.no_more(times(some, least), terms)
        self.no_more(terms, times(some, most))

    def solve(
        self, aim: Terms, also: Sequence[Rule] = (), gap: float = 0.0, twice: bool = False
    ) -> tuple[np.ndarray | None, float]:
        """The world with the lowest `aim`, or none when there is no such world; and what `aim` is at least.

        The solver's clean-up beforehand (presolve) now and then calls a feasible set of rules infeasible. So "no such
        world" is only believed, and with `twice` a lowest value only given, when a run without that clean-up agrees.
        """
        matrix, limits = self._rules([*self.rows, *also])
        world, least = self._run(aim, matrix, limits, gap, presolve=True)
        if twice or (world is None and least == np.inf):
            second, other = self._run(aim, matrix, limits, gap, presolve=False)
            world, least = (second if world is None else world), min(least, other)
        return world, least

    def _rules(self, rows: list[Rule]) -> tuple[csr_array, Limits]:
        places = [(i, j, value) for i, (terms, _, _) in enumerate(rows) for j, value in terms.items()]
        at, column, value = zip(*places, strict=True)
        matrix = csr_array((value, (at, column)), shape=(len(rows), len(self.highest)))
        return matrix, ([row[1] for row in rows], [row[2] for row in rows])

    def _run(
        self, aim: Terms, matrix: csr_array, limits: Limits, gap: float, presolve: bool
    ) -> tuple[np.ndarray | None, float]:
        weights = np.zeros(len(self.highest))
        for unknown, factor in aim.items():
            weights[unknown] = factor
        found = milp(
            weights,
            integrality=np.array(self.whole),
            bounds=Bounds(0, np.array(self.highest)),
            constraints=LinearConstraint(matrix, *limits),
            options={"time_limit": SECONDS_PER_SUM, "mip_rel_gap": gap, "presolve": presolve},
        )
        if found.x is not None:
            self.seen.append(np.where(np.array(self.whole) > 0, np.round(found.x), found.x))
            return self.seen[-1], float(found.fun if found.mip_dual_bound is None else found.mip_dual_bound)
        return None, np.inf if found.status == NO_SUCH_WORLD else -np.inf

    def explore(self, aims: Sequence[Terms], turn: int) -> None:
        """Adds a world that is far out for these sums: low, high or mixed by turns."""
        chance = np.random.default_rng(turn)
        pulls = chance.uniform(0.2, 1.0, len(aims))
        if turn % 3 == 1:
            pulls = -pulls * chance.integers(0, 2, len(aims))
        elif turn % 3 == 2:
            pulls = pulls * chance.choice([-1.0, 1.0], len(aims))
        aim = add(*(times(terms, pull) for terms, pull in zip(aims, pulls, strict=True)))
        world, least = self.solve(aim, gap=0.2)
        if world is None and least == np.inf:
            raise ContradictionError

    def values(self, terms: Terms) -> set[int]:
        """The values of a sum in the worlds seen so far."""
        if not terms:
            return {0}
        at, factor = list(terms), np.array(list(terms.values()))
        return {round(float(world[at] @ factor)) for world in self.seen}

    def surely_above(self, terms: Terms, limit: float) -> bool:
        """Whether a sum is proven to be more than `limit` in every world."""
        if not terms or min(self.values(terms), default=limit + 1) <= limit:
            return False
        return self.solve(terms)[1] > limit + NEAR and self.solve(terms, twice=True)[1] > limit + NEAR

    def surely_below(self, terms: Terms, limit: float) -> bool:
        """Whether a sum is proven to be less than `limit` in every world."""
        return self.surely_above(times(terms, -1.0), -limit) if terms else limit > 0

    def lowest(self, terms: Terms) -> float:
        """The lowest that a sum can be (a proven limit when time is up)."""
        return self.solve(terms, twice=True)[1] if terms else 0.0

    def topmost(self, terms: Terms) -> float:
        """The highest that a sum can be (a proven limit when time is up)."""
        return -self.solve(times(terms, -1.0), twice=True)[1] if terms else 0.0

    def possible(self, terms: Terms, enough: int) -> set[int]:
        """Values that a sum can have: all of them, or at least `enough` of them."""
        for aim in (terms, times(terms, -1.0)):
            if len(self.values(terms)) < enough:
                self.solve(aim)
        found = self.values(terms)
        low = min(found)
        for value in range(max(0, low - enough), low + 3 * enough + 1):
            if len(found) >= enough:
                break
            if value not in found:
                world, least = self.solve({}, [(terms, value, value)])
                if world is not None or least < np.inf:
                    found.add(value)
        return found
