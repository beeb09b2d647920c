"""The shapes in which outcomes reach the pages: finished words, numbers and lengths of bars."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One answer as a bar: its length when the whole is 100, and its share in words. `look` is a style of the bar."""

    key: str
    label: str
    length: int
    words: str
    look: str


@dataclass(frozen=True)
class Table:
    """Headings and rows as they are shown; the first cell of a row is its heading."""

    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class GroupLine:
    """One group of a breakdown: its name, about how many people, and what most of them answered."""

    label: str
    size: str
    sentence: str


@dataclass(frozen=True)
class SplitView:
    """One question by one breakdown."""

    key: str
    label: str
    groups: list[GroupLine]
    table: Table
    note: str


@dataclass(frozen=True)
class QuestionView:
    """One question with its bars, the same numbers as a table, and the groups that may be compared."""

    key: str
    number: int
    text: str
    is_statement: bool
    is_open: bool
    sentence: str
    bars: list[Bar]
    table: Table | None
    splits: list[SplitView]
    notes: list[str]
    why_hidden: str


@dataclass(frozen=True)
class OutcomeView:
    """A whole outcome, ready to be shown."""

    title: str
    label: str
    size: str
    shown: bool
    headline: str
    remark: str
    people: tuple[int, str] | None
    bars: list[Bar]
    more_bars: bool
    first_number: int
    too_few: list[str]
    sure: list[str]
    missing: list[str]
    questions: list[QuestionView]
    method: list[tuple[str, str]]
    hidden_breakdowns: list[tuple[str, str]]
