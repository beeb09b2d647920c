"""Rounds counts to multiples of 5 and turns them into shares that add up, so that no exact number leaves the house.

Conventional rounding to base 5, as in the published CBS neighbourhood figures (Kerncijfers wijken en buurten);
largest remainder (Hamilton's method) for shares. Rounding alone is no protection: `attack` tests the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from panel.stats.published import PublishedCount
from panel.stats.published_tables import Edge, PublishedOption, PublishedTable, Unit

BASE = 5
TENTHS_BELOW = 50
PERCENT_5_BELOW = 300


def round_to_five(amount: float) -> int:
    """The nearest multiple of 5 to a number of people; halves (only possible when weighted) go up."""
    return BASE * floor(amount / BASE + 0.5 + 1e-9)


def unit_for(size: int) -> Unit:
    """The unit of shares for a table of this rounded size: tenths below 50, 5% below 300, whole percents from 300."""
    if size < TENTHS_BELOW:
        return Unit.TENTHS
    return Unit.PERCENT_5 if size < PERCENT_5_BELOW else Unit.PERCENT


def sizes_with(unit: Unit) -> tuple[float, float]:
    """How many people, from and to, a table has whose shares are shown in this unit."""
    tenths, fives = TENTHS_BELOW - BASE // 2, PERCENT_5_BELOW - BASE // 2
    return {
        Unit.TENTHS: (0.0, tenths - 1.0),
        Unit.PERCENT_5: (float(tenths), fives - 1.0),
        Unit.PERCENT: (float(fives), float("inf")),
    }[unit]


def steps_in(unit: Unit) -> tuple[int, int]:
    """How many steps make the whole, and how much one step counts in the shown number."""
    return {Unit.TENTHS: (10, 1), Unit.PERCENT_5: (20, 5), Unit.PERCENT: (100, 1)}[unit]


def largest_remainder(counts: Sequence[int], steps: int) -> list[int]:
    """Divide `steps` over the counts in proportion, whole numbers that add up to `steps`; ties go to the first.

    Raises ValueError when all counts are 0.
    """
    total = sum(counts)
    if total <= 0:
        raise ValueError("shares need at least one count above 0")
    floors = [count * steps // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda index: (-(counts[index] * steps % total), index))
    for index in by_remainder[: steps - sum(floors)]:
        floors[index] += 1
    return floors


def share_of_two(count: int, rest: int, unit: Unit) -> int:
    """The share of `count` in `count + rest`, both rounded, in the unit; halves go up. 0 when both are 0."""
    steps, step = steps_in(unit)
    total = count + rest
    return 0 if total == 0 else (2 * count * steps + total) // (2 * total) * step


def edge_of(count: int, rest: int) -> Edge | None:
    """NOBODY when the rounded count is 0, EVERYONE when the rounded number of all others is 0."""
    if count == 0:
        return Edge.NOBODY
    return Edge.EVERYONE if rest == 0 else None


def single_table(
    keys: Sequence[str], amounts: Sequence[float], answered: int, *, size_shown: bool = True
) -> PublishedTable | None:
    """The shown table of a single-choice question, or None when every count rounds to 0 (too scattered).

    With `size_shown` False (routed questions) neither size nor counts are given. Eight of twelve people is not
    "everyone" although both round to 10, so EVERYONE looks at the others; its count is the size itself, because
    21 of 23 and 23 of 23 would round apart. When the others all read NOBODY without the one being EVERYONE, its share
    stops one step short of the whole.
    """
    size = round_to_five(answered)
    unit = unit_for(size)
    steps, step = steps_in(unit)
    counts, rests = _both_sides(amounts, answered)
    if not any(counts):
        return None
    shares = largest_remainder(counts, steps)
    options = []
    for key, count, rest, share in zip(keys, counts, rests, shares, strict=True):
        edge = edge_of(count, rest)
        alone = share == steps and count == sum(counts) and edge is None
        shown = size if edge is Edge.EVERYONE else count
        options.append(
            PublishedOption(key, shown if size_shown else None, (share - 1 if alone else share) * step, edge)
        )
    return PublishedTable(size if size_shown else None, unit, tuple(options))


def several_table(
    options: Sequence[tuple[str, tuple[str, ...]]],
    amounts: Sequence[float],
    answered: int,
    *,
    size_shown: bool = True,
) -> PublishedTable:
    """The shown table of a several-choice question; `options` are pairs of key and merged keys.

    The count of EVERYONE is the size, as in `single_table`.
    """
    size = round_to_five(answered)
    unit = unit_for(size)
    shown = []
    for (key, merged), count, rest in zip(options, *_both_sides(amounts, answered), strict=True):
        edge = edge_of(count, rest)
        shown.append(
            PublishedOption(
                key=key,
                count=(size if edge is Edge.EVERYONE else count) if size_shown else None,
                share=share_of_two(count, rest, unit),
                edge=edge,
                merged=merged,
                rest=rest if size_shown else None,
            )
        )
    return PublishedTable(size if size_shown else None, unit, tuple(shown))


def _both_sides(amounts: Sequence[float], answered: int) -> tuple[list[int], list[int]]:
    """Rounded counts of those who chose each option, and of those who did not."""
    return [round_to_five(amount) for amount in amounts], [round_to_five(answered - amount) for amount in amounts]


def safe_count(people: int, of: int, threshold: int, *, size_shown: bool = True) -> PublishedCount | None:
    """How many of those asked left a question open or did not understand it, if both sides reach the threshold."""
    if people < threshold or of - people < threshold:
        return None
    count, rest = round_to_five(people), round_to_five(of - people)
    unit = unit_for(round_to_five(of))
    return PublishedCount(count if size_shown else None, share_of_two(count, rest, unit), unit)
