"""One line of every file: one published figure, or one released quotation, with its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from panel.results.amounts import number
from panel.stats.published_tables import Edge, Unit

EVERYBODY = ""
"""The group of a row that is about all who took part."""


class Subject(StrEnum):
    """What the numbers of a row count."""

    TOOK_PART = "TOOK_PART"
    GROUP = "GROUP"
    ANSWERED = "ANSWERED"
    ANSWER = "ANSWER"
    SKIPPED = "SKIPPED"
    NOT_UNDERSTOOD = "NOT_UNDERSTOOD"
    THEME = "THEME"
    QUOTATION = "QUOTATION"


@dataclass(frozen=True)
class Row:
    """One published figure with its words.

    `count` and `rest` are people, multiples of 5; None where that may not be shown or words say it better. `share` is
    in steps of `unit`; None for a row that only counts people, and where `edge` says it ("bijna niemand"). `merged`
    names what is inside "Anders" or "Overige". `option` is the answer, the theme, or the number of a quotation.
    """

    subject: Subject
    words: str
    number: int = 0
    question: str = ""
    question_text: str = ""
    question_kind: str = ""
    only_for: str = ""
    breakdown: str = ""
    breakdown_text: str = ""
    group: str = EVERYBODY
    group_text: str = ""
    option: str = ""
    option_text: str = ""
    count: int | None = None
    rest: int | None = None
    share: int | None = None
    unit: Unit | None = None
    edge: Edge | None = None
    merged: tuple[str, ...] = ()


def people(count: int | None) -> str:
    """Return a number of people as a table shows it; a dash where there is none to show."""
    return "–" if count is None else number(count)
