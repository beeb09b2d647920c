"""Decides which small groups and rare answers are shown together, so that nobody stands alone.

Table redesign with a threshold of 10 people (Australian ABS "rule of 10"; European SDC handbook, chapter 5). A single
hidden group would follow by subtraction, so what is merged holds at least two groups.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panel.stats.microdata import Breakdown, Codes, Question, SeveralChoice
from panel.stats.published import NO_STATEMENT_KEY, OTHER
from panel.stats.tally import Counts, classes_with_no_statement, everybody, tally

BROAD_SHARE = 0.5
"""Only questions put to everybody and answered by at least this part decide on the grouping (see `bases`)."""


@dataclass(frozen=True, eq=False)
class Grouping:
    """The groups by which a breakdown is shown: keys, the classes merged into `*OTHER`, and a code (n,) per person."""

    breakdown: str
    keys: tuple[str, ...]
    merged: tuple[str, ...]
    codes: Codes

    @property
    def number(self) -> int:
        return len(self.keys)

    def merged_into(self, key: str) -> tuple[str, ...]:
        """The classes inside this group, or none when it is a class of its own."""
        return self.merged if key == OTHER else ()


def merge_small(smallest: Counts, bases: Counts, threshold: int) -> list[int]:
    """Which of c classes are merged: every one below the threshold, then the next smallest until two and enough.

    `smallest` (c,) is each class's smallest base, `bases` (q, c) the bases per question by which "enough" is judged.
    Equal sizes go in the order of the classes. Returns no class when none is too small.
    """
    order = sorted(range(smallest.size), key=lambda index: (int(smallest[index]), index))
    merged = [index for index in order if smallest[index] < threshold]
    if not merged:
        return []
    for index in order[len(merged) :]:
        if len(merged) >= 2 and int(bases[:, merged].sum(axis=1).min()) >= threshold:
            break
        merged.append(index)
    return sorted(merged)


def deciding_questions(questions: list[Question], size: int) -> list[Question]:
    """The questions whose bases fix the grouping: put to everybody and answered by at least half; else all of them.

    A routed or hardly answered question would otherwise take every breakdown away; it is split by the same grouping
    only when each group is large enough.
    """
    broad = [
        question
        for question in questions
        if bool(question.asked.all()) and int(question.answered.sum()) >= BROAD_SHARE * size
    ]
    return broad or questions


def group_breakdown(breakdown: Breakdown, questions: list[Question], threshold: int) -> Grouping | None:
    """Fix the groups of one breakdown for the whole consultation; None when fewer than two groups remain.

    "Geen opgave" is a class. Classes without any person are left out. `questions` are those that are shown.
    """
    codes = classes_with_no_statement(breakdown)
    names = (*breakdown.classes, NO_STATEMENT_KEY)
    people = np.bincount(codes, minlength=len(names))
    present = [index for index in range(len(names)) if people[index]]
    deciding = deciding_questions(questions, codes.size)
    bases: NDArray[np.int64] = np.array(
        [np.bincount(codes[question.answered], minlength=len(names))[present] for question in deciding]
        or [people[present]],
        dtype=np.int64,
    )
    merged = [present[index] for index in merge_small(bases.min(axis=0), bases, threshold)]
    own = [index for index in present if index not in merged]
    keys = tuple(names[index] for index in own) + ((OTHER,) if merged else ())
    if len(keys) < 2:
        return None
    lookup = np.full(len(names), len(own), dtype=np.int16)
    lookup[own] = np.arange(len(own), dtype=np.int16)
    return Grouping(breakdown.key, keys, tuple(names[index] for index in merged), lookup[codes])


def merge_options(question: Question, threshold: int) -> tuple[int, ...]:
    """Which options of a several-choice question become `*OTHER` ("Anders"); none for other questions.

    Every option that fewer people than the threshold ticked. Ticks have no total from which one option could be
    subtracted, so a frequent answer is not taken along as with groups.
    """
    if not isinstance(question, SeveralChoice):
        return ()
    counts = tally(question, everybody(question.people), 1).counts[0]
    return tuple(index for index, count in enumerate(counts.tolist()) if count < threshold)
