"""Weighs the answers of a sample or a panel to population figures, by rules that are fixed before opening.

Raking from design weights; classes with few people go together with their neighbour in the declared order; who did not
state a characteristic keeps the share that such people have in the sample (methods, section 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from panel.stats.kish import design_effect, effective_size
from panel.stats.microdata import NO_STATEMENT, Codes, Weights
from panel.stats.raking import NotConvergedError, Target, Vector, rake

BOUNDS = (0.2, 3.0)
"""Lowest and highest weight (mean 1) in what is published."""
MERGE_BELOW = 10
TOO_HEAVY = 5.0
"""An untrimmed weight of this size or more: too few people carry too much (VNG protocol for the Burgerpeiling)."""


class EmptyClassError(ValueError):
    """A class has people on one side only: in the population but not in the sample (`in_sample` False), or reversed."""

    def __init__(self, margin: str, classes: tuple[str, ...], *, in_sample: bool) -> None:
        empty = "population" if in_sample else "sample"
        super().__init__(f"{margin}: class {'+'.join(classes)} is empty in the {empty}")
        self.margin = margin
        self.classes = classes
        self.in_sample = in_sample


@dataclass(frozen=True, eq=False)
class Margin:
    """Population figures for one characteristic: `counts` (c,) per class in the declared order, people or shares.

    `codes` (n,) say in which class each person of the sample is, or NO_STATEMENT. `unstated` is the share (0..1) that
    those without a statement get; None for what they have by design. Raises ValueError on other shapes, codes, or
    counts that are negative or add up to nothing.
    """

    key: str
    classes: tuple[str, ...]
    counts: Vector
    codes: Codes
    unstated: float | None = None

    def __post_init__(self) -> None:
        counts = np.asarray(self.counts, dtype=np.float64)
        if counts.shape != (len(self.classes),) or not counts.size:
            raise ValueError(f"margin {self.key}: needs one count per class")
        if not np.isfinite(counts).all() or (counts < 0).any() or counts.sum() <= 0:
            raise ValueError(f"margin {self.key}: counts are not negative and add up to something")
        codes = np.asarray(self.codes)
        if codes.ndim != 1 or (codes.size and (codes.min() < NO_STATEMENT or codes.max() >= counts.size)):
            raise ValueError(f"margin {self.key}: a code is not one of its classes")
        object.__setattr__(self, "counts", counts)


@dataclass(frozen=True)
class WeighedClass:
    """A class, or several that were merged: people in the sample and shares (0..1) of those who stated the margin.

    `before` is by design weights, `after` by the weights, `population` what was aimed at.
    """

    classes: tuple[str, ...]
    people: int
    population: float
    before: float
    after: float


@dataclass(frozen=True)
class WeighedMargin:
    """One characteristic before and after; `unstated` is the (kept) share of the sample that did not say."""

    key: str
    unstated: float
    classes: tuple[WeighedClass, ...]


@dataclass(frozen=True, eq=False)
class Weighing:
    """Weights (n,) with mean 1, and the report. `untrimmed` is the highest weight of plain raking, before more merging.

    `groups` (n,) per margin: the class after merging, "not stated" as the last; on these the residuals are taken.
    """

    weights: Weights
    margins: tuple[WeighedMargin, ...]
    groups: tuple[Codes, ...]
    untrimmed: float

    @property
    def too_heavy(self) -> bool:
        """Whether weighted figures may not be published, because plain raking gives a weight of 5 or more."""
        return self.untrimmed >= TOO_HEAVY - 1e-9

    @property
    def effective_size(self) -> float:
        return effective_size(self.weights)

    @property
    def design_effect(self) -> float:
        return design_effect(self.weights)


@dataclass(frozen=True, eq=False)
class _Merged:
    """A margin with its classes put together: `groups` lists the places of the classes in each group."""

    margin: Margin
    groups: tuple[tuple[int, ...], ...]

    def names(self, group: int) -> tuple[str, ...]:
        return tuple(self.margin.classes[place] for place in self.groups[group])

    def people(self) -> list[int]:
        per_class = np.bincount(self.margin.codes[self.margin.codes >= 0], minlength=len(self.margin.classes))
        return [int(per_class[list(places)].sum()) for places in self.groups]

    def shares(self) -> Vector:
        counts = np.array([self.margin.counts[list(places)].sum() for places in self.groups])
        return np.asarray(counts / counts.sum())

    def codes(self) -> Codes:
        """Group of each person; the last number stands for "not stated"."""
        lookup = np.empty(len(self.margin.classes) + 1, dtype=np.int16)
        for number, places in enumerate(self.groups):
            lookup[list(places)] = number
        lookup[-1] = len(self.groups)
        return np.asarray(lookup[self.margin.codes])

    def with_next(self) -> _Merged:
        """With its smallest group joined to the next one, or to the one before when it is the last."""
        people = self.people()
        return replace(self, groups=_joined(self.groups, people.index(min(people))))


def merge_in_order(people: Sequence[int], minimum: int) -> tuple[tuple[int, ...], ...]:
    """Put classes with fewer than `minimum` people together with the next in the declared order, until they are enough.

    What is left at the end goes with the group before it. Returns the places of the classes per group; with a minimum
    of 0 every class stays alone.
    """
    groups: list[tuple[int, ...]] = []
    open_group: tuple[int, ...] = ()
    for place in range(len(people)):
        open_group = (*open_group, place)
        if sum(people[one] for one in open_group) >= minimum:
            groups.append(open_group)
            open_group = ()
    if open_group:
        groups = [*groups[:-1], (*groups[-1], *open_group)] if groups else [open_group]
    return tuple(groups)


def _joined(groups: tuple[tuple[int, ...], ...], number: int) -> tuple[tuple[int, ...], ...]:
    first = min(number, len(groups) - 2)
    return (*groups[:first], groups[first] + groups[first + 1], *groups[first + 2 :])


def weigh(
    margins: Sequence[Margin],
    *,
    design: Weights | None = None,
    bounds: tuple[float, float] | None = BOUNDS,
    merge_below: int = MERGE_BELOW,
) -> Weighing:
    """Weigh n people to the margins, from `design` weights (n,), 1 for everybody when not given.

    When the bounds leave no room, the smallest group of all margins is merged with its neighbour in the declared order
    and it is tried again; not with `merge_below` 0. Raises EmptyClassError, NotConvergedError (naming the margin), and
    ValueError when there are no margins or their lengths differ.
    """
    if not margins or len({margin.codes.size for margin in margins}) > 1 or margins[0].codes.size == 0:
        raise ValueError("weighing needs margins, each with a code per person")
    start = np.ones(margins[0].codes.size) if design is None else np.asarray(design, dtype=np.float64)
    if start.shape != margins[0].codes.shape:
        raise ValueError("weighing needs one design weight per person")
    merged = [_without_small(margin, merge_below) for margin in margins]
    untrimmed: float | None = None
    while True:
        targets = [_target(one, start) for one in merged]
        try:
            plain = rake(start, targets)
            untrimmed = float(plain.max()) if untrimmed is None else untrimmed
            weights = plain if bounds is None else rake(start, targets, bounds)
        except NotConvergedError:
            smallest = _smallest(merged) if merge_below > 0 else None
            if smallest is None:
                raise
            merged[smallest] = merged[smallest].with_next()
            continue
        reports = tuple(_report(one, start, weights) for one in merged)
        return Weighing(weights, reports, tuple(one.codes() for one in merged), untrimmed)


def _smallest(merged: Sequence[_Merged]) -> int | None:
    """The margin that holds the smallest group that can still be merged; None when each has two groups or one."""
    sizes = {place: min(one.people()) for place, one in enumerate(merged) if len(one.groups) > 2}
    return min(sizes, key=lambda place: sizes[place]) if sizes else None


def _without_small(margin: Margin, merge_below: int) -> _Merged:
    per_class = np.bincount(margin.codes[margin.codes >= 0], minlength=len(margin.classes)).tolist()
    present = [place for place in range(len(margin.classes)) if per_class[place] or margin.counts[place] > 0]
    absent = tuple(place for place in range(len(margin.classes)) if place not in present)
    groups = tuple(
        tuple(present[one] for one in places)
        for places in merge_in_order([per_class[place] for place in present], merge_below)
    )
    # Classes without anybody on either side go along with the first: they change nothing.
    merged = _Merged(margin, (groups[0] + absent, *groups[1:]))
    for number, (people, share) in enumerate(zip(merged.people(), merged.shares(), strict=True)):
        if (people == 0) != (share == 0):
            names = tuple(margin.classes[place] for place in groups[number])
            raise EmptyClassError(margin.key, names, in_sample=people > 0)
    return merged


def _target(merged: _Merged, start: Weights) -> Target:
    codes = merged.codes().astype(np.int64)
    by_design = float(start[codes == len(merged.groups)].sum() / start.sum())
    fixed = merged.margin.unstated
    unstated = by_design if fixed is None or not by_design else fixed
    shares = merged.shares() * (1.0 - unstated)
    return Target(merged.margin.key, codes, np.append(shares, unstated) if unstated else shares)


def _report(merged: _Merged, start: Weights, weights: Weights) -> WeighedMargin:
    codes, number = merged.codes(), len(merged.groups)
    before = np.bincount(codes, weights=start, minlength=number + 1)
    after = np.bincount(codes, weights=weights, minlength=number + 1)
    stated_before, stated_after = before[:number].sum(), after[:number].sum()
    return WeighedMargin(
        merged.margin.key,
        float(before[number] / before.sum()),
        tuple(
            WeighedClass(
                merged.names(group), people, float(share), float(before[group] / stated_before),
                float(after[group] / stated_after),
            )
            for group, (people, share) in enumerate(zip(merged.people(), merged.shares(), strict=True))
        ),
    )  # fmt: skip
