"""Makes answers safe to show: small groups together, numbers rounded, and a proof that nothing follows by calculation.

The one function between exact answers and anything a person may see. Rules 1 to 9 and 11 of docs/methods.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from panel.stats.attack import weaknesses
from panel.stats.microdata import Microdata
from panel.stats.published import Published, PublishedBreakdown, PublishedQuestion, Reason
from panel.stats.publishing import publish
from panel.stats.relations import Earlier

THRESHOLD = 10
"""The least number of people about whom anything is shown; a municipality may set it higher, never lower."""
BREAKDOWNS_AT_MOST = 4


@dataclass(frozen=True)
class Dropped:
    """Something that is not shown, for the report to the desk: a breakdown, a question, or one split of a question."""

    reason: Reason
    breakdown: str | None = None
    question: str | None = None


@dataclass(frozen=True)
class Report:
    """What was merged and dropped, and why. Holds keys and reasons only, no number, so that it gives nothing away."""

    merged_classes: dict[str, tuple[str, ...]]
    merged_options: dict[str, tuple[str, ...]]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True)
class Protection:
    """What may be shown (`published`) and what the desk is told about it (`report`)."""

    published: Published
    report: Report


def protect(
    microdata: Microdata,
    *,
    previous: Sequence[Published | Earlier] = (),
    threshold: int = THRESHOLD,
    exact_size: int | None = None,
) -> Protection:
    """Turn the answers of one consultation into what may be shown.

    `previous` is everything published before about these people, to any audience: a plain `Published` is about exactly
    the same people, an `Earlier` says how its people relate to these. `exact_size` hands the attacker the exact number
    of submissions (only ever stricter). A breakdown that fails the proof is dropped and the proof runs again; then
    a question that fails in its totals. Raises ValueError when the threshold is below 10 or when there are more than
    four breakdowns. Figures that contradict `previous` cannot be proven, so they are not shown.
    """
    if threshold < THRESHOLD:
        raise ValueError(f"the threshold may not be lower than {THRESHOLD}")
    if len(microdata.breakdowns) > BREAKDOWNS_AT_MOST:
        raise ValueError(f"at most {BREAKDOWNS_AT_MOST} breakdowns may be announced")
    if microdata.size < threshold:
        return _nothing(microdata, threshold)
    earlier = tuple(item if isinstance(item, Earlier) else Earlier(item) for item in previous)
    published = _proven(publish(microdata, threshold), earlier, exact_size)
    return Protection(published, _report(published))


def _nothing(microdata: Microdata, threshold: int) -> Protection:
    reason = Reason.TOO_FEW_ANSWERS
    published = Published(threshold, microdata.weights is not None, shown=False, size=None, reason=reason)
    return Protection(published, Report({}, {}, (Dropped(reason),)))


def _proven(published: Published, earlier: tuple[Earlier, ...], exact_size: int | None) -> Published:
    """Drop what fails until nothing does. Showing less never helps an attacker, so only failed questions run again."""
    failed: Sequence[str] | None = None
    while found := weaknesses(published, earlier, exact_size=exact_size, questions=failed):
        failed = tuple(dict.fromkeys(weakness.question for weakness in found))
        blamed = Counter(weakness.breakdown for weakness in found if weakness.breakdown in _shown_keys(published))
        published = _without_breakdown(published, _worst(blamed)) if blamed else _without_questions(published, failed)
    return published


def _worst(blamed: Counter[str | None]) -> str:
    """The breakdown with most weaknesses; the last announced among equals."""
    most = max(blamed.values())
    return [key for key, times in blamed.items() if times == most and key is not None][-1]


def _shown_keys(published: Published) -> set[str]:
    return {breakdown.key for breakdown in published.breakdowns if breakdown.shown}


def _without_breakdown(published: Published, key: str) -> Published:
    return replace(
        published,
        breakdowns=tuple(
            PublishedBreakdown(key, shown=False, reason=Reason.PROOF) if breakdown.key == key else breakdown
            for breakdown in published.breakdowns
        ),
        questions=tuple(
            replace(question, splits=tuple(split for split in question.splits if split.breakdown != key))
            for question in published.questions
        ),
    )


def _without_questions(published: Published, keys: Sequence[str]) -> Published:
    def hidden(question: PublishedQuestion) -> PublishedQuestion:
        return PublishedQuestion(
            question.key, question.form, question.ordered, question.routed, shown=False, reason=Reason.PROOF
        )

    return replace(
        published,
        questions=tuple(hidden(question) if question.key in keys else question for question in published.questions),
    )


def _report(published: Published) -> Report:
    kept = _shown_keys(published)
    merged_options = {
        question.key: option.merged
        for question in published.questions
        if question.table is not None
        for option in question.table.options
        if option.merged
    }
    dropped = [Dropped(item.reason, breakdown=item.key) for item in published.breakdowns if item.reason is not None]
    for question in published.questions:
        if question.reason is not None:
            dropped.append(Dropped(question.reason, question=question.key))
        else:
            missing = [key for key in sorted(kept) if question.split(key) is None]
            dropped += [Dropped(Reason.TOO_FEW_ANSWERS, breakdown=key, question=question.key) for key in missing]
    merged_classes = {
        breakdown.key: group.merged for breakdown in published.breakdowns for group in breakdown.groups if group.merged
    }
    return Report(merged_classes, merged_options, tuple(dropped))
