"""What an attacker can work out about each hidden set of people, as the least and the most that each answer can have.

The same integer programs as in `attack` (Hundepool et al. 2012, Statistical Disclosure Control, chapter 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from panel.stats.attack import others_can_hold
from panel.stats.evidence import Evidence, classes_of, shown_question
from panel.stats.knowledge import gather
from panel.stats.published import Published, PublishedBreakdown
from panel.stats.relations import Earlier


@dataclass(frozen=True)
class Range:
    """The least and the most people in these hidden classes that can have given this answer."""

    question: str
    breakdown: str
    classes: tuple[str, ...]
    option: str
    low: int
    high: int


def hidden_ranges(
    published: Published, earlier: Sequence[Earlier] = (), *, exact_size: int | None = None
) -> tuple[Range, ...]:
    """Ranges for every class that is not shown on its own, and for all classes of a merged group together.

    Of one class alone the attacker knows that the others in its group can have given so many of the answers. Takes
    two searches per hidden set and option, of some milliseconds each.
    """
    found: list[Range] = []
    for question in published.questions:
        if question.shown:
            evidence = gather(published, earlier, question.key, exact_size=exact_size)
            for split in question.splits:
                found += _of_breakdown(evidence, published, published.breakdown(split.breakdown))
    return tuple(found)


def _of_breakdown(evidence: Evidence, published: Published, breakdown: PublishedBreakdown) -> Iterator[Range]:
    population = evidence.items[0][1]
    question = shown_question(published, evidence.key)
    if question is None:
        return
    for group in breakdown.groups:
        if not group.merged:
            continue
        classes = classes_of(group.key, group.merged)
        held = others_can_hold(published, breakdown, classes)
        for option, terms in population.together(breakdown.key, classes).chose.items():
            bounds = evidence.program.extremes(terms)
            if bounds is None:
                continue
            low, high = int(bounds[0]), int(bounds[1])
            yield Range(evidence.key, breakdown.key, tuple(group.merged), option[0], low, high)
            for name in group.merged:
                alone = max(0, low - int(held))
                yield Range(evidence.key, breakdown.key, (name,), option[0], alone, high)
