"""One outcome as it left the house, and what a cell of it says as facts: what every view that is read back shares."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from panel.consultations.models import Consultation
from panel.results.exports.own_words import InOwnWords
from panel.results.exports.rows import Exported
from panel.results.labels import Labels, labels_of
from tests.privacy.facts import Facts

FIXED = ("AGREE", "DISAGREE", "DONT_KNOW", "WRITTEN", "*OTHER")
NUMBER = re.compile(r"\d[\d.]*")


@dataclass(frozen=True)
class Seen:
    """One outcome as it left the house: the pages that anybody may ask for, and what the files are written from."""

    consultation: Consultation
    everything: Exported
    # By address below the outcome: "" is its page.
    ask: Callable[[str], str]

    @cached_property
    def labels(self) -> Labels:
        return labels_of(self.consultation)


def themes_of(told: InOwnWords) -> dict[str, str]:
    """The themes of an open question by what they are called."""
    return {told.labels.option(one): one for one in [*told.labels.options, "*OTHER"]}


def groups_of(labels: Labels, breakdown: str) -> dict[str, str]:
    known = labels.breakdowns[breakdown]
    return {known.group(one): one for one in [*known.classes, "*OTHER", "*NO_STATEMENT"]} | {"Iedereen": ""}


def cells_of(place: tuple[str, str], question: str, option: str, cells: list[str]) -> Facts:
    where = (question, *place, option)
    facts: Facts = {}
    share = cells[0]
    if share == "–":
        return {}
    if share in ("bijna niemand", "bijna iedereen"):
        facts["EDGE", *where] = "NOBODY" if share == "bijna niemand" else "EVERYONE"
    else:
        facts["SHARE", *where] = _share(share)
    if len(cells) > 1 and cells[1][:1].isdigit():
        facts["COUNT", *where] = whole_number(cells[1])
    return facts


def _share(words: str) -> tuple[int, int]:
    """A share as a number and its whole: 65% or 7 van de 10; less than one step is 0."""
    numbers = [whole_number(one) for one in NUMBER.findall(words)]
    whole = 100 if "%" in words or numbers[-1] == 100 else 10
    if words.startswith(("<", "minder dan")):
        return 0, whole
    if words.startswith((">", "meer dan")):
        return whole, whole
    return numbers[0], whole


def whole_number(digits: str) -> int:
    return int(digits.replace(".", ""))
