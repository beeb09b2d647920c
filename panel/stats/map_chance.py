"""Tells groups of opinion from groups that chance makes as well: k-means always finds some."""

from __future__ import annotations

import numpy as np

from panel.stats.clustering import SEED, Labels, one_thread, silhouettes
from panel.stats.opinions import NO_STANCE, Stances, divisions, place

SHUFFLES = 200
LARGER_AT_MOST = 9
"""So many of 200 shuffles may reach what was found: with what was found itself 10 of 201, and so chance makes a map in
at most 4.98% of consultations. (With 10 it was 11 of 201: more than one in twenty.)"""
MOST_PEOPLE = 300
"""Of more people this many are drawn for the comparison, on both sides."""


def beats_chance(stances: Stances, least: int = 1, labels: Labels | None = None) -> bool:
    """Whether the groups among people with these stances (n, m) are clearer than when nothing hangs together.

    200 times the stances on each statement are dealt anew among those who answered it, which keeps how often each was
    given, who answered what, and breaks every connection between statements. Each time people are placed and divided
    anew. The highest silhouette of 2 to 5 groups of at least `least` people must beat the 95th percentile of those
    (permutation test; Good 2005): what is tested are the groups that can be shown. With `labels` (n,) these groups
    themselves must beat it. Pure noise gives groups without this test every time.
    """
    with one_thread():
        return _beats_chance(stances, least, labels, np.random.default_rng(SEED))


def _beats_chance(stances: Stances, least: int, labels: Labels | None, rng: np.random.Generator) -> bool:
    people = len(stances)
    if people > MOST_PEOPLE:
        drawn = np.sort(rng.choice(people, MOST_PEOPLE, replace=False))
        stances, labels = stances[drawn], None if labels is None else labels[drawn]
        least = -(-least * MOST_PEOPLE // people)
    found = clearest(stances, least) if labels is None else silhouettes(place(stances), [labels])[0]
    reached = 0
    for _ in range(SHUFFLES):
        reached += clearest(shuffled(stances, rng), least) >= found
        if reached > LARGER_AT_MOST:
            return False
    return True


def clearest(stances: Stances, least: int = 1) -> float:
    """The highest silhouette of 2 to 5 groups of at least `least` of these people; -1 when there can be none."""
    large = (one for one in divisions(place(stances)) if np.bincount(one.labels).min() >= least)
    return max((one.silhouette for one in large), default=-1.0)


def shuffled(stances: Stances, rng: np.random.Generator) -> Stances:
    """The same stances on each statement, among those who answered it, with other people."""
    dealt = stances.copy()
    for column in dealt.T:
        answered = column != NO_STANCE
        column[answered] = rng.permutation(column[answered])
    return dealt
