"""Writes the rounded tables of one consultation, question by question; the proof comes after, in `disclosure`."""

from __future__ import annotations

from dataclasses import replace

from panel.stats.grouping import Grouping, group_breakdown, merge_options
from panel.stats.microdata import Microdata, Question, SeveralChoice, SingleChoice, Weights
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
from panel.stats.published_tables import PublishedGroup, PublishedTable
from panel.stats.relations import nobody_or_enough
from panel.stats.rounding import round_to_five, safe_count, several_table, single_table
from panel.stats.tally import Tally, everybody, tally


def publish(microdata: Microdata, threshold: int) -> Published:
    """Rounded figures by rules 1 to 5 and 7, not yet proven: for `disclosure.protect` and the attacker's tests only."""
    routed = {route.question for route in microdata.routes}
    questions = {
        question.key: _publish_total(question, microdata.weights, threshold, routed=question.key in routed)
        for question in microdata.questions
    }
    shown = [question for question in microdata.questions if questions[question.key].shown]
    groupings = {
        breakdown.key: group_breakdown(breakdown, shown, threshold) if shown else None
        for breakdown in microdata.breakdowns
    }
    for question in shown:
        splits = (
            publish_split(question, grouping, microdata.weights, threshold, routed=question.key in routed)
            for grouping in groupings.values()
            if grouping is not None
        )
        questions[question.key] = replace(questions[question.key], splits=tuple(split for split in splits if split))
    return Published(
        threshold=threshold,
        weighted=microdata.weights is not None,
        shown=True,
        size=round_to_five(microdata.size),
        breakdowns=tuple(_publish_breakdown(key, grouping) for key, grouping in groupings.items()),
        questions=tuple(questions.values()),
        routes=microdata.routes,
    )


def _publish_breakdown(key: str, grouping: Grouping | None) -> PublishedBreakdown:
    if grouping is None:
        return PublishedBreakdown(key, shown=False, reason=Reason.TOO_FEW_GROUPS)
    sizes = [int((grouping.codes == index).sum()) for index in range(grouping.number)]
    return PublishedBreakdown(
        key,
        shown=True,
        groups=tuple(
            GroupSize(name, round_to_five(size), grouping.merged_into(name))
            for name, size in zip(grouping.keys, sizes, strict=True)
        ),
    )


def _option_keys(question: Question, merged: tuple[int, ...]) -> list[tuple[str, tuple[str, ...]]]:
    keys: list[tuple[str, tuple[str, ...]]] = [
        (key, ()) for index, key in enumerate(question.options) if index not in merged
    ]
    if merged:
        keys.append((OTHER, tuple(question.options[index] for index in merged)))
    return keys


def _table(
    question: Question, merged: tuple[int, ...], counted: Tally, group: int, *, size_shown: bool
) -> PublishedTable | None:
    amounts, answered = [float(amount) for amount in counted.amounts[group]], int(counted.answered[group])
    if isinstance(question, SingleChoice):
        return single_table(question.options, amounts, answered, size_shown=size_shown)
    return several_table(_option_keys(question, merged), amounts, answered, size_shown=size_shown)


def _publish_total(
    question: Question, weights: Weights | None, threshold: int, *, routed: bool = False
) -> PublishedQuestion:
    """One question of everybody; `routed` when it was for who gave some answer to another question.

    Such a question that everybody got would say that all of them gave that answer.
    """
    merged = merge_options(question, threshold)
    counted = tally(question, everybody(question.people), 1, merged=merged, weights=weights)
    asked, answered, confused = (int(counted.asked[0]), int(counted.answered[0]), int(counted.not_understood[0]))
    left_out = question.people - asked
    routed = routed or left_out > 0
    form = Form.SEVERAL if isinstance(question, SeveralChoice) else Form.SINGLE
    ordered = isinstance(question, SingleChoice) and question.ordered
    hidden = PublishedQuestion(question.key, form, ordered, routed, shown=False)
    if answered < threshold:
        return replace(hidden, reason=Reason.TOO_FEW_ANSWERS)
    if routed and left_out < threshold:
        return replace(hidden, reason=Reason.ROUTING)
    table = _table(question, merged, counted, 0, size_shown=not routed)
    if table is None or len(table.options) == 1 < len(question.options):
        return replace(hidden, reason=Reason.TOO_SCATTERED)
    return replace(
        hidden,
        shown=True,
        table=table,
        skipped=safe_count(asked - answered, asked, threshold, size_shown=not routed),
        not_understood=safe_count(confused, asked, threshold, size_shown=not routed),
    )


def publish_split(
    question: Question,
    grouping: Grouping,
    weights: Weights | None,
    threshold: int,
    *,
    may_lack: str | None = None,
    routed: bool = False,
) -> PublishedSplit | None:
    """One question by one breakdown, or None when a group has too few who were asked, not asked or answered.

    `routed` as in the totals: a group in which everybody was asked would have given one answer. Only the group
    `may_lack` is left out then, without the others. Not yet proven either.
    """
    merged = merge_options(question, threshold)
    counted = tally(question, grouping.codes, grouping.number, merged=merged, weights=weights)
    least_left_out = threshold if routed else 0
    routed = routed or not bool(question.asked.all())
    groups = []
    for index, key in enumerate(grouping.keys):
        people, asked, answered = (int(each[index]) for each in (counted.people, counted.asked, counted.answered))
        if asked == 0:
            groups.append(PublishedGroup(key, None))
            continue
        if key == may_lack and answered < threshold:
            continue
        left_out = people - asked
        if answered < threshold or left_out < least_left_out or not nobody_or_enough(left_out, threshold):
            return None
        table = _table(question, merged, counted, index, size_shown=not routed)
        if table is None:
            return None
        groups.append(PublishedGroup(key, table))
    return PublishedSplit(grouping.breakdown, tuple(groups))
