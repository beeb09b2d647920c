"""Tells the attacker all that can ever be worked out about the weights, so that the proof holds for weighted figures.

Published are the margins and the lightest and heaviest weight; from these an attacker may work out how many people are
in each class and how heavy they are. So the attacker simply gets that exactly, and that every table comes from the
same people with the same weights. What stays unknown is who chose what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from panel.stats.evidence import Atom, Cells, Evidence, OptionKey, Population, classes_of
from panel.stats.map_as_breakdown import MAP
from panel.stats.microdata import Flags, Microdata
from panel.stats.program import Terms, minus, plus, times
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


@dataclass(frozen=True)
class WeightsKnown:
    """Of everybody, and per breakdown per class; `answered` the same per question of who answered it ("" is all)."""

    people: Mapping[str, Mapping[str, Heaviness]]
    answered: Mapping[str, Mapping[str, Mapping[str, Heaviness]]]

    def of(self, breakdown: str, classes: Iterable[str]) -> Heaviness:
        """The people of these classes together."""
        return _together(self.people[breakdown], classes)

    def who_answered(self, question: str, breakdown: str, classes: Iterable[str]) -> Heaviness:
        """Those of these classes who answered a question."""
        return _together(self.answered[question][breakdown], classes)


def _together(known: Mapping[str, Heaviness], classes: Iterable[str]) -> Heaviness:
    total = NOBODY
    for name in classes:
        total = total.with_other(known.get(name, NOBODY))
    return total


def weights_known(microdata: Microdata) -> WeightsKnown | None:
    """What an attacker could know of the weights of these answers at most; None when they are not weighted."""
    if microdata.weights is None:
        return None
    everybody = np.ones(microdata.size, dtype=np.bool_)
    return WeightsKnown(
        _per_class(microdata, everybody),
        {question.key: _per_class(microdata, question.answered) for question in microdata.questions},
    )


def _per_class(microdata: Microdata, among: Flags) -> dict[str, dict[str, Heaviness]]:
    found = {"": {"": _heaviness(microdata, among)}}
    for breakdown in microdata.breakdowns:
        codes = classes_with_no_statement(breakdown)
        names = (*breakdown.classes, NO_STATEMENT_KEY)
        found[breakdown.key] = {
            name: _heaviness(microdata, among & (codes == place)) for place, name in enumerate(names)
        }
    return found


def _heaviness(microdata: Microdata, members: Flags) -> Heaviness:
    if microdata.weights is None or not members.any():
        return NOBODY
    weights = microdata.weights[members]
    return Heaviness(int(members.sum()), float(weights.sum()), float(weights.min()), float(weights.max()))


def know_weights(evidence: Evidence, item: Published, population: Population, known: WeightsKnown) -> None:
    """Add all that is known of the weights to the program of one question, for the new outcome.

    In every cell people who chose an answer (whole numbers) and what they weigh together; what is shown is that weight
    on the scale of the group in which it is shown. Weights add up over the groups of a breakdown.
    """
    answered = known.who_answered(evidence.key, "", ("",))
    whole = _know_cells(evidence, population.total, answered, answered)
    _ticked_often_enough(evidence, item, population.total)
    for breakdown, atoms in population.atoms.items():
        if breakdown == MAP:
            _know_map(evidence, population.total, list(atoms.values()))
        shown = next((one for one in item.breakdowns if one.key == breakdown and one.shown), None)
        if shown is None or breakdown not in known.people:
            continue
        groups = [classes_of(group.key, group.merged) for group in shown.groups]
        masses: list[dict[OptionKey, Terms]] = []
        for atom, cells in atoms.items():
            group = next((one for one in groups if atom <= one), None)
            if group is None:
                break
            people = known.of(breakdown, atom).people
            evidence.program.require(cells.people, people, people)
            scale = known.who_answered(evidence.key, breakdown, group)
            evidence.can_lack[breakdown, atom] = _can_lack(known, breakdown, atom, item.threshold)
            masses.append(_know_cells(evidence, cells, known.who_answered(evidence.key, breakdown, atom), scale))
        else:
            for option, mass in whole.items():
                parts = plus(*(one[option] for one in masses))
                evidence.program.require(minus(parts, mass), -SLACK * answered.weight, SLACK * answered.weight)


def _know_map(evidence: Evidence, whole: Cells, groups: Sequence[Cells]) -> None:
    """On the map of a weighted outcome every answer counts as heavily, so its groups add up to the people."""
    for option in evidence.options:
        together = plus(*(one.chose[option] for one in groups))
        evidence.program.require(minus(together, whole.people_for(option)), 0, 0)


def _know_cells(evidence: Evidence, cells: Cells, answered: Heaviness, scale: Heaviness) -> dict[OptionKey, Terms]:
    """Give cells their people per answer; returns what those who chose each answer weigh together."""
    program = evidence.program
    program.require(cells.answered, answered.people, answered.people)
    chosen: dict[OptionKey, Terms] = {option: program.unknown(0, answered.people) for option in evidence.options}
    masses: dict[OptionKey, Terms] = {
        option: program.unknown(0, answered.weight, whole=False) for option in evidence.options
    }
    if evidence.form is Form.SINGLE:
        program.require(plus(*chosen.values()), answered.people, answered.people)
    factor = scale.people / scale.weight if scale.people else 1.0
    # Who chose it weighs between the lightest and the heaviest of these people, and so does who did not.
    spare_up = answered.heaviest * answered.people - answered.weight
    spare_down = answered.weight - answered.lightest * answered.people
    for option, mass in masses.items():
        program.require(minus(times(answered.heaviest, chosen[option]), mass), -SLACK, spare_up + SLACK)
        program.require(minus(mass, times(answered.lightest, chosen[option])), -SLACK, spare_down + SLACK)
        program.require(minus(cells.chose[option], times(factor, mass)), -SLACK, SLACK)
    cells.chosen_by = chosen
    return masses


def _ticked_often_enough(evidence: Evidence, item: Published, cells: Cells) -> None:
    """Of several answers, each that is shown was ticked by enough people, each that was merged by fewer."""
    if evidence.form is not Form.SEVERAL or cells.chosen_by is None:
        return
    for option, people in cells.chosen_by.items():
        if option[1]:
            evidence.program.require(people, 0, len(option[1]) * (item.threshold - 1))
        else:
            evidence.program.require(people, item.threshold)


def _can_lack(known: WeightsKnown, breakdown: str, atom: Atom, threshold: int) -> float:
    """How many of an answer in these classes the others can hold, when a class below the threshold has none of it."""
    sizes = [known.of(breakdown, (name,)).people for name in atom]
    small = [size for size in sizes if size < threshold]
    return float(sum(sizes) - max(small)) if small else float("inf")
