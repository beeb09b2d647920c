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
from panel.stats.weights_known import WeightsKnown, weights_known

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
    """What may be shown (`published`) and what the desk is told about it (`report`).

    `weights` is what an attacker could know of the weights, for who proves something more of the same outcome.
    """

    published: Published
    report: Report
    weights: WeightsKnown | None = None


def protect(
    microdata: Microdata,
    *,
    previous: Sequence[Published | Earlier] = (),
    threshold: int = THRESHOLD,
    attacker_knows_size: bool = True,
    weights: WeightsKnown | None = None,
) -> Protection:
    """Turn the answers of one consultation into what may be shown.

    `previous` is everything published before about these people, to any audience: a plain `Published` is about exactly
    the same people, an `Earlier` says how its people relate to these. `attacker_knows_size` hands the attacker the
    exact number of submissions (only ever stricter); of weighted answers it always knows all there is to know of the
    weights, or more when `weights` says so.

    Where a breakdown fails the proof for a question, that question is not split by it and the proof runs again;
    a question that fails in its totals is not shown; a breakdown that is left without questions is not shown. Figures
    that contradict `previous` cannot be proven, so they are not shown either. Raises ValueError when the threshold is
    below 10 or when there are more than four breakdowns.
    """
    if threshold < THRESHOLD:
        raise ValueError(f"the threshold may not be lower than {THRESHOLD}")
    if len(microdata.breakdowns) > BREAKDOWNS_AT_MOST:
        raise ValueError(f"at most {BREAKDOWNS_AT_MOST} breakdowns may be announced")
    if microdata.size < threshold:
        return withheld(Reason.TOO_FEW_ANSWERS, threshold=threshold, weighted=microdata.weights is not None)
    earlier = tuple(item if isinstance(item, Earlier) else Earlier(item) for item in previous)
    size, known = microdata.size if attacker_knows_size else None, weights or weights_known(microdata)
    published = _proven(publish(microdata, threshold), earlier, size, known)
    return Protection(published, _report(published), known)


def protection_of(
    published: Published, previous: Sequence[Earlier] = (), *, exact_size: int | None = None
) -> Protection:
    """What is left of rounded figures when all that fails the proof is dropped, with the report of that."""
    proven = _proven(published, tuple(previous), exact_size)
    return Protection(proven, _report(proven))


def withheld(reason: Reason, *, threshold: int = THRESHOLD, weighted: bool = False) -> Protection:
    """An outcome that shows nothing, for this reason."""
    published = Published(threshold, weighted, shown=False, size=None, reason=reason)
    return Protection(published, Report({}, {}, (Dropped(reason),)))


def _proven(
    published: Published,
    earlier: tuple[Earlier, ...],
    exact_size: int | None,
    weights: WeightsKnown | None = None,
) -> Published:
    """Drop what fails until nothing does. Showing less never helps an attacker, so only failed questions run again."""
    failed: tuple[str, ...] | None = None
    while found := weaknesses(published, earlier, exact_size=exact_size, questions=failed, weights=weights):
        failed = tuple(dict.fromkeys(weakness.question for weakness in found))
        blamed = {key: Counter(weakness.breakdown for weakness in found if weakness.question == key) for key in failed}
        questions = tuple(
            _with_less(question, blamed[question.key]) if question.key in blamed else question
            for question in published.questions
        )
        published = replace(published, questions=questions)
        # What was left out of a question may make another one safe on which it depends.
        failed += tuple(route.of for route in published.routes if route.question in failed)
    return _without_empty_breakdowns(published)


def _with_less(question: PublishedQuestion, blamed: Counter[str | None]) -> PublishedQuestion:
    """Without the split that fails most (the last among equals); then without any split; then not shown at all."""
    shown = [split.breakdown for split in question.splits]
    failing = [key for key in shown if blamed[key]]
    if failing:
        worst = max(reversed(failing), key=lambda key: blamed[key])
        return replace(question, splits=tuple(split for split in question.splits if split.breakdown != worst))
    if shown:
        return replace(question, splits=())
    return PublishedQuestion(
        question.key, question.form, question.ordered, question.routed, shown=False, reason=Reason.PROOF
    )


def _without_empty_breakdowns(published: Published) -> Published:
    """A breakdown by which no question may be split is not shown either, nor the sizes of its groups."""
    used = {split.breakdown for question in published.questions for split in question.splits}
    return replace(
        published,
        breakdowns=tuple(
            breakdown
            if not breakdown.shown or breakdown.key in used
            else PublishedBreakdown(breakdown.key, shown=False, reason=Reason.PROOF)
            for breakdown in published.breakdowns
        ),
    )


def _report(published: Published) -> Report:
    kept = [breakdown.key for breakdown in published.breakdowns if breakdown.shown]
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
            missing = [key for key in kept if question.split(key) is None]
            dropped += [Dropped(Reason.NOT_SAFE, breakdown=key, question=question.key) for key in missing]
    merged_classes = {
        breakdown.key: group.merged for breakdown in published.breakdowns for group in breakdown.groups if group.merged
    }
    return Report(merged_classes, merged_options, tuple(dropped))
