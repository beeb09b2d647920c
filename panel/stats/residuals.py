"""Says how far a weighted share or mean may lie from the truth by the chance of the draw, from weighted residuals.

What the margins explain is no longer left to chance, so only what remains after regression on the raking margins counts
(Deville and Särndal 1992; linearisation of a ratio: Särndal, Swensson and Wretman 1992, section 5.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panel.stats.cells import combinations
from panel.stats.margins import Interval, wilson_interval
from panel.stats.microdata import Codes, Flags, Weights

Vector = NDArray[np.float64]
NO_CHANCE = 1e-15
"""A smaller variance is rounding: then nothing is left to chance."""


@dataclass(frozen=True)
class Estimate:
    """A weighted mean with its standard error, and the people (n) it rests on."""

    mean: float
    standard_error: float
    people: int


@dataclass(frozen=True)
class ShareEstimate:
    """A weighted share (0..1), its standard error, and the effective sample size for a Wilson interval."""

    share: float
    standard_error: float
    people: int
    effective_size: float

    @property
    def design_effect(self) -> float:
        """People per effective person; 1 for nobody."""
        return self.people / self.effective_size if self.effective_size else 1.0

    def interval(self) -> Interval:
        """The 95% Wilson interval with the effective size. Raises ValueError when there is nobody."""
        return wilson_interval(min(1.0, max(0.0, self.share)), self.effective_size)


class Residuals:
    """The regression on the raking margins, made once for a weighted sample and used for every answer.

    `weights` (n,) with any scale; `groups`: per margin the class (n,) of each person after merging, 0 and up.
    `frame` is the number of people in the frame from which the sample was drawn: only then the finite population
    correction 1 - n/N applies. Raises ValueError when lengths differ or the frame is smaller than the sample.
    """

    def __init__(self, weights: Weights, groups: Sequence[Codes], *, frame: int | None = None) -> None:
        if any(codes.shape != weights.shape for codes in groups):
            raise ValueError("every margin needs a class for each person")
        if frame is not None and frame < weights.size:
            raise ValueError("the frame holds at least the people of the sample")
        self.weights = np.asarray(weights, dtype=np.float64)
        people = self.weights.size
        self.correction = 1.0 if frame is None else 1.0 - people / frame
        kinds, self._cell = combinations(list(groups) or [np.zeros(people, dtype=np.int16)])
        self._design = np.hstack([
            (kinds[:, [column]] == np.arange(kinds[:, column].max() + 1)).astype(np.float64)
            for column in range(kinds.shape[1])
        ])  # fmt: skip
        self._mass = self._sum(self.weights)
        self._squares = self._sum(self.weights**2)
        self._solver = np.linalg.pinv(self._design.T @ (self._design * self._mass[:, None]), hermitian=True)

    def _sum(self, values: Vector) -> Vector:
        return np.asarray(np.bincount(self._cell, weights=values, minlength=self._design.shape[0]), dtype=np.float64)

    def mean(self, values: Vector, among: Flags | None = None) -> Estimate:
        """The weighted mean of `values` (n,) among the people in `among` (n,), or everybody; its standard error.

        Raises ValueError when nobody is among them.
        """
        inside = np.ones(self.weights.size, dtype=np.bool_) if among is None else among
        total = float(self.weights[inside].sum())
        if total <= 0:
            raise ValueError("a mean needs people")
        mean = float((self.weights * np.where(inside, values, 0.0)).sum() / total)
        linear = np.where(inside, values - mean, 0.0) / total
        slopes = self._solver @ (self._design.T @ self._sum(self.weights * linear))
        fitted = self._design @ slopes
        spread = (
            float((self.weights**2) @ (linear**2))
            - 2 * float(fitted @ self._sum(self.weights**2 * linear))
            + float((fitted**2) @ self._squares)
        )
        return Estimate(mean, self._variance(spread) ** 0.5, int(inside.sum()))

    def share(self, chose: Flags, among: Flags | None = None) -> ShareEstimate:
        """The weighted share of `chose` (n,) among `among` (n,), with n_eff = p(1-p)/SE^2.

        Where p is 0 or 1, or nothing is left to chance, by Kish (1965). Raises ValueError when nobody is among them.
        """
        inside = np.ones(self.weights.size, dtype=np.bool_) if among is None else among
        found = self.shares(chose[:, None], inside, np.zeros(self.weights.size, dtype=np.int16), 1)[0]
        if not found:
            raise ValueError("a share needs people")
        return found[0]

    def shares(self, chose: Flags, among: Flags, groups: Codes, number_of_groups: int) -> list[list[ShareEstimate]]:
        """The shares of k answers, `chose` (n, k), in each of g groups, `groups` (n,), among `among` (n,).

        One list per group with an estimate per answer; an empty list for a group of nobody. People are gone through
        once per answer, however many groups there are.
        """
        inside, cells = np.flatnonzero(among), self._design.shape[0]
        place = self._cell[inside] * number_of_groups + groups[inside]
        weights = self.weights[inside]

        def sums(rows: NDArray[np.int64] | NDArray[np.bool_], values: Vector) -> Vector:
            counted = np.bincount(place[rows], weights=values[rows], minlength=cells * number_of_groups)
            return np.asarray(counted, dtype=np.float64).reshape(cells, number_of_groups)

        everybody = np.arange(inside.size)
        mass, squares = sums(everybody, weights), sums(everybody, weights**2)
        people = np.bincount(groups[inside], minlength=number_of_groups)
        found: list[list[ShareEstimate]] = [[] for _ in range(number_of_groups)]
        for column in range(chose.shape[1]):
            rows = np.flatnonzero(chose[inside, column])
            number = np.bincount(groups[inside][rows], minlength=number_of_groups)
            chosen, chosen_squares = sums(rows, weights), sums(rows, weights**2)
            for group in np.flatnonzero(people).tolist():
                parts = _Parts(mass[:, group], squares[:, group], chosen[:, group], chosen_squares[:, group])
                found[group].append(self._estimate(parts, int(number[group]), int(people[group])))
        return found

    def _estimate(self, parts: _Parts, number: int, people: int) -> ShareEstimate:
        """One share from the sums per cell of weights and of squared weights, of everybody and of who chose it."""
        whole = float(parts.mass.sum())
        share = float(parts.chosen.sum()) / whole
        slopes = self._solver @ (self._design.T @ (parts.chosen - share * parts.mass))
        fitted = self._design @ slopes
        linear_squares = (1 - share) ** 2 * parts.chosen_squares + share**2 * (parts.squares - parts.chosen_squares)
        crossed = parts.chosen_squares - share * parts.squares
        spread = float(linear_squares.sum() - 2 * fitted @ crossed + fitted**2 @ self._squares) / whole**2
        variance = self._variance(spread)
        kish = whole**2 / float(parts.squares.sum())
        if number in (0, people):
            return ShareEstimate(float(number > 0), variance**0.5, people, kish)
        effective = share * (1 - share) / variance if variance > NO_CHANCE else kish
        return ShareEstimate(share, variance**0.5, people, effective)

    def _variance(self, spread: float) -> float:
        people = self.weights.size
        return max(0.0, spread) * people / (people - 1) * self.correction if people > 1 else 0.0


@dataclass(frozen=True, eq=False)
class _Parts:
    """Sums per cell: weights and squared weights of everybody in a group, and of those who chose an answer."""

    mass: Vector
    squares: Vector
    chosen: Vector
    chosen_squares: Vector
