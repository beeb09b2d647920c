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

    def others(self, option: OptionKey) -> Terms:
        """Those who answered and did not choose this option."""
        return minus(self.answered, self.chose[option])


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
    """Give every earlier outcome its people: the same, or more (BEFORE), or fewer (PART)."""
    smaller = current
    for item in reversed([item for item in earlier if item.relation is Relation.BEFORE]):
        larger = population_of(evidence, weighted=item.published.weighted)
        evidence.items.append((item.published, larger))
        _difference(evidence, larger, [smaller])
        smaller = larger
    parts = []
    for item in earlier:
        if item.relation is Relation.SAME and item.published.weighted == current.weighted:
            evidence.items.append((item.published, current))
        elif item.relation is not Relation.BEFORE:
            population = population_of(evidence, weighted=item.published.weighted)
            evidence.items.append((item.published, population))
            if item.relation is Relation.PART:
                parts.append(population)
    if parts:
        _difference(evidence, current, parts)


def _difference(evidence: Evidence, whole: Population, parts: Sequence[Population]) -> None:
    """Those in the whole and in no part: nobody showed them, but they follow by subtraction. None, or enough."""
    weighted = whole.weighted or any(part.weighted for part in parts)
    rest = population_of(evidence, weighted=weighted)
    evidence.differences.append(rest)
    _add_up(evidence, whole.total, [rest.total, *(part.total for part in parts)], counts=not weighted)
    some = evidence.program.unknown(0, 1)
    evidence.program.require(minus(rest.total.people, times(evidence.items[0][0].threshold, some)), 0)
    evidence.program.require(minus(rest.total.people, times(MANY, some)), -INFINITY, 0)
    for breakdown, cells in whole.atoms.items():
        for atom, part in cells.items():
            others = [population.atoms[breakdown][atom] for population in parts]
            _add_up(evidence, part, [rest.atoms[breakdown][atom], *others], counts=not weighted)
