"""Draws a random sample from a population file, spread evenly over districts and ages, and the same again by its seed.

Proportional allocation over strata (Cochran 1977, Sampling Techniques, chapter 5), rounded by largest remainder, and
simple random sampling without replacement inside each stratum. Everybody has nearly the same chance: size / people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panel.stats.rounding import largest_remainder


@dataclass(frozen=True)
class Stratum:
    """One combination of classes: how many people it has, and how many of them were drawn."""

    classes: tuple[str, ...]
    people: int
    drawn: int


@dataclass(frozen=True, eq=False)
class Draw:
    """Who was drawn: places in the file from 0, in the order of the file; and how that spread over the strata."""

    places: NDArray[np.int64]
    strata: tuple[Stratum, ...]


def draw_sample(strata: Sequence[tuple[str, ...]], size: int, seed: int) -> Draw:
    """Draw `size` of n people; `strata` holds for each person the classes that are spread over, such as district, age.

    The same file, size and seed give the same people, whatever machine draws. The order of the file matters, so it must
    be published with the seed. Raises ValueError when there are fewer people than `size`, or size is not above 0.
    """
    if not 0 < size <= len(strata):
        raise ValueError("a sample holds at least one person, and no more than there are")
    names = sorted(set(strata))
    number = {name: place for place, name in enumerate(names)}
    codes = np.array([number[name] for name in strata], dtype=np.int64)
    people = np.bincount(codes, minlength=len(names)).tolist()
    # No stratum gets more than it has: size is at most the number of people, and shares are rounded by at most one.
    wanted = largest_remainder(people, size)
    rng = np.random.Generator(np.random.PCG64(seed))
    chosen = [
        rng.choice(np.flatnonzero(codes == place), wanted[place], replace=False, shuffle=False)
        for place in range(len(names))
    ]
    told = (Stratum(name, people[place], wanted[place]) for place, name in enumerate(names))
    return Draw(np.sort(np.concatenate(chosen)), tuple(told))
