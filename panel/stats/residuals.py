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
from panel.stats.kish import effective_size
from panel.stats.margins import Interval, wilson_interval
from panel.stats.microdata import Codes, Flags, Weights

Vector = NDArray[np.float64]


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
        people = self.weights.size
        variance = max(0.0, spread) * people / (people - 1) * self.correction if people > 1 else 0.0
        return Estimate(mean, variance**0.5, int(inside.sum()))

    def share(self, chose: Flags, among: Flags | None = None) -> ShareEstimate:
        """The weighted share of `chose` (n,) among `among` (n,), with n_eff = p(1-p)/SE^2.

        Where p is 0 or 1, or nothing is left to chance, by Kish (1965). Raises ValueError when nobody is among them.
        """
        inside = np.ones(self.weights.size, dtype=np.bool_) if among is None else among
        found = self.mean(chose.astype(np.float64), inside)
        chosen = bool(chose[inside].any()) and not bool(chose[inside].all())
        share = found.mean if chosen else float(chose[inside].any())
        kish = effective_size(self.weights[inside])
        variance = found.standard_error**2
        effective = share * (1 - share) / variance if chosen and variance > 1e-15 else kish
        return ShareEstimate(share, found.standard_error, found.people, effective)
