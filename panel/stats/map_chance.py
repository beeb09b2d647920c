"""Tells groups of opinion from groups that chance makes as well: k-means always finds some."""

from __future__ import annotations

import numpy as np

from panel.stats.clustering import SEED, one_thread
from panel.stats.opinions import NO_STANCE, Stances, divisions, place

SHUFFLES = 200
LARGER_AT_MOST = 10
"""Of 200 shuffles at most 10 (5%) may reach what was found: then it beats their 95th percentile."""
MOST_PEOPLE = 300
"""Of more people this many are drawn for the comparison, on both sides."""


def beats_chance(stances: Stances) -> bool:
    """Whether the groups among people with these stances (n, m) are clearer than when nothing hangs together.

    200 times the stances on each statement are dealt anew among those who answered it, which keeps how often each was
    given and breaks every connection between statements. The highest silhouette of 2 to 5 groups must beat the 95th
    percentile of those (permutation test; Good 2005). Pure noise gives groups without this test every time.
    """
    with one_thread():
        return _beats_chance(stances, np.random.default_rng(SEED))


def _beats_chance(stances: Stances, rng: np.random.Generator) -> bool:
    if len(stances) > MOST_PEOPLE:
        stances = stances[np.sort(rng.choice(len(stances), MOST_PEOPLE, replace=False))]
    found = clearest(stances)
    reached = 0
    for _ in range(SHUFFLES):
        reached += clearest(shuffled(stances, rng)) >= found
        if reached > LARGER_AT_MOST:
            return False
    return True


def clearest(stances: Stances) -> float:
    """The highest silhouette of 2 to 5 groups of these people; -1 when there can be none."""
    return max((one.silhouette for one in divisions(place(stances))), default=-1.0)


def shuffled(stances: Stances, rng: np.random.Generator) -> Stances:
    """The same stances on each statement, among those who answered it, with other people."""
    dealt = stances.copy()
    for column in dealt.T:
        answered = column != NO_STANCE
        column[answered] = rng.permutation(column[answered])
    return dealt
