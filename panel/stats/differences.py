"""Says which differences between groups are larger than chance usually makes, of all that are compared at once.

Two proportions with a pooled variance (Fleiss, Levin and Paik 2003, chapter 3), each with its effective size; Holm's
step-down correction over every comparison (Holm 1979). Only for samples, and only from rounded numbers. How large
a part of the town answered plays no part: two groups of a finite town always differ a little (Cochran 1977, 2.14).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import erfc, sqrt

from panel.stats.published import Published, PublishedQuestion
from panel.stats.published_tables import PublishedGroup

CHANCE = 0.05
LEAST_POINTS = 10
"""A smaller difference is not worth telling, however sure it is."""


@dataclass(frozen=True)
class Difference:
    """One answer that one group gave more often than another: their shares in percents of rounded numbers."""

    question: str
    option: str
    breakdown: str
    more: str
    less: str
    more_percent: float
    less_percent: float

    @property
    def points(self) -> float:
        return self.more_percent - self.less_percent


def holm(chances: Sequence[float], level: float = CHANCE) -> list[bool]:
    """Which of m comparisons stand, when together they may be wrong with chance `level` (Holm 1979)."""
    stands = [False] * len(chances)
    for rank, place in enumerate(sorted(range(len(chances)), key=lambda one: chances[one])):
        if chances[place] > level / (len(chances) - rank):
            break
        stands[place] = True
    return stands


def chance_of_difference(share: float, size: float, other: float, other_size: float) -> float:
    """Two-sided p-value for two shares (0..1) with their effective sizes; 1 when both are 0 or both are 1.

    Raises ValueError when a size is not above 0.
    """
    if not (size > 0 and other_size > 0):
        raise ValueError("a comparison needs people on both sides")
    pooled = (share * size + other * other_size) / (size + other_size)
    variance = pooled * (1 - pooled) * (1 / size + 1 / other_size)
    return 1.0 if variance <= 0 else erfc(abs(share - other) / sqrt(2 * variance))


def differences_worth_knowing(published: Published) -> tuple[Difference, ...]:
    """The differences of at least 10 points that stand after Holm's correction, the largest first.

    Every pair of groups is compared on every answer of every question that is split; routed questions, which show no
    numbers, are left out. Call it for samples only. Takes time in proportion to the comparisons.
    """
    compared = [one for question in published.questions for one in _compare(question, published)]
    stands = holm([chance for chance, _ in compared])
    found = [one for (_, one), sure in zip(compared, stands, strict=True) if sure and one.points >= LEAST_POINTS - 1e-9]
    return tuple(sorted(found, key=lambda one: -one.points))


def _compare(question: PublishedQuestion, published: Published) -> Iterator[tuple[float, Difference]]:
    for split in question.splits if question.shown and not question.routed else ():
        for one, other in combinations(split.groups, 2):
            if one.table is None or other.table is None:
                continue
            for option in (shown.key for shown in one.table.options):
                first = _share(published, question.key, split.breakdown, one, option)
                second = _share(published, question.key, split.breakdown, other, option)
                chance = chance_of_difference(*first, *second)
                (more, high), (less, low) = sorted(
                    ((one.key, first[0]), (other.key, second[0])), key=lambda pair: -pair[1]
                )
                yield chance, Difference(question.key, option, split.breakdown, more, less, 100 * high, 100 * low)


def _share(
    published: Published, question: str, breakdown: str, group: PublishedGroup, option: str
) -> tuple[float, float]:
    table = group.table
    if table is None or not table.size:
        raise ValueError("only shown numbers are compared")
    counts = {shown.key: shown.count or 0 for shown in table.options}
    weighting = published.weighting
    effect = weighting.effect(question, option, breakdown, group.key) if published.weighted and weighting else 1.0
    return min(1.0, counts[option] / table.size), table.size / effect
