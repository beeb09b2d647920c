"""Makes counts of an outside source safe to show: tables of people per group and answer instead of a row per person.

The same rules, rounding and proof as for answers of our own; see `disclosure`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from panel.stats.disclosure import BREAKDOWNS_AT_MOST, THRESHOLD, Protection, protection_of, withheld
from panel.stats.grouping import BROAD_SHARE, merge_small
from panel.stats.published import (
    OTHER,
    Form,
    GroupSize,
    Published,
    PublishedBreakdown,
    PublishedQuestion,
    PublishedSplit,
    Reason,
)
from panel.stats.published_tables import PublishedGroup
from panel.stats.rounding import round_to_five, single_table

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class CountedQuestion:
    """A question with one answer per person and its answers in the order of the author."""

    key: str
    options: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class CountTable:
    """One breakdown: `counts` by question key hold whole people, shape (classes, options of that question)."""

    breakdown: str
    classes: tuple[str, ...]
    counts: dict[str, Counts]


class CountsDifferError(ValueError):
    """Two tables contradict each other on how many people gave an answer; `question` and `breakdown` say where."""

    def __init__(self, question: str, breakdown: str) -> None:
        super().__init__(f"{question}: totals by {breakdown} differ from those of the first breakdown")
        self.question = question
        self.breakdown = breakdown


def protect_counts(
    questions: Sequence[CountedQuestion], tables: Sequence[CountTable], *, threshold: int = THRESHOLD
) -> Protection:
    """Turn exact counts into what may be shown.

    People of a class are as many as answered the question that most of them answered; the first table says how many
    people there are in all. Raises CountsDifferError when tables contradict each other, ValueError for more than four
    breakdowns, none, a threshold below 10 or negative counts.
    """
    if threshold < THRESHOLD or not 1 <= len(tables) <= BREAKDOWNS_AT_MOST:
        raise ValueError("counts need one to four breakdowns and a threshold of at least 10")
    if any((table.counts[one.key] < 0).any() for table in tables for one in questions):
        raise ValueError("a count is below 0")
    _check_totals(questions, tables)
    size = int(people_in(questions, tables[0]).sum())
    if size < threshold:
        return withheld(Reason.TOO_FEW_ANSWERS, threshold=threshold)
    totals = {one.key: tables[0].counts[one.key].sum(axis=0) for one in questions}
    shown = {one.key: _total(one, totals[one.key], threshold) for one in questions}
    deciding = [one for one in questions if shown[one.key].shown and totals[one.key].sum() >= BROAD_SHARE * size]
    deciding = deciding or [one for one in questions if shown[one.key].shown]
    breakdowns = []
    for table in tables:
        breakdown, groups = _breakdown(table, questions, deciding, threshold)
        breakdowns.append(breakdown)
        for one in questions:
            split = _split(one, table, groups, threshold) if shown[one.key].shown else None
            if split is not None:
                shown[one.key] = replace(shown[one.key], splits=(*shown[one.key].splits, split))
    published = Published(
        threshold, weighted=False, shown=True, size=round_to_five(size),
        breakdowns=tuple(breakdowns), questions=tuple(shown.values()),
    )  # fmt: skip
    return protection_of(published, exact_size=size)


def _check_totals(questions: Sequence[CountedQuestion], tables: Sequence[CountTable]) -> None:
    people = people_in(questions, tables[0]).sum()
    for table in tables[1:]:
        for one in questions:
            if (table.counts[one.key].sum(axis=0) != tables[0].counts[one.key].sum(axis=0)).any():
                raise CountsDifferError(one.key, table.breakdown)
        if people_in(questions, table).sum() != people:
            raise CountsDifferError(questions[0].key, table.breakdown)


def people_in(questions: Sequence[CountedQuestion], table: CountTable) -> Counts:
    """How many people each class (c,) of a table holds: those who answered the question that most answered."""
    return np.asarray(np.max([table.counts[one.key].sum(axis=1) for one in questions], axis=0), dtype=np.int64)


def _total(question: CountedQuestion, counts: Counts, threshold: int) -> PublishedQuestion:
    hidden = PublishedQuestion(question.key, Form.SINGLE, ordered=False, routed=False, shown=False)
    answered = int(counts.sum())
    if answered < threshold:
        return replace(hidden, reason=Reason.TOO_FEW_ANSWERS)
    table = single_table(question.options, [float(count) for count in counts], answered)
    if table is None:
        return replace(hidden, reason=Reason.TOO_SCATTERED)
    return replace(hidden, shown=True, table=table)


def _breakdown(
    table: CountTable, questions: Sequence[CountedQuestion], deciding: Sequence[CountedQuestion], threshold: int
) -> tuple[PublishedBreakdown, list[tuple[str, list[int]]]]:
    """The breakdown as shown, and each group with the places of its classes; no groups when it is not shown."""
    people = people_in(questions, table)
    present = [place for place in range(len(table.classes)) if people[place]]
    bases = np.array(
        [table.counts[one.key].sum(axis=1)[present] for one in deciding] or [people[present]], dtype=np.int64
    )
    merged = [present[place] for place in merge_small(bases.min(axis=0), bases, threshold)]
    groups = [(table.classes[place], [place]) for place in present if place not in merged]
    groups += [(OTHER, merged)] if merged else []
    if len(groups) < 2:
        return PublishedBreakdown(table.breakdown, shown=False, reason=Reason.TOO_FEW_GROUPS), []
    sizes = tuple(
        GroupSize(
            key,
            round_to_five(int(people[places].sum())),
            tuple(table.classes[place] for place in places) if key == OTHER else (),
        )
        for key, places in groups
    )
    return PublishedBreakdown(table.breakdown, shown=True, groups=sizes), groups


def _split(
    question: CountedQuestion, table: CountTable, groups: Sequence[tuple[str, list[int]]], threshold: int
) -> PublishedSplit | None:
    shown = []
    for key, places in groups:
        counts = table.counts[question.key][places].sum(axis=0)
        answered = int(counts.sum())
        if answered < threshold:
            return None
        made = single_table(question.options, [float(count) for count in counts], answered)
        if made is None:
            return None
        shown.append(PublishedGroup(key, made))
    return PublishedSplit(table.breakdown, tuple(shown)) if shown else None
