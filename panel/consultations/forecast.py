"""How small groups will be, and how many people get a question: from how many people are expected (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from panel.consultations.models import Breakdown, BreakdownSource, Consultation
from panel.consultations.routing import condition_answers

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


@dataclass(frozen=True)
class Asked:
    """How many people will get a question that is not for everybody, and how many will not.

    `group` is the smallest group of any background among the fewer of the two: its name, and how many people.
    """

    asked: int
    not_asked: int
    group: str = ""
    people_of_group: int = 0

    @property
    def is_too_small(self) -> bool:
        """Whether the question cannot be shown at all (methods, section 4, rule 5)."""
        return min(self.asked, self.not_asked) < SMALLEST_SHOWN

    @property
    def group_is_too_small(self) -> bool:
        return bool(self.group) and self.people_of_group < SMALLEST_SHOWN


def expected_asked(consultation: Consultation) -> dict[int, Asked]:
    """Return by the id of each routed question how many people will get it; empty while nothing is expected.

    Nobody knows the answers yet: all answers to a question are taken to be given equally often, "weet ik niet" too.
    """
    expected = consultation.expected_responses
    if not expected:
        return {}
    shares: dict[int, float] = {}
    found = {}
    smallest = [one for row in consultation.breakdowns if (one := smallest_group(row, expected)) is not None]
    fewest = min(smallest, key=lambda one: one.people, default=None)
    known = {one.id: one for one in consultation.questions}
    for question in consultation.questions:
        needed = known.get(question.only_if_question_id or 0)
        if needed is None:
            shares[question.id] = 1.0
            continue
        possible = condition_answers(needed)
        share = sum(one in question.only_if_answers for one in possible) / max(len(possible), 1)
        shares[question.id] = share * shares.get(needed.id, 0.0)
        asked = round(expected * shares[question.id])
        part = min(shares[question.id], 1 - shares[question.id])
        group = (fewest.text, int(fewest.people * part)) if fewest is not None else ("", 0)
        found[question.id] = Asked(asked, expected - asked, *group)
    return found
