"""Writes down what follows from a route: everybody knows that a question went to who gave one of some answers before.

How many got it is not shown, but the answers to the question before are. So both questions say something of each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from panel.stats.evidence import Cells, Evidence, Population, classes_of, shown_question
from panel.stats.program import INFINITY, Terms, minus, plus
from panel.stats.published import Form, Published, PublishedQuestion, Reason
from panel.stats.published_routes import Route
from panel.stats.published_tables import Edge, PublishedTable
from panel.stats.rounding import BASE, sizes_with


@dataclass(frozen=True)
class _Beside:
    """The same people in two questions: the table of the one, that of the other (if shown), and who they are."""

    table: PublishedTable | None
    other: PublishedTable | None
    cells: Cells


def know_routes(evidence: Evidence, item: Published, population: Population) -> None:
    """Add to what is known of one question what follows from the routes to it and from it, in one outcome.

    Weighted counts are not numbers of people: from those only follows which answers nobody in a group gave.
    """
    for route in item.routes:
        if route.question == evidence.key:
            _asked_as_counted(evidence, item, population, route)
        elif route.of == evidence.key:
            _counted_as_asked(evidence, item, population, route)


def _asked_as_counted(evidence: Evidence, item: Published, population: Population, route: Route) -> None:
    """The question depends on another one, of which was shown how many gave the answers that lead here."""
    question, before = shown_question(item, route.question), shown_question(item, route.of)
    if question is None or before is None or item.weighted:
        return
    several = before.form is Form.SEVERAL
    for pair in _side_by_side(item, population, question, before):
        if pair.table is not None:
            between = (0.0, INFINITY) if pair.other is None else _leading(pair.other, route, several=several)
            asked = evidence.program.unknown(*between)
            _enough_asked(evidence, item, pair, asked, pair.cells.answered, question)


def _counted_as_asked(evidence: Evidence, item: Published, population: Population, route: Route) -> None:
    """Another question depends on this one: whether it is shown tells of how many gave the answers that lead there."""
    later = item.question(route.question)
    if not later.shown:
        if later.reason is Reason.ROUTING and not item.weighted:
            chose = _chose(evidence, population.total, route)
            evidence.program.require(minus(population.total.people, chose), 0, item.threshold - 1)
        return
    for pair in _side_by_side(item, population, later, later):
        if pair.table is None:
            for option in evidence.options:
                if option[0] in route.answers:
                    evidence.program.require(pair.cells.chose[option], 0, 0)
        elif not item.weighted:
            low, high = sizes_with(pair.table.unit)
            answered = evidence.program.unknown(max(low, item.threshold), high)
            _enough_asked(evidence, item, pair, _chose(evidence, pair.cells, route), answered, later)


def _enough_asked(
    evidence: Evidence, item: Published, pair: _Beside, asked: Terms, answered: Terms, question: PublishedQuestion
) -> None:
    """Enough people got a question that is shown, and enough did not; few left it open when that is not shown."""
    evidence.program.require(minus(asked, answered), 0)
    evidence.program.require(minus(pair.cells.people, asked), item.threshold)
    if question.skipped is None and pair.table is question.table:
        evidence.program.require(minus(asked, answered), 0, item.threshold - 1)


def _chose(evidence: Evidence, cells: Cells, route: Route) -> Terms:
    """How many people gave one of the answers that lead further: who ticked two of them counts once."""
    leading = [cells.chose[option] for option in evidence.options if option[0] in route.answers]
    if evidence.form is Form.SINGLE:
        return plus(*leading)
    merged = [cells.chose[option] for option in evidence.options if set(option[1]) & set(route.answers)]
    together = evidence.program.unknown()
    for one in leading:
        evidence.program.require(minus(together, one), 0)
    evidence.program.require(minus(plus(*leading, *merged), together), 0)
    evidence.program.require(minus(cells.answered, together), 0)
    return together


def _side_by_side(
    item: Published, population: Population, one: PublishedQuestion, other: PublishedQuestion
) -> list[_Beside]:
    """The tables of two questions about the same people: in all, and per group of each split of the first."""
    found = [_Beside(one.table, other.table, population.total)]
    for split in one.splits:
        if split.breakdown not in population.atoms:
            continue
        groups = {group.key: classes_of(group.key, group.merged) for group in item.breakdown(split.breakdown).groups}
        beside = other.split(split.breakdown)
        tables = {} if beside is None else {group.key: group.table for group in beside.groups}
        for group in split.groups:
            cells = population.together(split.breakdown, groups[group.key])
            found.append(_Beside(group.table, tables.get(group.key), cells))
    return found


def _leading(table: PublishedTable, route: Route, *, several: bool) -> tuple[float, float]:
    """How many people, from and to, can have given one of the answers that lead further."""
    lows, highs = [0.0], [0.0]
    slack = BASE // 2
    for option in table.options:
        if option.key not in route.answers and not set(option.merged) & set(route.answers):
            continue
        if option.count is None or table.size is None:
            return 0.0, INFINITY
        if option.edge is Edge.NOBODY:
            low, high = 0, slack
        elif option.edge is Edge.EVERYONE:
            low, high = table.size - 2 * slack, table.size + slack
        else:
            low, high = option.count - slack, option.count + slack
        lows.append(0.0 if option.merged else max(0.0, low))
        highs.append(high)
    return (max(lows) if several else sum(lows)), sum(highs)
