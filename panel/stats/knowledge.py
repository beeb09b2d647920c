"""Reads all that was published about one question and writes it down as what an attacker knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panel.stats.evidence import (
    Cells,
    Evidence,
    Population,
    atoms_of,
    classes_of,
    options_of,
    population_of,
    relate,
    shown_question,
)
from panel.stats.program import INFINITY, Program, Terms, minus, plus, times
from panel.stats.published import Form, Published, PublishedBreakdown, PublishedQuestion
from panel.stats.published_map import NOT_ON_MAP
from panel.stats.published_tables import Edge, PublishedTable
from panel.stats.relations import Earlier, Relation
from panel.stats.rounding import BASE, sizes_with, steps_in
from panel.stats.route_knowledge import know_routes
from panel.stats.weights_known import WeightsKnown, know_weights, know_weights_before


def interval(shown: int, *, weighted: bool = False) -> tuple[float, float]:
    """The exact numbers that a shown number may stand for; a number that is no multiple of 5 was never rounded."""
    if shown % BASE:
        return float(shown), float(shown)
    slack = BASE / 2 if weighted else BASE // 2
    return max(0.0, shown - slack), shown + slack


def gather(
    published: Published,
    earlier: Sequence[Earlier],
    key: str,
    *,
    exact_size: int | None = None,
    weights: WeightsKnown | None = None,
) -> Evidence:
    """Everything known about question `key`, from the new outcome and all earlier ones."""
    earlier = [item for item in earlier if item.published.shown]
    everything = [published, *(item.published for item in earlier)]
    tables = [question for item in everything if (question := shown_question(item, key)) is not None]
    options = tuple(dict.fromkeys(option for question in tables for option in options_of(question)))
    atoms = atoms_of(everything, {split.breakdown for question in tables for split in question.splits})
    evidence = Evidence(Program(), key, tables[0].form, options, atoms)
    current = population_of(evidence, weighted=published.weighted)
    evidence.items.append((published, current))
    relate(evidence, current, earlier)
    if exact_size is not None:
        evidence.program.require(current.total.people, exact_size, exact_size)
    if weights is not None and published.weighted:
        masses = know_weights(evidence, published, current, weights)
        if weights.before is not None and [one.relation for one in earlier] == [Relation.BEFORE]:
            know_weights_before(evidence, current, weights.before, masses)
    for item, population in evidence.items:
        _know_outcome(evidence, item, population)
        know_routes(evidence, item, population)
    return evidence


def _know_outcome(evidence: Evidence, item: Published, population: Population) -> None:
    if item.size is not None:
        low, high = interval(item.size)
        evidence.program.require(population.total.people, max(low, item.threshold), high)
    for breakdown in item.breakdowns:
        if breakdown.shown and breakdown.key in population.atoms:
            _know_sizes(evidence, breakdown, population)
    question = shown_question(item, evidence.key)
    if question is None or question.table is None:
        return
    know = _Knowing(evidence, item, question.routed)
    know.table(question.table, population.total)
    if not item.weighted:
        know.ticked_often_enough(question.table, population.total)
    know.left_open(question, population.total)
    for split in question.splits:
        groups = {group.key: classes_of(group.key, group.merged) for group in item.breakdown(split.breakdown).groups}
        for group in split.groups:
            cells = population.together(split.breakdown, groups[group.key])
            if group.table is None:
                evidence.program.require(cells.answered, 0, 0)
            else:
                know.table(group.table, cells)
        if NOT_ON_MAP in groups and all(group.key != NOT_ON_MAP for group in split.groups):
            # Too few of these people answered this statement.
            cells = population.together(split.breakdown, groups[NOT_ON_MAP])
            evidence.program.require(cells.answered, 0, item.threshold - 1)


def _know_sizes(evidence: Evidence, breakdown: PublishedBreakdown, population: Population) -> None:
    for group in breakdown.groups:
        cells = population.together(breakdown.key, classes_of(group.key, group.merged))
        evidence.program.require(cells.people, *interval(group.size))


@dataclass
class _Knowing:
    """What one shown table says about its unknown cells."""

    evidence: Evidence
    item: Published
    routed: bool

    def table(self, table: PublishedTable, cells: Cells) -> None:
        program, weighted = self.evidence.program, self.item.weighted
        low, high = _size_between(table)
        program.require(cells.answered, max(low, self.item.threshold), high)
        for option in table.options:
            key = (option.key, option.merged)
            chose, others = cells.chose[key], cells.others(key)
            stands_for_size = option.edge is Edge.EVERYONE and option.count == table.size
            if option.count is not None and not stands_for_size:
                program.require(chose, *interval(option.count, weighted=weighted))
            if option.rest is not None:
                program.require(others, *interval(option.rest, weighted=weighted))
            few = BASE / 2 if weighted else BASE // 2
            more = BASE / 2 if weighted else BASE // 2 + 1
            for side, edge in ((chose, Edge.NOBODY), (others, Edge.EVERYONE)):
                if option.edge is edge:
                    program.require(side, 0, few)
                else:
                    program.require(side, more)
        if table.size is None:
            self.shares(table, cells)

    def ticked_often_enough(self, table: PublishedTable, cells: Cells) -> None:
        """Of several answers, each that is shown was ticked by enough people, each that was merged by fewer."""
        if self.evidence.form is not Form.SEVERAL:
            return
        for option in table.options:
            chose = cells.chose[option.key, option.merged]
            if option.merged:
                self.evidence.program.require(chose, 0, len(option.merged) * (self.item.threshold - 1))
            else:
                self.evidence.program.require(chose, self.item.threshold)

    def shares(self, table: PublishedTable, cells: Cells) -> None:
        """Shares without counts bind the rounded counts, which lie close to the exact ones."""
        steps, step = steps_in(table.unit)
        single = self.evidence.form is Form.SINGLE
        rounded = [self.rounded(cells.chose[option.key, option.merged]) for option in table.options]
        for option, count in zip(table.options, rounded, strict=True):
            others = {} if single else self.rounded(cells.others((option.key, option.merged)))
            whole = plus(*rounded) if single else plus(count, others)
            off = minus(times(steps, count), times(option.share / step, whole))
            error = times(1.0 if single else 0.5, whole)
            self.evidence.program.require(minus(off, error), -INFINITY, 0)
            self.evidence.program.require(plus(off, error), 0)

    def rounded(self, exact: Terms) -> Terms:
        fives = self.evidence.program.unknown()
        slack = BASE / 2 if self.item.weighted else BASE // 2
        self.evidence.program.require(minus(times(BASE, fives), exact), -slack, slack)
        return times(BASE, fives)

    def left_open(self, question: PublishedQuestion, cells: Cells) -> None:
        silent = minus(cells.people, cells.answered)
        if self.routed:
            return
        if question.skipped is None:
            self.evidence.program.require(silent, 0, self.item.threshold - 1)
        elif question.skipped.count is not None:
            low, high = interval(question.skipped.count)
            self.evidence.program.require(silent, max(low, self.item.threshold), high)


def _size_between(table: PublishedTable) -> tuple[float, float]:
    return sizes_with(table.unit) if table.size is None else interval(table.size)
