"""Gives every person in a sample a weight, so that the sample has the same make-up as the population.

Raking (Deming and Stephan 1940) solved as calibration (Deville and Särndal 1992): the weights that lie closest to the
design weights, in the distance that belongs to raking, under all margins at once; with bounds, as close as these allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panel.stats.cells import combinations

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Places = NDArray[np.int64]
CLOSE_ENOUGH = 1e-6
"""How far a weighted margin may lie from the population, as a part of the whole."""
PRECISE = 1e-15
FLAT = 1e-12
STEPS = 500
LARGEST_EXPONENT = 60.0
ASTRAY = 1e4
"""A tilt this large only comes about when there are no weights that fit."""


class NotConvergedError(ValueError):
    """No weights were found that fit; `margin` is the characteristic that stayed furthest from the population."""

    def __init__(self, margin: str, distance: float) -> None:
        super().__init__(f"margin {margin} stays {distance:.2e} from the population")
        self.margin = margin
        self.distance = distance


@dataclass(frozen=True, eq=False)
class Target:
    """One characteristic to be raked on: `codes` (n,) from 0 to c - 1 for everybody, `shares` (c,) above 0, sum 1."""

    key: str
    codes: Places
    shares: Vector


@dataclass(frozen=True, eq=False)
class _Cells:
    """People with the same codes and the same design weight get the same weight, so they are one unknown."""

    indicators: Matrix
    of_person: Places
    mass: Vector
    low: Vector
    high: Vector

    def factors(self, tilt: Vector) -> tuple[Vector, Vector]:
        """The correction of each cell, and how fast it changes with the tilt."""
        free = np.exp(np.clip(self.indicators @ tilt, -LARGEST_EXPONENT, LARGEST_EXPONENT))
        held = np.clip(free, self.low, self.high)
        return held, np.where((free > self.low) & (free < self.high), free, 0.0)

    def gap(self, tilt: Vector, wanted: Vector) -> Vector:
        """Per class: the weighted share minus the share in the population."""
        return np.asarray(self.indicators.T @ (self.mass * self.factors(tilt)[0]) - wanted)


def rake(design: Vector, targets: Sequence[Target], bounds: tuple[float, float] | None = None) -> Vector:
    """Weights (n,) with mean 1 under which every target is met, as close as possible to `design` (n,).

    `bounds` hold the weights themselves (mean 1) between a lowest and a highest value; without them only above 0.
    Solved to machine precision by damped Newton steps on the dual; time in proportion to the people, once. Raises
    NotConvergedError, which names a margin, when a target stays more than 1e-6 away, as when the bounds are too narrow;
    ValueError for design weights that are not above 0, no people, or bounds that do not hold 1 between them.
    """
    if design.size == 0 or not (np.isfinite(design).all() and (design > 0).all()):
        raise ValueError("raking needs people, each with a design weight above 0")
    if bounds is not None and not 0 <= bounds[0] < 1 < bounds[1]:
        raise ValueError("the bounds hold 1 between them")
    start = np.asarray(design / design.mean())
    if not targets:
        return start
    cells = _cells_of(start, targets, bounds)
    wanted = np.concatenate([target.shares for target in targets])
    tilt = _solve(cells, wanted)
    _check(cells.gap(tilt, wanted), targets)
    factors = cells.factors(tilt)[0]
    return np.asarray(start * factors[cells.of_person])


def _cells_of(start: Vector, targets: Sequence[Target], bounds: tuple[float, float] | None) -> _Cells:
    columns = [target.codes for target in targets]
    if float(start.min()) < float(start.max()):
        columns.append(np.unique(start, return_inverse=True)[1].reshape(-1))
    kinds, of_person = combinations(columns)
    mass = np.bincount(of_person, weights=start) / start.sum()
    width = sum(target.shares.size for target in targets)
    indicators = np.zeros((kinds.shape[0], width))
    first = 0
    for column, target in enumerate(targets):
        indicators[np.arange(kinds.shape[0]), first + kinds[:, column]] = 1.0
        first += target.shares.size
    design_of_cell = np.empty(kinds.shape[0])
    design_of_cell[of_person] = start
    low, high = bounds if bounds is not None else (0.0, np.inf)
    return _Cells(indicators, of_person, mass, low / design_of_cell, high / design_of_cell)


def _solve(cells: _Cells, wanted: Vector) -> Vector:
    """Newton steps with Levenberg's damping on a convex function, until the gap no longer shrinks."""
    tilt = np.zeros(wanted.size)
    gap = cells.gap(tilt, wanted)
    damping = 1e-6
    unit = np.eye(wanted.size)
    best = tilt
    for _ in range(STEPS):
        if np.abs(gap).max() <= PRECISE or damping > 1e12 or np.abs(tilt).max() > ASTRAY:
            break
        speed = cells.indicators.T @ (cells.indicators * (cells.mass * cells.factors(tilt)[1])[:, None])
        step = np.linalg.lstsq(speed + damping * unit, -gap, rcond=None)[0]
        trial = tilt + step
        trial_gap = cells.gap(trial, wanted)
        if _lower(cells, wanted, tilt, trial, gap, trial_gap):
            tilt, gap, damping = trial, trial_gap, max(damping / 10, 1e-14)
            best = tilt
        else:
            damping = max(damping * 10, 1e-12)
    return best


def _lower(cells: _Cells, wanted: Vector, tilt: Vector, trial: Vector, gap: Vector, trial_gap: Vector) -> bool:
    """Whether a step brings the dual function down; close to the answer its slope tells more than its value."""
    down = _height(cells, wanted, tilt) - _height(cells, wanted, trial)
    return down > FLAT or (abs(down) <= FLAT and bool(np.abs(trial_gap).max() < np.abs(gap).max()))


def _height(cells: _Cells, wanted: Vector, tilt: Vector) -> float:
    """The dual: the integral of the corrections over the tilt (a line beyond a bound), minus what is wanted."""
    exponents = cells.indicators @ tilt
    low = np.log(np.maximum(cells.low, np.exp(-LARGEST_EXPONENT)))
    high = np.log(np.minimum(cells.high, np.exp(LARGEST_EXPONENT)))
    within = np.clip(exponents, low, high)
    area = np.exp(within) * (1.0 + exponents - within)
    return float(cells.mass @ area - wanted @ tilt)


def _check(gap: Vector, targets: Sequence[Target]) -> None:
    first = 0
    distances = {}
    for target in targets:
        distances[target.key] = float(np.abs(gap[first : first + target.shares.size]).max())
        first += target.shares.size
    worst = max(distances, key=lambda key: distances[key])
    if not distances[worst] <= CLOSE_ENOUGH:
        raise NotConvergedError(worst, distances[worst])
