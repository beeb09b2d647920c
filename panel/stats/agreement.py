"""Says how far two people who sorted the same answers agree, beyond what chance would give."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def cohens_kappa(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> float | None:
    """Return Cohen's kappa (1960) of two readers who each said yes or no to the same answers (arrays of shape (n,)).

    1 is full agreement, 0 is chance. None when both said the same one thing to every answer, so that there is nothing
    to agree about. Raises ValueError when the arrays differ in shape or are empty.
    """
    if first.shape != second.shape or first.ndim != 1 or first.size == 0:
        raise ValueError("two readers need the same answers")
    agreed = float(np.mean(first == second))
    yes, other = float(np.mean(first)), float(np.mean(second))
    chance = yes * other + (1 - yes) * (1 - other)
    return None if chance >= 1.0 else (agreed - chance) / (1 - chance)


def pooled_kappa(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> float | None:
    """Return kappa over several themes together, from agreement and chance averaged over themes (De Vries et al. 2008).

    Arrays have shape (n answers, k themes). None when there is nothing to agree about. Raises ValueError on shapes.
    """
    if first.shape != second.shape or first.ndim != 2 or first.size == 0:
        raise ValueError("two readers need the same answers and themes")
    agreed = np.mean(first == second, axis=0)
    yes, other = np.mean(first, axis=0), np.mean(second, axis=0)
    chance = yes * other + (1 - yes) * (1 - other)
    expected = float(np.mean(chance))
    return None if expected >= 1.0 else (float(np.mean(agreed)) - expected) / (1 - expected)
