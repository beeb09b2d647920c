"""Tells the attacker all that can ever be worked out about the weights, so that the proof holds for weighted figures.

Published are the margins and the lightest and heaviest weight; from these an attacker may work out how many people are
in each class and how heavy they are. So the attacker simply gets that exactly, and that every table comes from the
same people with the same weights. What stays unknown is who chose what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from panel.stats.crossing import cell_name, cells_of
from panel.stats.evidence import (
    Atom,
    Cells,
    Evidence,
    OptionKey,
    Population,
    classes_of,
    options_of,
    shown_question,
)
from panel.stats.map_as_breakdown import MAP
from panel.stats.microdata import Flags, Microdata, Weights
from panel.stats.program import Program, Terms, minus, plus, times
from panel.stats.published import NO_STATEMENT_KEY, Form, Published
from panel.stats.tally import classes_with_no_statement

SLACK = 1e-6
"""Weights are real numbers: equations hold to this part."""


@dataclass(frozen=True)
class Heaviness:
    """What is known of a set of people: how many, what they weigh together, and the lightest and heaviest of them."""

    people: int
    weight: float
    lightest: float
    heaviest: float

    def with_other(self, other: Heaviness) -> Heaviness:
        """Of both sets together."""
        if not self.people or not other.people:
            return self if self.people else other
        return Heaviness(
            self.people + other.people,
            self.weight + other.weight,
            min(self.lightest, other.lightest),
            max(self.heaviest, other.heaviest),
        )


NOBODY = Heaviness(0, 0.0, 1.0, 1.0)
Place = tuple[str, Atom]
WHOLE: Place = ("", frozenset(("",)))
Masses = dict[Place, dict[OptionKey, Terms]]
"""What those who chose each answer weigh together, of everybody (WHOLE) and per breakdown and classes."""


@dataclass(frozen=True)
class WeightsKnown:
    """Of everybody, and per breakdown per class; `answered` the same per question of who answered it ("" is all).

    `crossed` are two breakdowns that were weighed together: then their pairs of classes stand there like a breakdown.
    """

    people: Mapping[str, Mapping[str, Heaviness]]
    answered: Mapping[str, Mapping[str, Mapping[str, Heaviness]]]
    before: WeightsBefore | None = None
    crossed: tuple[str, str] | None = None

    def of(self, breakdown: str, classes: Iterable[str]) -> Heaviness:
        """The people of these classes together."""
        return _together(self.people[breakdown], classes)

    def who_answered(self, question: str, breakdown: str, classes: Iterable[str]) -> Heaviness:
        """Those of these classes who answered a question."""
        return _together(self.answered[question][breakdown], classes)


@dataclass(frozen=True)
class WeightsBefore:
    """Of a corrected version: what could be known of the weights in the version before it.

    `everybody` then, who was `kept` and who is `gone`, each with the weights of then; `ratio` of who was kept: how many
    times as heavy they are now.
    """

    everybody: WeightsKnown
    kept: WeightsKnown
    gone: WeightsKnown
    ratio: WeightsKnown


def _together(known: Mapping[str, Heaviness], classes: Iterable[str]) -> Heaviness:
    total = NOBODY
    for name in classes:
        total = total.with_other(known.get(name, NOBODY))
    return total


def weights_known(microdata: Microdata) -> WeightsKnown | None:
    """What an attacker could know of the weights of these answers at most; None when they are not weighted."""
    return None if microdata.weights is None else known_of(microdata, microdata.weights)


def known_of(microdata: Microdata, weights: Weights) -> WeightsKnown:
    """The same of any weights (n,) of these people."""
    everybody = np.ones(microdata.size, dtype=np.bool_)
    return WeightsKnown(
        _per_class(microdata, weights, everybody),
        {question.key: _per_class(microdata, weights, question.answered) for question in microdata.questions},
        crossed=microdata.crossed,
    )


def _per_class(microdata: Microdata, weights: Weights, among: Flags) -> dict[str, dict[str, Heaviness]]:
    found = {"": {"": _heaviness(weights, among)}}
    for breakdown in microdata.breakdowns:
        codes = classes_with_no_statement(breakdown)
        names = (*breakdown.classes, NO_STATEMENT_KEY)
        found[breakdown.key] = {name: _heaviness(weights, among & (codes == place)) for place, name in enumerate(names)}
    if microdata.crossed is not None:
        pairs, cell = cells_of(microdata, microdata.crossed)
        inside = {name: _heaviness(weights, among & (cell == place)) for place, name in enumerate(pairs)}
        found[cell_name(*microdata.crossed)] = inside
    return found


def _heaviness(weights: Weights, members: Flags) -> Heaviness:
    if not members.any():
        return NOBODY
    mine = weights[members]
    return Heaviness(int(members.sum()), float(mine.sum()), float(mine.min()), float(mine.max()))


def know_weights(evidence: Evidence, item: Published, population: Population, known: WeightsKnown) -> Masses:
    """Add all that is known of the weights of one outcome to the program of one question; returns what answers weigh.

    In every cell people who chose an answer (whole numbers) and what they weigh together; what is shown is that weight
    on the scale of the group in which it is shown. Weights and people add up over the groups of a breakdown.
    """
    answered = known.who_answered(evidence.key, *WHOLE)
    masses = {WHOLE: _know_cells(evidence, population.total, answered, answered)}
    _ticked_often_enough(evidence, item, population.total)
    for breakdown, atoms in [*population.atoms.items()]:
        shown = next((one for one in item.breakdowns if one.key == breakdown and one.shown), None)
        if breakdown.startswith(MAP) and shown is not None:
            _know_map(evidence, population.total, list(atoms.values()))
        if breakdown not in known.people:
            continue
        groups = [classes_of(group.key, group.merged) for group in shown.groups] if shown is not None else []
        for atom, cells in atoms.items():
            people = known.of(breakdown, atom).people
            evidence.program.require(cells.people, people, people)
            can_lack = _can_lack(known, breakdown, atom, item.threshold)
            evidence.can_lack[breakdown, atom] = min(can_lack, evidence.can_lack.get((breakdown, atom), can_lack))
            group = next((one for one in groups if atom <= one), atom)
            scale = known.who_answered(evidence.key, breakdown, group)
            mine = known.who_answered(evidence.key, breakdown, atom)
            masses[breakdown, atom] = _know_cells(evidence, cells, mine, scale)
        _know_sums(evidence, population.total, breakdown, atoms, masses, SLACK * answered.weight)
    if known.crossed is not None and set(known.crossed) <= population.atoms.keys():
        _know_pairs(evidence, population, known, known.crossed, masses)
    return masses


def _know_pairs(
    evidence: Evidence, population: Population, known: WeightsKnown, pair: tuple[str, str], masses: Masses
) -> None:
    """Of two breakdowns that were weighed together: who is in each pair of classes, and that pairs make the classes.

    Only classes hold whole numbers: a table of fractions with whole margins can be rounded to whole numbers with the
    same margins (Cox 1987), and a search over whole pairs takes minutes.
    """
    key, program = cell_name(*pair), evidence.program
    pairs: dict[Atom, Cells] = {}
    sides: dict[Place, list[Atom]] = {}
    for one in population.atoms[pair[0]]:
        for other in population.atoms[pair[1]]:
            atom = frozenset(cell_name(name, beside) for name in one for beside in other)
            pairs[atom] = _cells_of_pair(evidence, known.of(key, atom).people)
            mine = known.who_answered(evidence.key, key, atom)
            masses[key, atom] = _know_cells(evidence, pairs[atom], mine, mine, whole=False)
            sides.setdefault((pair[0], one), []).append(atom)
            sides.setdefault((pair[1], other), []).append(atom)
    slack = SLACK * known.who_answered(evidence.key, *WHOLE).weight
    for (breakdown, atom), parts in sides.items():
        whole = population.atoms[breakdown][atom]
        for option in evidence.options:
            people = plus(*(pairs[part].people_for(option) for part in parts))
            program.require(minus(people, whole.people_for(option)), 0, 0)
            weight = plus(*(masses[key, part][option] for part in parts))
            program.require(minus(weight, masses[breakdown, atom][option]), -slack, slack)
    population.atoms[key] = pairs


def _cells_of_pair(evidence: Evidence, people: int) -> Cells:
    program = evidence.program
    chose: dict[OptionKey, Terms] = {option: program.unknown(whole=False) for option in evidence.options}
    of_all, answered = (program.unknown(low, people, whole=False) for low in (people, 0))
    return Cells(of_all, answered, chose)


def _know_sums(
    evidence: Evidence, whole: Cells, breakdown: str, atoms: Mapping[Atom, Cells], masses: Masses, slack: float
) -> None:
    """Who chose an answer, and what they weigh, adds up over all classes."""
    for option in evidence.options:
        people = plus(*(cells.people_for(option) for cells in atoms.values()))
        evidence.program.require(minus(people, whole.people_for(option)), 0, 0)
        weight = plus(*(masses[breakdown, atom][option] for atom in atoms))
        evidence.program.require(minus(weight, masses[WHOLE][option]), -slack, slack)


def know_weights_before(evidence: Evidence, newer: Population, before: WeightsBefore, now: Masses) -> None:
    """Tie a corrected version to the one before it: who was in it is still there or is gone, with the weights of then.

    `now` is what answers weigh in the new version.
    """
    (item, older), gone = evidence.items[1], evidence.differences[0]
    then = know_weights(evidence, item, older, before.everybody)
    _tie(evidence, WHOLE, (newer.total, older.total, gone.total), before, (now, then))
    for breakdown, atoms in gone.atoms.items():
        for atom, cells in atoms.items():
            three = newer.atoms[breakdown][atom], older.atoms[breakdown][atom], cells
            if breakdown in before.everybody.people:
                _tie(evidence, (breakdown, atom), three, before, (now, then))
            elif breakdown == MAP and all(_shows(one, MAP) for one, _population in evidence.items):
                for option in evidence.options:
                    still, was, left = (one.chose[option] for one in three)
                    evidence.program.require(minus(was, plus(still, left)), 0, 0)
    key = cell_name(*before.everybody.crossed) if before.everybody.crossed else ""
    for atom, cells in newer.atoms.get(key, {}).items():
        away = _cells_of_pair(evidence, before.gone.of(key, atom).people)
        _tie(evidence, (key, atom), (cells, older.atoms[key][atom], away), before, (now, then))


def _shows(item: Published, breakdown: str) -> bool:
    return any(one.key == breakdown and one.shown for one in item.breakdowns)


def _tie(
    evidence: Evidence,
    place: Place,
    cells: tuple[Cells, Cells, Cells],
    before: WeightsBefore,
    weighing: tuple[Masses, Masses],
) -> None:
    """Tie the people of one place in the new version, in the one before it and among those who are gone."""
    (newer, older, gone), (now, then), program = cells, weighing, evidence.program
    kept, left, ratio = (one.who_answered(evidence.key, *place) for one in (before.kept, before.gone, before.ratio))
    program.require(gone.answered, left.people, left.people)
    gone.chosen_by = {option: program.unknown(0, left.people) for option in evidence.options}
    for option in evidence.options:
        program.require(minus(older.people_for(option), plus(newer.people_for(option), gone.people_for(option))), 0, 0)
        stayed, went = (program.unknown(0, one.weight, whole=False) for one in (kept, left))
        slack = SLACK * max(1.0, kept.weight + left.weight)
        program.require(minus(then[place][option], plus(stayed, went)), -slack, slack)
        _weigh(program, stayed, newer.people_for(option), kept)
        _weigh(program, went, gone.people_for(option), left)
        program.require(minus(now[place][option], times(ratio.lightest, stayed)), -slack)
        program.require(minus(times(ratio.heaviest, stayed), now[place][option]), -slack)


def _weigh(program: Program, mass: Terms, chosen: Terms, among: Heaviness) -> None:
    """Who chose it weighs between the lightest and the heaviest of these people, and so does who did not."""
    spare_up = among.heaviest * among.people - among.weight
    spare_down = among.weight - among.lightest * among.people
    program.require(minus(times(among.heaviest, chosen), mass), -SLACK, spare_up + SLACK)
    program.require(minus(mass, times(among.lightest, chosen)), -SLACK, spare_down + SLACK)


def _know_map(evidence: Evidence, whole: Cells, groups: Sequence[Cells]) -> None:
    """On the map of a weighted outcome every answer counts as heavily, so its groups add up to the people."""
    for option in evidence.options:
        together = plus(*(one.chose[option] for one in groups))
        evidence.program.require(minus(together, whole.people_for(option)), 0, 0)


def _know_cells(
    evidence: Evidence, cells: Cells, answered: Heaviness, scale: Heaviness, *, whole: bool = True
) -> dict[OptionKey, Terms]:
    """Give cells their people per answer; returns what those who chose each answer weigh together."""
    program = evidence.program
    program.require(cells.answered, answered.people, answered.people)
    chosen: dict[OptionKey, Terms] = {
        option: program.unknown(0, answered.people, whole=whole) for option in evidence.options
    }
    masses: dict[OptionKey, Terms] = {
        option: program.unknown(0, answered.weight, whole=False) for option in evidence.options
    }
    if evidence.form is Form.SINGLE:
        program.require(plus(*chosen.values()), answered.people, answered.people)
    factor = scale.people / scale.weight if scale.people else 1.0
    for option, mass in masses.items():
        _weigh(program, mass, chosen[option], answered)
        program.require(minus(cells.chose[option], times(factor, mass)), -SLACK, SLACK)
    cells.chosen_by = chosen
    return masses


def _ticked_often_enough(evidence: Evidence, item: Published, cells: Cells) -> None:
    """Of several answers, each that is shown was ticked by enough people, each that was merged by fewer."""
    shown = shown_question(item, evidence.key)
    if evidence.form is not Form.SEVERAL or cells.chosen_by is None or shown is None:
        return
    for option in options_of(shown):
        people = cells.chosen_by[option]
        if option[1]:
            evidence.program.require(people, 0, len(option[1]) * (item.threshold - 1))
        else:
            evidence.program.require(people, item.threshold)


def _can_lack(known: WeightsKnown, breakdown: str, atom: Atom, threshold: int) -> float:
    """How many of an answer in these classes the others can hold, when a class below the threshold has none of it."""
    sizes = [known.of(breakdown, (name,)).people for name in atom]
    small = [size for size in sizes if size < threshold]
    return float(sum(sizes) - max(small)) if small else float("inf")
