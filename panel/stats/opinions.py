"""Finds groups of people who agree and disagree with the same statements, as Polis does it.

The bare method, for researchers: nothing in here may be shown as it is, `safe_map` makes it safe. Source: Small,
Bjorkegren, Erkkilä, Shaw and Megill (2021), Polis: scaling deliberation by mapping high dimensional opinion spaces.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panel.stats.clustering import Labels, Points, k_means, one_thread, silhouettes, two_components

AGREE, UNSURE, DISAGREE = 1, 0, -1
"""A stance, as in the exports of Polis: eens, weet ik niet, oneens."""
NO_STANCE = -9
"""Somebody did not answer this statement."""
LEAST_STANCES = 7
"""Who answered fewer statements has no place in a group."""
MOST_GROUPS = 5
NOT_GROUPED = -1

Stances = NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Division:
    """One way to divide n people: `labels` (n,) from 0, the largest group, and the mean `silhouette` (-1 to 1)."""

    groups: int
    labels: Labels
    silhouette: float


@dataclass(frozen=True, eq=False)
class OpinionGroups:
    """The groups that were found: `labels` (n,) with NOT_GROUPED for who answered too little, `points` (n, 2).

    Of points nothing counts but who is near whom: their unit has no meaning. One group means that there are none.
    """

    groups: int
    labels: Labels
    points: Points
    silhouette: float


def opinion_groups(stances: Stances, *, moderated_out: int = 0, least: int = LEAST_STANCES) -> OpinionGroups:
    """Group n people by their stances (n, m) on m statements that are not among the `moderated_out` ones.

    Everybody counts for the components; who has at least `least` stances is grouped, in 2 to 5 groups, whichever has
    the highest silhouette (the fewest groups among equals). Raises ValueError for other values than stances.
    """
    _check(stances)
    with one_thread():
        return _grouped(stances, moderated_out, least)


def _grouped(stances: Stances, moderated_out: int, least: int) -> OpinionGroups:
    points = place(stances, moderated_out=moderated_out)
    grouped = (stances != NO_STANCE).sum(axis=1) >= least
    labels = np.full(len(stances), NOT_GROUPED, dtype=np.int64)
    found = divisions(points[grouped])
    if not found:
        labels[grouped] = 0
        return OpinionGroups(1 if grouped.any() else 0, labels, points, 0.0)
    best = max(found, key=lambda one: (one.silhouette, -one.groups))
    labels[grouped] = best.labels
    return OpinionGroups(best.groups, labels, points, best.silhouette)


def place(stances: Stances, *, moderated_out: int = 0) -> Points:
    """Place n people (n, 2) so that who answered alike is near: what is missing counts as the mean of its statement.

    Who answered little would lie near the middle for that reason alone; the square root of statements over answers
    moves them out again. Statements that a moderator left out tell nobody apart but count there as answered by all:
    Polis keeps them as columns of zeros.
    """
    given = stances != NO_STANCE
    answers = given.sum(axis=0)
    values = np.where(given, stances, 0).astype(np.float64)
    means = np.divide(values.sum(axis=0), answers, out=np.zeros(len(answers)), where=answers > 0)
    points = two_components(np.where(given, values, means))
    answered = np.maximum(given.sum(axis=1) + moderated_out, 1)
    return np.asarray(points * np.sqrt((stances.shape[1] + moderated_out) / answered)[:, None])


def divisions(points: Points) -> list[Division]:
    """Divide points (n, 2) into 2, 3, 4 and 5 groups; fewer when there are not enough different points, or none.

    Each begins with the outermost points of one side, as in Polis, and once more with those of the other side; the
    clearer of both counts, because which side is which has no meaning. Nothing is drawn.
    """
    different = np.unique(points, axis=0)
    ways = [
        (groups, first)
        for groups in range(2, min(MOST_GROUPS, len(different) - 1) + 1)
        for first in (different[:groups], different[-groups:])
    ]
    splits = [k_means(points, first) for _groups, first in ways]
    scores = silhouettes(points, splits) if splits else []
    best: dict[int, Division] = {}
    for (groups, _first), labels, score in zip(ways, splits, scores, strict=True):
        if groups not in best or score > best[groups].silhouette:
            best[groups] = Division(groups, labels, score)
    return list(best.values())


def _check(stances: Stances) -> None:
    if stances.ndim != 2:
        raise ValueError(f"expected one row per person and one column per statement, got shape {stances.shape}")
    if not np.isin(stances, (AGREE, UNSURE, DISAGREE, NO_STANCE)).all():
        raise ValueError(f"a stance is {AGREE}, {UNSURE}, {DISAGREE} or {NO_STANCE}")
