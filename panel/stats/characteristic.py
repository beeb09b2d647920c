"""Says which statements are typical of a group, and on which of them all groups think alike.

From counts of people only, exact ones for researchers and rounded ones for pages. Source: the representativeness and
group-informed consensus of Polis (Small et al. 2021). A typical statement is "kenmerkend", never "significant".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panel.stats.clustering import Labels
from panel.stats.opinions import AGREE, DISAGREE, UNSURE, Stances

MOST_TYPICAL = 5
CLEAR = 1.2816
"""A difference that chance passes once in ten times, as in Polis: enough to describe a group with, no proof."""

Counts = NDArray[np.int64]
"""People (k, m, 3): per group and statement how many agreed, how many disagreed, and how many answered at all."""


@dataclass(frozen=True)
class Typical:
    """A statement on which a group stands out: the smoothed chance to `agree` (or else to disagree) in the group.

    `times` is how many times larger that chance is than among the other groups; `strength` orders statements.
    """

    statement: int
    agree: bool
    chance: float
    times: float
    strength: float


@dataclass(frozen=True)
class Common:
    """The chance that one person from each group would all agree, and that all would disagree, with a statement."""

    statement: int
    agree: float
    disagree: float


def stance_counts(stances: Stances, labels: Labels, groups: int) -> Counts:
    """Count stances (n, m) per group (labels (n,), below 0 for nobody's) into (k, m, 3)."""
    counts = np.zeros((groups, stances.shape[1], 3), dtype=np.int64)
    for group in range(groups):
        inside = stances[labels == group]
        agreed, disagreed = (inside == AGREE).sum(axis=0), (inside == DISAGREE).sum(axis=0)
        counts[group] = np.stack([agreed, disagreed, agreed + disagreed + (inside == UNSURE).sum(axis=0)], axis=1)
    return counts


def common_ground(counts: Counts) -> list[Common]:
    """Every statement, the one that all groups are most likely to agree with first.

    Per group (agreed + 1) / (answered + 2), multiplied over the groups; equal ones in the order of the statements.
    """
    chances = _chances(counts[..., :2], counts[..., 2:]).prod(axis=0)
    order = np.argsort(-chances[:, 0], kind="stable").tolist()
    return [Common(index, float(chances[index, 0]), float(chances[index, 1])) for index in order]


def typical_statements(counts: Counts, most: int = MOST_TYPICAL) -> list[list[Typical]]:
    """Per group at most `most` statements, the strongest first.

    The group agrees (or disagrees) clearly more than half and clearly more than the other groups together. The
    strength is the ratio of the chances, times both clearnesses, times the chance. A group without any gets the one
    that comes nearest.
    """
    found = []
    for group in range(len(counts)):
        inside = counts[group]
        others = counts.sum(axis=0) - inside
        options = [_compared(inside, others, index) for index in range(inside.shape[0])]
        clear = [one for one, is_clear in options if is_clear]
        nearest = [one for one, _clear in options if one.chance > 0.5]
        chosen = clear or sorted(nearest, key=lambda one: -one.strength)[:1]
        found.append(sorted(chosen, key=lambda one: (-one.strength, one.statement))[:most])
    return found


def _compared(inside: Counts, others: Counts, statement: int) -> tuple[Typical, bool]:
    """Whichever of agreeing and disagreeing sets the group apart most, and whether it does so clearly."""
    best: tuple[Typical, bool] | None = None
    for side in (0, 1):
        here, answered = int(inside[statement, side]), int(inside[statement, 2])
        there, elsewhere = int(others[statement, side]), int(others[statement, 2])
        chance = (here + 1) / (answered + 2)
        times = chance / ((there + 1) / (elsewhere + 2))
        alone = 2 * np.sqrt(answered + 1) * ((here + 1) / (answered + 1) - 0.5)
        beside = _difference(here, answered, there, elsewhere)
        strength = float(times * beside * chance * alone) if alone > 0 and beside > 0 else min(alone, beside, 0.0)
        one = Typical(statement, side == 0, chance, times, float(strength))
        if best is None or one.strength > best[0].strength:
            best = (one, bool(alone > CLEAR and beside > CLEAR))
    if best is None:
        raise ValueError("a statement has two sides")
    return best


def _difference(here: int, answered: int, there: int, elsewhere: int) -> float:
    """Two proportions compared, with one person added to each count so that nothing is divided by zero."""
    here, answered, there, elsewhere = here + 1, answered + 1, there + 1, elsewhere + 1
    together = (here + there) / (answered + elsewhere)
    if together >= 1:
        return 0.0
    return float(
        (here / answered - there / elsewhere) / np.sqrt(together * (1 - together) * (1 / answered + 1 / elsewhere))
    )


def _chances(chosen: Counts, answered: Counts) -> NDArray[np.float64]:
    return np.asarray((chosen + 1) / (answered + 2))
