"""Writes down everything an attacker knows about one question: all that was published, in every version, as equations.

The attacker knows the threshold, the rounding, the words for the edges, the units, how small groups are merged, and
that people who did not answer are fewer than the threshold when their number is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from panel.stats.program import INFINITY, Program, Terms, minus, plus, times
from panel.stats.published import (
    Form,
    Published,
    PublishedQuestion,
)
from panel.stats.relations import Earlier, Relation

MANY = 1e6
"""More people than any consultation has."""
OptionKey = tuple[str, tuple[str, ...]]
Atom = frozenset[str]
"""Classes that stood in the same group in every version: the smallest sets that can be told apart."""


@dataclass
class Cells:
    """Unknown numbers for one set of people: who they are, who answered, and who chose each option."""

    people: Terms
    answered: Terms
    chose: dict[OptionKey, Terms]
    # Only of weighted figures whose weights are known: the people themselves, where `chose` is on the shown scale.
    chosen_by: dict[OptionKey, Terms] | None = None

    def others(self, option: OptionKey) -> Terms:
        """Those who answered and did not choose this option."""
        return minus(self.answered, self.chose[option])

    def people_for(self, option: OptionKey) -> Terms:
        """The people who chose this option."""
        return self.chose[option] if self.chosen_by is None else self.chosen_by[option]

    def people_against(self, option: OptionKey) -> Terms:
        """The people who answered and did not choose this option."""
        return minus(self.answered, self.people_for(option))


@dataclass
class Population:
    """Everybody in one version: in all, and per breakdown per atom."""

    total: Cells
    weighted: bool
    atoms: dict[str, dict[Atom, Cells]] = field(default_factory=dict)

    def together(self, breakdown: str, group: Atom) -> Cells:
        """The cells of a group, as the sum of its atoms."""
        parts = [cells for atom, cells in self.atoms[breakdown].items() if atom <= group]
        return Cells(
            people=plus(*(part.people for part in parts)),
            answered=plus(*(part.answered for part in parts)),
            chose={option: plus(*(part.chose[option] for part in parts)) for option in self.total.chose},
            chosen_by=(
                {option: plus(*(part.people_for(option) for part in parts)) for option in self.total.chose}
                if parts and all(part.chosen_by is not None for part in parts)
                else None
            ),
        )


def classes_of(key: str, merged: Sequence[str]) -> Atom:
    """The classes in a shown group."""
    return frozenset(merged) if merged else frozenset((key,))


@dataclass
class Evidence:
    """The integer program for one question: each outcome with its people, and the people found by difference."""

    program: Program
    key: str
    form: Form
    options: tuple[OptionKey, ...]
    atoms: dict[str, list[Atom]]
    items: list[tuple[Published, Population]] = field(default_factory=list)
    differences: list[Population] = field(default_factory=list)
    # Groups that were shown by themselves: a class that everybody's outcome shows can be hidden in one of these.
    parts: list[Population] = field(default_factory=list)
    # How many of an answer in these hidden classes can be with the others, where class sizes are known.
    can_lack: dict[tuple[str, Atom], float] = field(default_factory=dict)

    def is_part(self, population: Population) -> bool:
        """Whether these people are one group of several."""
        return any(one is population for one in self.parts)


def shown_question(item: Published, key: str) -> PublishedQuestion | None:
    """The question in this outcome, when it is shown there."""
    return next((question for question in item.questions if question.key == key and question.shown), None)


def options_of(question: PublishedQuestion) -> list[OptionKey]:
    return [] if question.table is None else [(option.key, option.merged) for option in question.table.options]


def atoms_of(everything: Sequence[Published], keys: set[str]) -> dict[str, list[Atom]]:
    atoms: dict[str, list[Atom]] = {}
    for key in sorted(keys):
        groupings = [
            [classes_of(group.key, group.merged) for group in breakdown.groups]
            for item in everything
            for breakdown in item.breakdowns
            if breakdown.key == key and breakdown.shown
        ]
        signatures: dict[tuple[int, ...], set[str]] = {}
        for name in sorted({name for grouping in groupings for group in grouping for name in group}):
            signature = tuple(
                next((index for index, group in enumerate(grouping) if name in group), -1) for grouping in groupings
            )
            signatures.setdefault(signature, set()).add(name)
        atoms[key] = [frozenset(names) for names in signatures.values()]
    return atoms


def _cells(evidence: Evidence, *, weighted: bool) -> Cells:
    program = evidence.program
    people, answered = program.unknown(), program.unknown()
    chose: dict[OptionKey, Terms] = {option: program.unknown(whole=not weighted) for option in evidence.options}
    program.require(minus(people, answered), 0)
    if evidence.form is Form.SINGLE:
        program.require(minus(plus(*chose.values()), answered), 0, 0)
        return Cells(people, answered, chose)
    for option, count in chose.items():
        program.require(minus(answered, count), 0)
        for other, larger in chose.items():
            if option != other and _parts(option) < _parts(other):
                program.require(minus(larger, count), 0)
    return Cells(people, answered, chose)


def _parts(option: OptionKey) -> Atom:
    return classes_of(*option)


def population_of(evidence: Evidence, *, weighted: bool) -> Population:
    population = Population(_cells(evidence, weighted=weighted), weighted)
    for breakdown, names in evidence.atoms.items():
        population.atoms[breakdown] = {atom: _cells(evidence, weighted=weighted) for atom in names}
        _add_up(evidence, population.total, list(population.atoms[breakdown].values()), counts=not weighted)
    return population


def _add_up(evidence: Evidence, whole: Cells, parts: Sequence[Cells], *, counts: bool) -> None:
    """The parts make the whole. Weighted counts do not: each table has its own scale, and weights are not known."""
    program = evidence.program
    program.require(minus(plus(*(part.people for part in parts)), whole.people), 0, 0)
    program.require(minus(plus(*(part.answered for part in parts)), whole.answered), 0, 0)
    if counts:
        for option in evidence.options:
            program.require(minus(plus(*(part.chose[option] for part in parts)), whole.chose[option]), 0, 0)


def relate(evidence: Evidence, current: Population, earlier: Sequence[Earlier]) -> None:
    """Give every earlier outcome its people: the same, or more (BEFORE), or fewer (PART of the oldest version)."""
    oldest, newer = current, evidence.items[0][0]
    for item in reversed([item for item in earlier if item.relation is Relation.BEFORE]):
        larger = _population_of_earlier(evidence, item)
        taken_out = _difference(evidence, larger, [oldest])
        _know_rule_six(evidence, taken_out, newer, item.published)
        oldest, newer = larger, item.published
    parts = evidence.parts
    for item in earlier:
        if item.relation is Relation.SAME and item.published.weighted == current.weighted:
            evidence.items.append((item.published, current))
            _know_size(evidence, current, item)
        elif item.relation is not Relation.BEFORE:
            population = _population_of_earlier(evidence, item)
            if item.relation is Relation.PART:
                parts.append(population)
    if parts:
        gone = max(item.gone_at_most for item in earlier if item.relation is Relation.PART)
        _difference(evidence, oldest, parts, gone_at_most=gone)


def _population_of_earlier(evidence: Evidence, item: Earlier) -> Population:
    population = population_of(evidence, weighted=item.published.weighted)
    evidence.items.append((item.published, population))
    _know_size(evidence, population, item)
    return population


def _know_size(evidence: Evidence, population: Population, item: Earlier) -> None:
    if item.exact_size is not None:
        evidence.program.require(population.total.people, item.exact_size, item.exact_size)


def _know_rule_six(evidence: Evidence, taken_out: Population, newer: Published, older: Published) -> None:
    """Of a breakdown that both versions show, every group lost nobody or at least the threshold (methods, rule 6)."""
    shown = {one.key for one in older.breakdowns if one.shown}
    for breakdown in newer.breakdowns:
        if breakdown.shown and breakdown.key in shown and breakdown.key in taken_out.atoms:
            for group in breakdown.groups:
                cells = taken_out.together(breakdown.key, classes_of(group.key, group.merged))
                _nobody_or_enough(evidence, cells.people, newer.threshold)


def _nobody_or_enough(evidence: Evidence, people: Terms, threshold: int) -> None:
    some = evidence.program.unknown(0, 1)
    evidence.program.require(minus(people, times(threshold, some)), 0)
    evidence.program.require(minus(people, times(MANY, some)), -INFINITY, 0)


def _difference(
    evidence: Evidence, whole: Population, parts: Sequence[Population], *, gone_at_most: int = 0
) -> Population:
    """Those in the whole and in no part: nobody showed them, but they follow by subtraction. None, or enough.

    At most `gone_at_most` people of the parts are no longer in the whole.
    """
    weighted = whole.weighted or any(part.weighted for part in parts)
    rest = population_of(evidence, weighted=weighted)
    evidence.differences.append(rest)
    gone = population_of(evidence, weighted=weighted) if gone_at_most else None
    if gone is not None:
        evidence.program.require(gone.total.people, 0, gone_at_most)
    together = _sum(whole.total, gone.total if gone else None)
    _add_up(evidence, together, [rest.total, *(part.total for part in parts)], counts=not weighted)
    _nobody_or_enough(evidence, rest.total.people, evidence.items[0][0].threshold)
    for breakdown, cells in whole.atoms.items():
        for atom, part in cells.items():
            others = [population.atoms[breakdown][atom] for population in parts]
            together = _sum(part, gone.atoms[breakdown][atom] if gone else None)
            _add_up(evidence, together, [rest.atoms[breakdown][atom], *others], counts=not weighted)
    return rest


def _sum(one: Cells, other: Cells | None) -> Cells:
    if other is None:
        return one
    return Cells(
        people=plus(one.people, other.people),
        answered=plus(one.answered, other.answered),
        chose={option: plus(one.chose[option], other.chose[option]) for option in one.chose},
    )
