"""Says how far the people who answered differ from the population, and which classes are missing.

The index of dissimilarity (Duncan and Duncan 1955): the part of the people who would have to be in another class to get
the same make-up. Its interval is a basic bootstrap (Davison and Hinkley 1997, section 2.4), which takes away that
chance alone makes any sample differ a little; it starts at 0 when a fair draw from the population may differ as much.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panel.stats.microdata import NO_STATEMENT
from panel.stats.published import Published
from panel.stats.rounding import BASE
from panel.stats.weighing import Margin

DRAWS = 2000
SEED = 20250117
MISSING_BELOW = 0.8
"""A class is missing when its part of the answers is less than this part of its share of the population ..."""
MISSING_POINTS = 3.0
"""... and at least so many percent points smaller, so that rounding alone never says so."""


@dataclass(frozen=True)
class ClassResponse:
    """One class: its share of the population and of those who answered and stated the characteristic (0..1)."""

    key: str
    people: int
    population: float
    response: float


@dataclass(frozen=True)
class Representativeness:
    """One characteristic: its classes, and the distance (0 the same, 1 nothing in common) with its 95% limits."""

    key: str
    classes: tuple[ClassResponse, ...]
    unstated: int
    distance: float
    low: float
    high: float


def representativeness(margin: Margin, *, draws: int = DRAWS) -> Representativeness:
    """Compare those who answered with the population for one characteristic of n people.

    Deterministic: the draws start from a fixed seed. Raises ValueError when nobody stated the characteristic.
    """
    people = np.bincount(margin.codes[margin.codes >= 0], minlength=len(margin.classes))
    size = int(people.sum())
    if not size:
        raise ValueError(f"margin {margin.key}: nobody stated it")
    population, response = margin.counts / margin.counts.sum(), people / size
    distance = _distance(response, population)
    rng = np.random.default_rng(SEED)
    again = np.abs(rng.multinomial(size, response, size=draws) / size - population).sum(axis=1) / 2
    fair = np.abs(rng.multinomial(size, population, size=draws) / size - population).sum(axis=1) / 2
    low, high = (float(2 * distance - limit) for limit in np.quantile(again, [0.975, 0.025]))
    if distance <= np.quantile(fair, 0.975):
        low = 0.0
    return Representativeness(
        margin.key,
        tuple(
            ClassResponse(*one)
            for one in zip(margin.classes, people.tolist(), population.tolist(), response.tolist(), strict=True)
        ),
        int((margin.codes == NO_STATEMENT).sum()),
        distance,
        min(1.0, max(0.0, low)),
        min(1.0, max(0.0, high)),
    )


def _distance(response: NDArray[np.float64], population: NDArray[np.float64]) -> float:
    return float(np.abs(response - population).sum() / 2)


def published_representativeness(published: Published, breakdown: str) -> Representativeness | None:
    """The same from published numbers only: rounded groups against whole percents; None when they are not shown."""
    margin = published.weighting.margin(breakdown) if published.weighting is not None else None
    if margin is None or not margin.groups:
        return None
    sizes = {one.key: one.size for one in published.breakdown(breakdown).groups}
    groups = [(one.group, one.population, sizes.get(one.group, 0)) for one in margin.groups]
    if not sum(size for _, _, size in groups) or not sum(population for _, population, _ in groups):
        return None
    codes = np.repeat(np.arange(len(groups), dtype=np.int16), [size for _, _, size in groups])
    counts = np.array([population for _, population, _ in groups], dtype=np.float64)
    return representativeness(Margin(breakdown, tuple(key for key, _, _ in groups), counts, codes))


@dataclass(frozen=True)
class MissingGroup:
    """A group that took part less than it should: shares of the population and of the answers in percents.

    `response` comes from rounded numbers; both may be shown.
    """

    breakdown: str
    group: str
    population: int
    response: int


def who_is_missing(published: Published) -> tuple[MissingGroup, ...]:
    """The shown groups that are clearly smaller among the answers than in the population, the most missing first.

    From published numbers only. Groups that were put together, and breakdowns without population figures, say nothing.
    """
    found = []
    for margin in published.weighting.margins if published.weighting is not None else ():
        groups = {one.key: one for one in published.breakdown(margin.breakdown).groups}
        stated = [one for one in margin.groups if one.group in groups]
        total = sum(groups[one.group].size for one in stated)
        for one in stated if total else ():
            response = 100 * groups[one.group].size / total
            clear = one.population - response - 100 * (BASE // 2) / total >= MISSING_POINTS
            if clear and response < MISSING_BELOW * one.population and not groups[one.group].merged:
                found.append(MissingGroup(margin.breakdown, one.group, one.population, round(response)))
    return tuple(sorted(found, key=lambda one: one.response / one.population))
