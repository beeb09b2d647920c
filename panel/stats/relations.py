"""Says how people in an earlier outcome relate to those in a new one, and when a correction may show a breakdown.

Differencing two outcomes shows the people who are in one and not in the other, so those must be nobody or enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from panel.stats.published import Published


class Relation(StrEnum):
    """SAME: exactly the same people. BEFORE: these people and some that were taken out since. PART: some of these."""

    SAME = "SAME"
    BEFORE = "BEFORE"
    PART = "PART"


@dataclass(frozen=True)
class Earlier:
    """An outcome published before. Several BEFORE stand oldest first; several PART are about different people.

    A PART holds some of the people of the oldest version. `exact_size` is the exact number of its people, when some
    audience knows it (a facilitator counts heads). `gone_at_most` so many people in parts are not in the whole,
    because they withdrew in between.
    """

    published: Published
    relation: Relation = Relation.SAME
    exact_size: int | None = None
    gone_at_most: int = 0


def nobody_or_enough(people: int, threshold: int = 10) -> bool:
    """Whether this number of people may remain unshown beside what is shown: 0, or at least the threshold."""
    return people == 0 or people >= threshold


def correction_allowed(
    before: Mapping[str, int],
    after: Mapping[str, int],
    changed: Mapping[str, int] | None = None,
    threshold: int = 10,
) -> bool:
    """Whether a breakdown may appear in a corrected version: each group changed by 0 or at least 10 records.

    `before` and `after` are exact group sizes by group key; `changed` counts records removed, added or altered per
    group (without it: the difference in size). A group that came, went or was merged differently is a refusal.
    Raises ValueError when fewer records changed than the sizes differ.
    """
    if set(before) != set(after):
        return False
    for group, size in before.items():
        difference = abs(size - after[group])
        records = difference if changed is None else changed.get(group, 0)
        if records < difference:
            raise ValueError(f"group {group}: {records} changed records cannot explain a difference of {difference}")
        if not nobody_or_enough(records, threshold):
            return False
    return True
