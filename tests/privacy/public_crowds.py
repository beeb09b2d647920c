"""Small crowds for pages of which we know what they give away: a question about the bus, and one of what it is for."""

from collections.abc import Sequence

from tests.privacy.public_print import Person, Question

BUS = Question("Vaker een bus?", ("Ja", "Nee"), by=("Leeftijd",))
GOAL = Question("Waarvoor?", ("Werk", "School", "Winkels"), several=True, by=("Leeftijd",))
MIND = "everybody in this group, but at most one"


def crowd(question: Question, **groups: Sequence[int]) -> list[Person]:
    """People per group, with how many chose each answer of a choose-one question."""
    return [
        {question.text: answer, "Leeftijd": group, "Wijk": "w"}
        for group, counts in groups.items()
        for answer, count in zip(question.answers, counts, strict=True)
        for _ in range(count)
    ]


def of_one_mind(found: list[str], who: str) -> bool:
    """Whether this set of people was proven to agree."""
    return any(who in sentence and MIND in sentence for sentence in found)
