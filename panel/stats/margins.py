"""Says how far a share in a random sample may lie from the truth by chance alone, and when nothing may be said at all.

Wilson score interval (Wilson 1927; recommended by Brown, Cai and DasGupta 2001). Only for kind "sample", and only
from rounded values, so that a margin gives no exact number away.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, sqrt

Z_95 = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution, for two-sided 95% intervals."""
MUNICIPALITY_MINIMUM = 475
"""Fewest answers for a statement about the whole municipality (VNG protocol for the Burgerpeiling)."""


LARGE_FRACTION = 0.05
"""Up to this part of the frame the correction for a finite population is left out (Cochran 1977, section 2.6)."""


@dataclass(frozen=True)
class Interval:
    """A share between 0 and 1 with its 95% limits, each between 0 and 1."""

    share: float
    low: float
    high: float

    def whole_percents(self) -> tuple[int, int]:
        """The limits as shown: whole percents, outwards, so that the shown interval is never too narrow."""
        return floor(self.low * 100 + 1e-9), ceil(self.high * 100 - 1e-9)


def wilson_interval(share: float, n: float, z: float = Z_95) -> Interval:
    """95% interval for a share (0..1) in a simple random sample of n, or of effective size n when weighted.

    Raises ValueError when the share is not between 0 and 1 or n is not above 0.
    """
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    if not n > 0:
        raise ValueError("an interval needs a sample size above 0")
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return Interval(share, min(share, max(0.0, centre - half)), max(share, min(1.0, centre + half)))


def margin_of_error(count: int, size: int, n_eff: float | None = None) -> Interval:
    """The interval around a published (rounded) count out of a published size; `n_eff` replaces the size if weighted.

    The share is count / size, at most 1, since both are rounded. Raises ValueError when either is no multiple of 5,
    because margins may only come from rounded values, and when size is not above 0.
    """
    if count % 5 or size % 5:
        raise ValueError("margins come from rounded counts only")
    if size <= 0 or count < 0:
        raise ValueError("a margin needs a size above 0 and a count that is not negative")
    return wilson_interval(min(1.0, count / size), size if n_eff is None else n_eff)


def finite_correction(size: int, frame: int | None) -> float:
    """What is left of the variance when `size` (published, rounded) of the `frame`'s people answered: 1 - n/N.

    1 when the frame is not known, when at most 5% answered, and when the frame would not be larger than the sample, for
    then it is not the frame. n is the least that the rounded size can be, so that no interval is too narrow.
    Source: Cochran 1977, sections 2.6 and 2.7; with weighted residuals Särndal, Swensson and Wretman 1992.
    """
    people = max(0, size - 2)
    if frame is None or frame <= size or people <= LARGE_FRACTION * frame:
        return 1.0
    return 1.0 - people / frame


def may_speak_for_municipality(size: int) -> bool:
    """Whether a sample of this published size allows a statement about the whole municipality.

    A rounded size below 480 could be fewer than 475 answers, so exactly 475 is not enough.
    """
    return size - 2 >= MUNICIPALITY_MINIMUM
