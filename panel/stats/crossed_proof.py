"""Proves that pairs of classes which were weighed together give nobody away, though their sizes can be known.

Nothing is shown per pair. But who knows how many people are in each could find out that all of them gave one answer;
where that is possible, the pairs are not used for weighing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panel.stats.attack import DOUBT
from panel.stats.crossing import cell_name
from panel.stats.evidence import Evidence, Population
from panel.stats.knowledge import gather
from panel.stats.map_as_breakdown import with_maps_as_breakdowns
from panel.stats.program import TOLERANCE, Point, Terms, minus, plus, times, value_at
from panel.stats.published import Form, Published
from panel.stats.relations import Earlier
from panel.stats.weights_known import WeightsKnown

ENOUGH = DOUBT + 1
"""One more than for a group that is shown, for the search allows fractions of people in a pair."""


def pairs_are_safe(
    published: Published, earlier: Sequence[Earlier], *, exact_size: int | None, weights: WeightsKnown
) -> bool:
    """Whether in every pair of classes of `weights.crossed`, in every version, three may have answered otherwise.

    Of fewer people: all of them. True when no question is split by both breakdowns. Not proven counts as unsafe.
    """
    if weights.crossed is None:
        return True
    published, earlier = with_maps_as_breakdowns(published, earlier)
    for question in published.questions:
        if question.shown:
            evidence = gather(published, earlier, question.key, exact_size=exact_size, weights=weights)
            if not _nobody_is_sure(evidence, weights):
                return False
    return True


def _nobody_is_sure(evidence: Evidence, weights: WeightsKnown) -> bool:
    goals = [*_goals(evidence, weights)]
    first = evidence.program.solve(_as_many_as_possible(evidence, goals)) if goals else None
    points: list[Point] = [] if first is None else [first]
    for terms, least in goals:
        if any(value_at(terms, point) >= least - TOLERANCE for point in points):
            continue
        possible = evidence.program.solve(extra=((terms, least, float("inf")),))
        if possible is None:
            return False
        points.append(possible)
    return True


def _as_many_as_possible(evidence: Evidence, goals: Sequence[tuple[Terms, float]]) -> Terms:
    """An objective whose best solution is a witness for as many goals as can be had at once."""
    reached = []
    for terms, least in goals:
        # From so low that this alone rules nothing out.
        reached.append(evidence.program.unknown(least - ENOUGH, least, whole=False))
        evidence.program.require(minus(terms, reached[-1]), 0)
    return plus(*reached)


def _goals(evidence: Evidence, weights: WeightsKnown) -> Iterator[tuple[Terms, float]]:
    """What must be possible: this sum of people can be at least so many."""
    crossed = weights.crossed
    if crossed is None or (len(evidence.options) < 2 and evidence.form is Form.SINGLE):
        return
    key = cell_name(*crossed)
    newer, older = evidence.items[0][1], evidence.items[1][1] if len(evidence.items) > 1 else None
    yield from _of_version(evidence, key, newer, weights)
    if older is not None and weights.before is not None:
        yield from _of_version(evidence, key, older, weights.before.everybody)
        yield from _of_who_went(evidence, key, newer, older, weights.before.gone)


def _of_version(
    evidence: Evidence, key: str, population: Population, known: WeightsKnown
) -> Iterator[tuple[Terms, float]]:
    for atom, cells in population.atoms.get(key, {}).items():
        least = min(ENOUGH, known.who_answered(evidence.key, key, atom).people)
        for option in evidence.options if least else ():
            yield cells.people_against(option), least
            if evidence.form is Form.SEVERAL:
                yield cells.people_for(option), least


def _of_who_went(
    evidence: Evidence, key: str, newer: Population, older: Population, went: WeightsKnown
) -> Iterator[tuple[Terms, float]]:
    for atom, cells in newer.atoms.get(key, {}).items():
        gone = went.who_answered(evidence.key, key, atom).people
        for option in evidence.options if gone else ():
            left = minus(older.atoms[key][atom].people_for(option), cells.people_for(option))
            # Those who are gone and chose it can be all but so many of them, or fewer.
            yield times(-1.0, left), min(ENOUGH, gone) - gone
            if evidence.form is Form.SEVERAL:
                yield left, min(ENOUGH, gone)
