"""How small the smallest group of a background will be: from how many people are expected and their shares (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from panel.consultations.models import Breakdown, BreakdownSource

# Below this a group is never shown: it goes together with another (methods, section 4).
SMALLEST_SHOWN = 10
# How many answers a statement about the whole municipality asks for (VNG), and one about a district (82%, 5 points).
WHOLE_MUNICIPALITY = 475
ONE_DISTRICT = 180


@dataclass(frozen=True)
class SmallestGroup:
    """The class that will have the fewest people. `people` is a whole number; `known` when its share was given."""

    text: str
    people: int
    known: bool

    @property
    def is_too_small(self) -> bool:
        return self.people < SMALLEST_SHOWN


def smallest_group(breakdown: Breakdown, expected: int | None) -> SmallestGroup | None:
    """Return the smallest class when `expected` people answer, or None when nothing can be said.

    Classes whose share is not known get equal parts of what the known ones leave over.
    """
    classes = breakdown.classes
    if expected is None or len(classes) < 2 or breakdown.filled_by is not BreakdownSource.ASKED:
        return None
    left = 100 - sum(one.share or 0 for one in classes)
    unknown = sum(one.share is None for one in classes)
    sizes = [
        (expected * (one.share if one.share is not None else max(left, 0) / unknown) / 100, one) for one in classes
    ]
    size, smallest = min(sizes, key=lambda pair: pair[0])
    return SmallestGroup(smallest.text, int(size), smallest.share is not None)
