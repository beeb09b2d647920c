"""Tries to find out by calculation what was meant to stay hidden; runs before every freeze, not only in tests.

For every hidden set of people (classes inside `*OTHER`, groups left out) each answer must be able to be 0 and must have
at least three possible values; no shown group, and nobody found by subtracting outcomes, may be provably unanimous
or unanimous but one. Feasible ranges by integer programming, as in auditing of protected tables
(Hundepool et al. 2012, Statistical Disclosure Control, chapter 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from panel.stats.evidence import Atom, Cells, Evidence, Population, classes_of, shown_question
from panel.stats.knowledge import gather, interval
from panel.stats.map_as_breakdown import with_maps_as_breakdowns
from panel.stats.program import INFINITY, TOLERANCE, Point, Program, Row, Terms, minus, plus, value_at
from panel.stats.published import Form, GroupSize, Published, PublishedBreakdown
from panel.stats.relations import Earlier
from panel.stats.weights_known import WeightsKnown

DOUBT = 2
"""At least this many must be able to differ: values 0, 1 and 2 of a hidden answer, and two who disagree in a group."""


class Kind(StrEnum):
    """HIDDEN: a hidden set is pinned down. UNANIMOUS: a group is known to agree. TOO_SMALL: a group under threshold.

    UNPROVEN: the figures contradict each other or the solver could not decide, which counts as unsafe.
    """

    HIDDEN = "HIDDEN"
    UNANIMOUS = "UNANIMOUS"
    TOO_SMALL = "TOO_SMALL"
    UNPROVEN = "UNPROVEN"


@dataclass(frozen=True)
class Weakness:
    """One thing that follows from what is published; `breakdown` None means the totals. For logs without numbers."""

    kind: Kind
    question: str
    breakdown: str | None = None
    group: tuple[str, ...] = ()
    option: str | None = None


@dataclass(frozen=True)
class _Goal:
    """What must be possible if nothing leaks: `low <= terms <= high`.

    Void when `only_if` is proven impossible, and when `unless` is possible.
    """

    weakness: Weakness
    terms: Terms
    low: float = -INFINITY
    high: float = INFINITY
    only_if: Row | None = None
    unless: Row | None = None

    def met_at(self, point: Point) -> bool:
        return self.low - TOLERANCE <= value_at(self.terms, point) <= self.high + TOLERANCE


def weaknesses(
    published: Published,
    earlier: Sequence[Earlier] = (),
    *,
    exact_size: int | None = None,
    questions: Sequence[str] | None = None,
    weights: WeightsKnown | None = None,
) -> tuple[Weakness, ...]:
    """Everything that follows from `published` together with all `earlier` outcomes; empty means proven safe.

    `exact_size` gives the attacker the exact number of submissions. `questions` limits the search to these keys.
    `weights` is what could be worked out of the weights of weighted figures.
    A few tens of milliseconds per question.
    """
    published, earlier = with_maps_as_breakdowns(published, earlier)
    found: list[Weakness] = []
    for question in published.questions:
        if question.shown and (questions is None or question.key in questions):
            weak = _attack(gather(published, earlier, question.key, exact_size=exact_size, weights=weights))
            further = [route for route in published.routes if route.of == question.key]
            if weak and further:
                alone = replace(published, routes=tuple(one for one in published.routes if one not in further))
                if not _attack(gather(alone, earlier, question.key, exact_size=exact_size, weights=weights)):
                    weak = _of_what_follows(published, [route.question for route in further], weak)
            found += weak
    return tuple(found)


def _of_what_follows(published: Published, further: Sequence[str], weak: Sequence[Weakness]) -> list[Weakness]:
    """What a question gives away only because of questions that depend on it is to be mended in those."""
    return [
        replace(weakness, question=question.key)
        for question in published.questions
        if question.key in further and question.shown
        for weakness in weak
    ]


def _attack(evidence: Evidence) -> list[Weakness]:
    if small := list(_too_small(evidence)):
        return small
    goals = [*_goals(evidence)]
    program = evidence.program
    point = program.solve(_as_many_as_possible(program, goals))
    if point is None:
        breakdowns: list[str | None] = [*evidence.atoms]
        return [Weakness(Kind.UNPROVEN, evidence.key, breakdown) for breakdown in breakdowns or [None]]
    points = [point]
    found = []
    # Of one set of people many goals ask the same first.
    known: dict[int, bool] = {}
    for goal in goals:
        if any(goal.met_at(one) for one in points) or not _matters(goal, program, points, known):
            continue
        possible = program.solve(extra=((goal.terms, goal.low, goal.high),))
        if possible is not None:
            points.append(possible)
        elif goal.unless is None or program.solve(extra=(goal.unless,)) is None:
            found.append(goal.weakness)
    return found


def _matters(goal: _Goal, program: Program, points: list[Point], known: dict[int, bool]) -> bool:
    """Whether what a goal is about can be at all, or may be; `known` keeps what was worked out for the same row."""
    row = goal.only_if
    if row is None:
        return True
    if id(row) not in known:
        terms, low, high = row
        known[id(row)] = any(low - TOLERANCE <= value_at(terms, one) <= high + TOLERANCE for one in points)
        if not known[id(row)]:
            point = program.solve(extra=(row,))
            points += [] if point is None else [point]
            known[id(row)] = point is not None or not program.refutes(row)
    return known[id(row)]


def _as_many_as_possible(program: Program, goals: Sequence[_Goal]) -> Terms:
    """An objective whose best solution is a witness for as many goals as can be had at once."""
    objective: dict[int, float] = {}
    for goal in goals:
        if goal.low > -INFINITY:
            reached = program.unknown(0, goal.low, whole=False)
            program.require(minus(goal.terms, reached), 0)
            objective = plus(objective, reached)
        else:
            excess = program.unknown(whole=False)
            program.require(minus(excess, goal.terms), -goal.high)
            objective = minus(objective, excess)
    return objective


def _too_small(evidence: Evidence) -> Iterator[Weakness]:
    for item, _ in evidence.items:
        for breakdown in item.breakdowns:
            for group in breakdown.groups if breakdown.key in evidence.atoms else ():
                if interval(group.size)[1] < item.threshold or len(group.merged) == 1:
                    classes = tuple(sorted(classes_of(group.key, group.merged)))
                    yield Weakness(Kind.TOO_SMALL, evidence.key, breakdown.key, classes)


def _goals(evidence: Evidence) -> Iterator[_Goal]:
    for item, population in evidence.items:
        question = shown_question(item, evidence.key)
        if question is None:
            continue
        yield from _not_unanimous(evidence, population.total, None, ())
        for split in question.splits:
            breakdown = item.breakdown(split.breakdown)
            groups = {group.key: group for group in breakdown.groups}
            for shown in split.groups:
                group = groups[shown.key]
                if shown.table is not None:
                    classes = classes_of(group.key, group.merged)
                    cells = population.together(split.breakdown, classes)
                    yield from _not_unanimous(evidence, cells, split.breakdown, tuple(sorted(classes)))
            yield from _not_pinned(evidence, item, population, breakdown)
        if evidence.is_part(population):
            yield from _not_by_subtraction(evidence, population, {split.breakdown for split in question.splits})
    for rest in evidence.differences:
        yield from _not_unanimous(evidence, rest.total, None, (), may_be_empty=True)
        yield from _not_by_subtraction(evidence, rest, set())


def _not_unanimous(
    evidence: Evidence, cells: Cells, breakdown: str | None, classes: tuple[str, ...], *, may_be_empty: bool = False
) -> Iterator[_Goal]:
    if len(evidence.options) < 2 and evidence.form is Form.SINGLE:
        return
    for option in evidence.options:
        weakness = Weakness(Kind.UNANIMOUS, evidence.key, breakdown, classes, option[0])
        some = (cells.answered, 1, INFINITY) if may_be_empty else None
        yield _Goal(weakness, cells.people_against(option), low=DOUBT, only_if=some)
        if evidence.form is Form.SEVERAL:
            yield _Goal(weakness, cells.people_for(option), low=DOUBT, only_if=some)


def _not_by_subtraction(evidence: Evidence, population: Population, told: set[str]) -> Iterator[_Goal]:
    """People whom no outcome shows as a group do not all agree; when they may be few, nobody's answer is sure.

    `told` are the breakdowns of which these people's own outcome shows the groups.
    """
    threshold = evidence.items[0][0].threshold
    for key in sorted(population.atoms.keys() - told):
        for atom, cells in population.atoms[key].items():
            classes = tuple(sorted(atom))
            yield from _not_unanimous(evidence, cells, key, classes, may_be_empty=True)
            few, nobody = (cells.answered, 1, threshold - 1), (cells.answered, 0, 0)
            for option in evidence.options:
                weakness = Weakness(Kind.HIDDEN, evidence.key, key, classes, option[0])
                yield _Goal(weakness, cells.people_for(option), low=DOUBT, only_if=few, unless=nobody)
                yield _Goal(weakness, cells.people_for(option), high=0, only_if=few)


def _not_pinned(
    evidence: Evidence, item: Published, population: Population, breakdown: PublishedBreakdown
) -> Iterator[_Goal]:
    """Every set of classes that is not shown on its own can have chosen an answer 0, 1 or 2 times."""
    told = _told_apart(evidence, breakdown.key, population)
    for atom, cells in population.atoms[breakdown.key].items():
        if atom in told or not _counted(item, breakdown, atom):
            continue
        known = evidence.can_lack.get((breakdown.key, atom), INFINITY)
        least = min(known, others_can_hold(item, breakdown, atom))
        for option in evidence.options:
            weakness = Weakness(Kind.HIDDEN, evidence.key, breakdown.key, tuple(sorted(atom)), option[0])
            yield _Goal(weakness, cells.people_for(option), low=DOUBT)
            yield _Goal(weakness, cells.people_for(option), high=least)


def _told_apart(evidence: Evidence, breakdown: str, population: Population) -> set[Atom]:
    """Single classes that some outcome of these people shows as a group, and those of whom nobody was asked."""
    told = set()
    for item, people in evidence.items:
        if people is not population and (evidence.is_part(people) or evidence.is_part(population)):
            continue
        question = shown_question(item, evidence.key)
        split = None if question is None else question.split(breakdown)
        if split is None:
            continue
        sizes = {group.key: group for group in item.breakdown(breakdown).groups}
        for group in split.groups:
            classes = classes_of(group.key, sizes[group.key].merged)
            if len(classes) == 1 or group.table is None:
                told.add(classes)
    return told


def _counted(item: Published, breakdown: PublishedBreakdown, atom: Atom) -> bool:
    return any(atom <= classes_of(group.key, group.merged) for group in breakdown.groups)


def others_can_hold(item: Published, breakdown: PublishedBreakdown, atom: Atom) -> float:
    """How many of an answer in these classes can all be with the others, when one class has none of it.

    The attacker knows that classes were merged because they are small: either all are below the threshold, or all but
    the next smallest, which is no larger than any group shown. Bases may differ between questions by those who
    skipped, hence the slack. A class that stands alone has nobody to hide behind.
    """
    if len(atom) < 2:
        return 0
    group = next(group for group in breakdown.groups if atom <= classes_of(group.key, group.merged))
    small = item.threshold - 1
    slack = _skipped_at_most(item, breakdown, group)
    largest = min((interval(other.size)[1] for other in breakdown.groups if other is not group), default=0.0)
    if len(atom) == 2:
        return max(small + slack, largest)
    return max((len(atom) - 1) * small, small - 1 + largest) + slack


def _skipped_at_most(item: Published, breakdown: PublishedBreakdown, group: GroupSize) -> int:
    """How many fewer people of a group answered some question, as it is shown: rounding is given to the attacker."""
    bases = [
        shown.table.size
        for question in item.questions
        if (split := question.split(breakdown.key)) is not None
        for shown in split.groups
        if shown.key == group.key and shown.table is not None and shown.table.size is not None
    ]
    return max(0, group.size - max(min(bases, default=item.threshold), item.threshold))
