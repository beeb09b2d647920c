"""Reads rows of a table that are about two backgrounds at once, and checks them against each background by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from panel.consultations.models import Breakdown
from panel.consultations.service.exchange.problems import Problem
from panel.consultations.service.population_pairs import PairCounts, disagreements

MOST_NAMED = 5


@dataclass
class PairsReading:
    """The pairs that were read so far; all of the same two backgrounds, in the order in which those were announced."""

    announced: Sequence[Breakdown]
    pair: tuple[Breakdown, Breakdown] | None = None
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def take(self, found: Sequence[tuple[Breakdown, str]], people: int) -> str | None:
        """Keep the people of one pair of classes, given as backgrounds with a class key; or say what is wrong."""
        (one, name), (other, beside) = sorted(found, key=lambda each: self.announced.index(each[0]))
        if one is other:
            return "SAME_VARIABLE"
        if self.pair is None:
            self.pair = one, other
        if self.pair != (one, other):
            return "OTHER_PAIR"
        if (name, beside) in self.counts:
            return "PAIR_TWICE"
        self.counts[name, beside] = people
        return None

    def finished(
        self, singles: Mapping[str, Mapping[str, int]], kept: Mapping[str, Mapping[str, int]]
    ) -> tuple[PairCounts | None, list[Problem]]:
        """Return the pairs, or what is missing or does not agree with `singles` of the file and else `kept` before."""
        if self.pair is None:
            return None, []
        one, other = self.pair
        wanted = [(first, second) for first in one.classes for second in other.classes]
        missing = [f"{a.text} + {b.text}" for a, b in wanted if (a.key, b.key) not in self.counts]
        details = {"variable": one.label, "beside": other.label}
        if missing:
            shown = missing[:MOST_NAMED] + ([f"… ({len(missing)})"] if len(missing) > MOST_NAMED else [])
            return None, [Problem("PAIRS_MISSING", details=details | {"known": shown})]
        rows = {a.key: {b.key: self.counts[a.key, b.key] for b in other.classes} for a in one.classes}
        if not sum(self.counts.values()):
            return None, [Problem("NO_PEOPLE", details={"variable": one.label})]
        pairs = PairCounts(one.key, other.key, rows)
        return pairs, self._differing(pairs, {**kept, **singles}, details)

    def _differing(
        self, pairs: PairCounts, counts: Mapping[str, Mapping[str, int]], details: Mapping[str, object]
    ) -> list[Problem]:
        names = {one.key: (one.label, {each.key: each.text for each in one.classes}) for one in self.announced}
        return [
            Problem(
                "PAIRS_DIFFER",
                details={
                    **details,
                    "about": names[one.breakdown][0],
                    "name": names[one.breakdown][1][one.name],
                    "together": one.together,
                    "alone": one.alone,
                },
            )
            for one in disagreements(pairs, counts)
        ]
