"""Says how much a weighted sample is worth: as many people as an unweighted sample with the same precision has.

Kish 1965, Survey Sampling, section 11.7: 1 plus the squared coefficient of variation of the weights.
"""

from __future__ import annotations

from panel.stats.microdata import Weights


def effective_size(weights: Weights) -> float:
    """How many people with equal weights are worth the same: (sum of w)^2 / sum of w^2; 0 for nobody."""
    squares = float(weights @ weights)
    return float(weights.sum()) ** 2 / squares if squares else 0.0


def design_effect(weights: Weights) -> float:
    """How many times the variance grows by weighing: n / effective n; 1 for nobody."""
    effective = effective_size(weights)
    return weights.size / effective if effective else 1.0
