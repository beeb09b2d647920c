"""Says in words, not numbers, which groups answer less than their share while a consultation is open.

Only a band per class leaves this file, never crossed with anything, and nothing before enough people are expected in a
class; the caller keeps a band for a day and until ten more people answered (methods, section 4, rule 7).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from panel.stats.margins import wilson_interval

ENOUGH_EXPECTED = 10.0
"""Fewer people than this are expected in a class: too few to say anything."""
FEW = 0.5
FEWER = 0.8
MORE = 1.25


class Band(StrEnum):
    """Response of a class against its share of the population.

    FEW: less than half. FEWER: less than 8 in 10. FITTING. MORE: a quarter more or beyond. TOO_EARLY: too few answers.
    """

    FEW = "FEW"
    FEWER = "FEWER"
    FITTING = "FITTING"
    MORE = "MORE"
    TOO_EARLY = "TOO_EARLY"


def response_bands(population: Mapping[str, float], answered: Mapping[str, int]) -> dict[str, Band]:
    """The band of each class: `population` holds people or shares per class, `answered` how many people answered.

    A class only leaves FITTING when chance alone does not explain it: its share of the population lies outside the 95%
    Wilson interval around its share of the answers. Raises ValueError when the population adds up to nothing.
    """
    whole, answers = sum(population.values()), sum(answered.get(key, 0) for key in population)
    if whole <= 0:
        raise ValueError("bands need a population")
    return {key: _band(people / whole, answered.get(key, 0), answers) for key, people in population.items()}


def _band(share: float, people: int, answers: int) -> Band:
    expected = share * answers
    if expected < ENOUGH_EXPECTED:
        return Band.TOO_EARLY
    ratio = people / expected
    between = wilson_interval(people / answers, answers)
    if between.low <= share <= between.high:
        return Band.FITTING
    if ratio < FEW:
        return Band.FEW
    if ratio < FEWER:
        return Band.FEWER
    return Band.MORE if ratio >= MORE else Band.FITTING
