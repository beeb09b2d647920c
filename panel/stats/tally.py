"""Counts the answers exactly: how many people chose what, in all and per group. Exact counts are never shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panel.stats.microdata import Breakdown, Codes, Question, SingleChoice, Weights

Counts = NDArray[np.int64]
Amounts = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Tally:
    """Exact numbers of people for one question, for g groups and k options.

    `counts` (g, k) people per option, `answered` (g,), `asked` (g,) and `people` (g,). `amounts` (g, k) are what is
    to be rounded: the counts themselves, or when weighted the weighted share times the people who answered.
    `not_understood` (g,) counts who said so.
    """

    counts: Counts
    answered: Counts
    asked: Counts
    people: Counts
    amounts: Amounts
    not_understood: Counts


def everybody(size: int) -> Codes:
    """Group codes that put all `size` people into one group."""
    return np.zeros(size, dtype=np.int16)


def classes_with_no_statement(breakdown: Breakdown) -> Codes:
    """Class codes (n,) of a breakdown, in which "geen opgave" is one more class after the others."""
    return np.where(breakdown.codes < 0, len(breakdown.classes), breakdown.codes).astype(np.int16)


def tally(
    question: Question,
    groups: Codes,
    number_of_groups: int,
    *,
    merged: tuple[int, ...] = (),
    weights: Weights | None = None,
) -> Tally:
    """Count one question per group; `groups` (n,) holds 0 .. number_of_groups - 1.

    `merged` are the options of a several-choice question that become one last option: people who ticked any of them.
    Takes time in proportion to people times options. Raises ValueError when a single-choice question is to be merged.
    """
    answered = question.answered
    counts = _option_sums(question, groups, number_of_groups, merged, None)
    people_answered = _sums(groups, number_of_groups, answered)
    amounts = counts.astype(np.float64)
    if weights is not None:
        weighted = _option_sums(question, groups, number_of_groups, merged, weights)
        weight_answered = np.bincount(groups, weights=weights * answered, minlength=number_of_groups)
        scale = np.divide(people_answered, weight_answered, out=np.zeros(number_of_groups), where=weight_answered > 0)
        amounts = weighted * scale[:, None]
    confused = question.not_understood
    return Tally(
        counts=np.rint(counts).astype(np.int64),
        answered=people_answered,
        asked=_sums(groups, number_of_groups, question.asked),
        people=np.bincount(groups, minlength=number_of_groups).astype(np.int64),
        amounts=amounts,
        not_understood=(
            np.zeros(number_of_groups, dtype=np.int64)
            if confused is None
            else _sums(groups, number_of_groups, confused & question.asked)
        ),
    )


def _sums(groups: Codes, number_of_groups: int, flags: NDArray[np.bool_]) -> Counts:
    return np.bincount(groups[flags], minlength=number_of_groups).astype(np.int64)


def _option_sums(
    question: Question, groups: Codes, number_of_groups: int, merged: tuple[int, ...], weights: Weights | None
) -> Amounts:
    if isinstance(question, SingleChoice):
        if merged:
            raise ValueError(f"question {question.key}: options of a single-choice question are never merged")
        options = len(question.options)
        chosen = question.answered
        cells = groups[chosen].astype(np.int64) * options + question.codes[chosen]
        summed = np.bincount(
            cells, weights=None if weights is None else weights[chosen], minlength=number_of_groups * options
        )
        return summed.astype(np.float64).reshape(number_of_groups, options)
    kept = [index for index in range(len(question.options)) if index not in merged]
    columns = [question.ticks[:, index] for index in kept]
    if merged:
        columns.append(np.asarray(question.ticks[:, list(merged)].any(axis=1)))
    sums = [
        np.bincount(groups[ticked], weights=None if weights is None else weights[ticked], minlength=number_of_groups)
        for ticked in columns
    ]
    return np.stack(sums, axis=1).astype(np.float64)
