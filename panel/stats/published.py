"""What may be shown about one consultation: rounded figures only, frozen, and the same for every audience.

Every number in here is a multiple of 5, a share in its unit, the threshold or the format number. `to_dict` gives
plain lists, strings and numbers for JSON; `from_dict` reads them back and raises ValueError on anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from panel.stats.published_map import PublishedMap, read_map
from panel.stats.published_routes import Route, read_routes
from panel.stats.published_tables import PublishedGroup, PublishedTable, Unit, read_group, read_table
from panel.stats.published_weighting import PublishedWeighting, read_weighting

FORMAT = 1
OTHER = "*OTHER"
"""Key of the group or option that small ones were merged into ("Overige", "Anders"); `merged` names the parts."""
NO_STATEMENT_KEY = "*NO_STATEMENT"
"""Key of the class of people who did not give a characteristic ("Geen opgave")."""


class Form(StrEnum):
    """How a question is answered: one option per person (shares add up), or any number of options."""

    SINGLE = "SINGLE"
    SEVERAL = "SEVERAL"


class Reason(StrEnum):
    """Why something is not shown. NOT_SAFE: one split of a question; which reason stays inside.

    REST: fewer than the threshold would be left when groups that were shown are subtracted from the whole.
    """

    TOO_FEW_ANSWERS = "TOO_FEW_ANSWERS"
    ROUTING = "ROUTING"
    TOO_SCATTERED = "TOO_SCATTERED"
    TOO_FEW_GROUPS = "TOO_FEW_GROUPS"
    PROOF = "PROOF"
    NOT_SAFE = "NOT_SAFE"
    REST = "REST"


@dataclass(frozen=True)
class PublishedCount:
    """How many left a question open or did not understand it: rounded people (None: routed), share of those asked."""

    count: int | None
    share: int
    unit: Unit


@dataclass(frozen=True)
class PublishedSplit:
    """One question split by one breakdown; groups stand in the order of the breakdown."""

    breakdown: str
    groups: tuple[PublishedGroup, ...]


@dataclass(frozen=True)
class PublishedQuestion:
    """One question: shown with a `table` and the `splits` that are safe, or not shown with a `reason`.

    `skipped` and `not_understood` are None when fewer than the threshold did so, or nearly everybody did.
    """

    key: str
    form: Form
    ordered: bool
    routed: bool
    shown: bool
    reason: Reason | None = None
    table: PublishedTable | None = None
    splits: tuple[PublishedSplit, ...] = ()
    skipped: PublishedCount | None = None
    not_understood: PublishedCount | None = None

    def split(self, breakdown: str) -> PublishedSplit | None:
        """The split by this breakdown, or None when it is not shown for this question."""
        return next((split for split in self.splits if split.breakdown == breakdown), None)


@dataclass(frozen=True)
class GroupSize:
    """A group of a breakdown with its rounded number of people; `merged` names the classes inside `*OTHER`."""

    key: str
    size: int
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublishedBreakdown:
    """The groups by which every question may be split; fixed for the whole consultation."""

    key: str
    shown: bool
    reason: Reason | None = None
    groups: tuple[GroupSize, ...] = ()


@dataclass(frozen=True)
class Published:
    """A whole consultation as it may be shown; `size` is the rounded number of submissions (None: too few)."""

    threshold: int
    weighted: bool
    shown: bool
    size: int | None
    reason: Reason | None = None
    breakdowns: tuple[PublishedBreakdown, ...] = ()
    questions: tuple[PublishedQuestion, ...] = ()
    weighting: PublishedWeighting | None = None
    opinion_map: PublishedMap | None = None
    routes: tuple[Route, ...] = ()

    def question(self, key: str) -> PublishedQuestion:
        """The question with this key; raises KeyError when there is none."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)

    def breakdown(self, key: str) -> PublishedBreakdown:
        """The breakdown with this key; raises KeyError when there is none."""
        for breakdown in self.breakdowns:
            if breakdown.key == key:
                return breakdown
        raise KeyError(key)

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, strings, numbers, booleans and None, ready for `json.dumps`."""
        return {"format": FORMAT, **{key: _plain(value) for key, value in asdict(self).items()}}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Published:
        """Read what `to_dict` wrote; raises ValueError when it is something else."""
        if stored.get("format") != FORMAT:
            raise ValueError(f"a published outcome of format {stored.get('format')!r} cannot be read")
        try:
            return _published({key: value for key, value in stored.items() if key != "format"})
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a published outcome: {error}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


def _reason(stored: str | None) -> Reason | None:
    return None if stored is None else Reason(stored)


def _count(stored: dict[str, Any] | None) -> PublishedCount | None:
    return None if stored is None else PublishedCount(stored["count"], stored["share"], Unit(stored["unit"]))


def _split(stored: dict[str, Any]) -> PublishedSplit:
    return PublishedSplit(stored["breakdown"], tuple(read_group(group) for group in stored["groups"]))


def _question(stored: dict[str, Any]) -> PublishedQuestion:
    return PublishedQuestion(
        **{
            **stored,
            "form": Form(stored["form"]),
            "reason": _reason(stored["reason"]),
            "table": read_table(stored["table"]),
            "splits": tuple(_split(split) for split in stored["splits"]),
            "skipped": _count(stored["skipped"]),
            "not_understood": _count(stored["not_understood"]),
        }
    )


def _breakdown(stored: dict[str, Any]) -> PublishedBreakdown:
    groups = tuple(GroupSize(group["key"], group["size"], tuple(group["merged"])) for group in stored["groups"])
    return PublishedBreakdown(stored["key"], stored["shown"], _reason(stored["reason"]), groups)


def _published(stored: dict[str, Any]) -> Published:
    return Published(
        **{
            **stored,
            "reason": _reason(stored["reason"]),
            "breakdowns": tuple(_breakdown(breakdown) for breakdown in stored["breakdowns"]),
            "questions": tuple(_question(question) for question in stored["questions"]),
            "weighting": read_weighting(stored.get("weighting")),
            "opinion_map": read_map(stored.get("opinion_map")),
            "routes": read_routes(stored.get("routes")),
        }
    )
