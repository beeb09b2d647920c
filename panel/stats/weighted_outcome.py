"""Weighs the answers of a consultation to population figures, and words in rounded numbers what was done.

Stops with a reason where weighted figures would promise too much (methods, section 3); then nothing is weighed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from panel.stats.crossing import CrossedCounts, weigh_crossed
from panel.stats.microdata import Breakdown, Codes, Flags, Microdata, Question, SingleChoice
from panel.stats.published import NO_STATEMENT_KEY, OTHER, GroupSize, Published, PublishedBreakdown
from panel.stats.published_tables import PublishedTable
from panel.stats.published_weighting import (
    PublishedCrossing,
    PublishedEffect,
    PublishedMargin,
    PublishedShare,
    PublishedWeighting,
    StopReason,
)
from panel.stats.raking import NotConvergedError
from panel.stats.residuals import Residuals, ShareEstimate
from panel.stats.rounding import largest_remainder, round_to_five
from panel.stats.tally import classes_with_no_statement
from panel.stats.weighing import EmptyClassError, Margin, Weighing, weigh

LARGE_ENOUGH = 50
"""An answer that so many people gave and so many did not (rounded) gets a design effect of its own, else that of the
whole: of fewer people it would tell how heavy they are, and so who they might be."""
LARGEST_EFFECT = 99


@dataclass(frozen=True)
class PopulationCounts:
    """Population figures for one breakdown: people by class key, where they come from, and their day (ISO).

    `count_frame` says that these are the people from whom the sample was drawn, so that their number is the frame's.
    """

    breakdown: str
    counts: Mapping[str, int]
    source: str
    counted_on: str
    count_frame: bool = False


Figures = PopulationCounts | CrossedCounts
"""What is known of the population: per breakdown, and for two of them together."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """Answers with their weights (`microdata`), how these came about, or why there are none (`stopped`).

    `crossed` are the figures for two breakdowns together; whether they were used, the microdata say.
    """

    microdata: Microdata
    figures: tuple[PopulationCounts, ...]
    weighing: Weighing | None
    stopped: StopReason | None
    crossed: CrossedCounts | None = None


def weigh_microdata(microdata: Microdata, figures: Sequence[Figures]) -> Weighed | None:
    """Weigh people to the figures of their breakdowns, every one from design weight 1; None when there are no figures.

    Figures in which a class has no number are left out. The order in which breakdowns and their classes stand was
    announced before opening and is the order of raking and of merging. Figures for two breakdowns together come on top
    of those for each, and are left out where they do not fit.
    """
    singles = [one for one in figures if isinstance(one, PopulationCounts)]
    usable = tuple(one for one in singles if _is_complete(one, microdata.breakdowns))
    if not usable or not microdata.size:
        return None
    by_key = {one.key: one for one in microdata.breakdowns}
    try:
        margins = [_margin(one, by_key[one.breakdown]) for one in usable]
        weighing = weigh(margins, bounds=None)
        if not weighing.too_heavy:
            weighing = weigh(margins)
    except EmptyClassError:
        return Weighed(microdata, usable, None, StopReason.EMPTY_CLASS)
    except NotConvergedError:
        return Weighed(microdata, usable, None, StopReason.NOT_FITTING)
    if weighing.too_heavy:
        return Weighed(microdata, usable, weighing, StopReason.TOO_HEAVY)
    crossed = next((one for one in figures if isinstance(one, CrossedCounts)), None)
    together = None if crossed is None else _together(margins, weighing, crossed)
    if crossed is not None and together is not None:
        weighed = replace(microdata, weights=together.weights, crossed=crossed.pair)
        return Weighed(weighed, usable, together, None, crossed)
    return Weighed(replace(microdata, weights=weighing.weights), usable, weighing, None, crossed)


def _together(margins: Sequence[Margin], plain: Weighing, crossed: CrossedCounts) -> Weighing | None:
    """Weigh to the pairs of classes as well; None where the figures do not cover them, or do not fit."""
    keys = [one.key for one in margins]
    if not set(crossed.pair) <= set(keys) or crossed.first == crossed.second:
        return None
    places = keys.index(crossed.first), keys.index(crossed.second)
    rows, columns = (margins[place].classes for place in places)
    if set(crossed.counts) != set(rows) or any(set(row) != set(columns) for row in crossed.counts.values()):
        return None
    counts = [[crossed.counts[one][other] for other in columns] for one in rows]
    return weigh_crossed(margins, plain, counts, places)


def _is_complete(figures: PopulationCounts, breakdowns: Sequence[Breakdown]) -> bool:
    found = next((one for one in breakdowns if one.key == figures.breakdown), None)
    return found is not None and set(found.classes) == set(figures.counts) and sum(figures.counts.values()) > 0


def _margin(figures: PopulationCounts, breakdown: Breakdown) -> Margin:
    counts = np.array([figures.counts[key] for key in breakdown.classes], dtype=np.float64)
    return Margin(breakdown.key, breakdown.classes, counts, breakdown.codes)


def describe_weighing(weighed: Weighed, published: Published, *, sampled: bool) -> PublishedWeighting:
    """What may be shown about the weighing of a published outcome: only rounded numbers and groups that are shown.

    `sampled` is True for a random sample; without it no certainty is worked out.
    """
    margins = tuple(_published_margin(one, published) for one in weighed.figures)
    frame, crossed = _frame(weighed.figures) if sampled else None, _told(weighed)
    if weighed.stopped is not None or weighed.weighing is None:
        return PublishedWeighting(margins, sampled, stopped=weighed.stopped, frame=frame, crossed=crossed)
    weights = weighed.weighing.weights
    return PublishedWeighting(
        margins,
        sampled,
        lightest=round(float(weights.min()) * 10),
        heaviest=round(float(weights.max()) * 10),
        effective_size=round_to_five(weighed.weighing.effective_size),
        design_effect=_tenths(weighed.weighing.design_effect),
        effects=_effects(weighed, published) if sampled else (),
        frame=frame,
        crossed=crossed,
    )


def _told(weighed: Weighed) -> PublishedCrossing | None:
    found = weighed.crossed
    if found is None:
        return None
    return PublishedCrossing(*found.pair, found.source, found.counted_on, used=weighed.microdata.crossed is not None)


def _frame(figures: Sequence[PopulationCounts]) -> int | None:
    """The people from whom the sample was drawn; where backgrounds differ, the most, so that no margin is too small."""
    return max((sum(one.counts.values()) for one in figures if one.count_frame), default=None)


def _published_margin(figures: PopulationCounts, published: Published) -> PublishedMargin:
    shown = next((one for one in published.breakdowns if one.key == figures.breakdown and one.shown), None)
    groups = [one for one in shown.groups if one.key != NO_STATEMENT_KEY] if shown is not None else []
    counts = [sum(figures.counts.get(key, 0) for key in _classes(one)) for one in groups]
    percents = largest_remainder(counts, 100) if sum(counts) else [0] * len(groups)
    return PublishedMargin(
        figures.breakdown,
        figures.source,
        figures.counted_on,
        tuple(PublishedShare(one.key, percent) for one, percent in zip(groups, percents, strict=True)),
    )


def _classes(group: GroupSize) -> tuple[str, ...]:
    return group.merged if group.key == OTHER else (group.key,)


def _effects(weighed: Weighed, published: Published) -> tuple[PublishedEffect, ...]:
    """The design effect of the answers that enough people gave and enough did not, in all and per group."""
    if weighed.weighing is None:
        return ()
    residuals = Residuals(weighed.weighing.weights, weighed.weighing.groups)
    questions = {one.key: one for one in weighed.microdata.questions}
    breakdowns = {one.key: one for one in weighed.microdata.breakdowns}
    found: list[PublishedEffect] = []
    for shown in published.questions:
        if not shown.shown or shown.routed or shown.table is None:
            continue
        question = questions[shown.key]
        chose = np.stack([_chose(question, option.merged or (option.key,)) for option in shown.table.options], axis=1)
        everybody = np.zeros(weighed.microdata.size, dtype=np.int16)
        whole = residuals.shares(chose, question.answered, everybody, 1)
        found += _of_table(shown.key, shown.table, whole[0], None, None)
        for split in shown.splits:
            groups = _group_codes(breakdowns[split.breakdown], published.breakdown(split.breakdown))
            number = len(published.breakdown(split.breakdown).groups)
            estimates = residuals.shares(chose, question.answered & (groups < number), groups, number)
            keys = [one.key for one in published.breakdown(split.breakdown).groups]
            for group in split.groups:
                if group.table is not None:
                    own = estimates[keys.index(group.key)]
                    found += _of_table(shown.key, group.table, own, split.breakdown, group.key)
    return tuple(found)


def _of_table(
    question: str, table: PublishedTable, estimates: Sequence[ShareEstimate], breakdown: str | None, group: str | None
) -> list[PublishedEffect]:
    size = table.size or 0
    return [
        PublishedEffect(question, option.key, _tenths(estimate.design_effect), breakdown, group)
        for option, estimate in zip(table.options, estimates, strict=True)
        if option.edge is None and min(option.count or 0, size - (option.count or 0)) >= LARGE_ENOUGH
    ]


def _chose(question: Question, keys: tuple[str, ...]) -> Flags:
    places = [question.options.index(key) for key in keys]
    if isinstance(question, SingleChoice):
        return np.isin(question.codes, places)
    return np.asarray(question.ticks[:, places].any(axis=1))


def _group_codes(breakdown: Breakdown, shown: PublishedBreakdown) -> Codes:
    """The shown group of each person (n,); one more than the last for who is in none."""
    names = (*breakdown.classes, NO_STATEMENT_KEY)
    lookup = np.full(len(names), len(shown.groups), dtype=np.int16)
    for number, group in enumerate(shown.groups):
        lookup[[names.index(name) for name in _classes(group)]] = number
    return np.asarray(lookup[classes_with_no_statement(breakdown)])


def _tenths(effect: float) -> int:
    """Upwards, so that no interval is drawn too narrow."""
    return min(LARGEST_EFFECT, max(1, ceil(effect * 10 - 1e-9)))
