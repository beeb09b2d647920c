"""The shapes in which outcomes reach the pages: finished words, numbers and lengths of bars."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bar:
    """One answer as a bar: its length when the whole is 100, and its share in words. `look` is a style of the bar.

    `mark` is the length of everybody together, where a bar is that of one group.
    """

    key: str
    label: str
    length: int
    words: str
    look: str
    mark: int | None = None


@dataclass(frozen=True)
class ScalePiece:
    """One answer in the bar of a scale: its words, and its place in hundredths of the drawing's width."""

    key: str
    label: str
    words: str
    number: str
    look: str
    start: float
    width: float


@dataclass(frozen=True)
class ScaleBar:
    """A scale as one bar from bad to good around a middle line, "weet ik niet" apart; `said` reads it aloud."""

    low_end: str
    high_end: str
    middle: float
    pieces: list[ScalePiece]
    said: str


@dataclass(frozen=True)
class Table:
    """Headings and rows as they are shown; the first cell of a row is its heading."""

    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Block:
    """The rows of a table that belong to one answer: a row for each group."""

    heading: str
    rows: list[list[str]]


@dataclass(frozen=True)
class GroupTable:
    """The figures of groups, answer by answer, so narrow that they fit on a phone."""

    columns: list[str]
    blocks: list[Block]


@dataclass(frozen=True)
class GroupLine:
    """One group of a breakdown: its name, about how many people, what most of them answered, and its scale if any."""

    label: str
    size: str
    sentence: str
    scale: ScaleBar | None = None


@dataclass(frozen=True)
class AnswerGroups:
    """One answer with a bar for each group."""

    label: str
    bars: list[Bar]


@dataclass(frozen=True)
class SplitView:
    """One question by one breakdown: small drawings to compare, and the same figures as a table."""

    key: str
    label: str
    groups: list[GroupLine]
    answers: list[AnswerGroups]
    table: GroupTable
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
    scale: ScaleBar | None
    table: Table | None
    splits: list[SplitView]
    notes: list[str]
    why_hidden: str
    # For whom it was, when not for everybody.
    only_for: str = ""


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
    scale: ScaleBar | None
    more_bars: bool
    first_number: int
    too_few: list[str]
    sure: list[str]
    missing: list[str]
    questions: list[QuestionView]
    method: list[tuple[str, str]]
    hidden_breakdowns: list[tuple[str, str]]


@dataclass(frozen=True)
class Contrast:
    """One answer that two groups give more and less often: the words of the question, the answer and their bars."""

    question: str
    answer: str
    bars: list[Bar]


@dataclass(frozen=True)
class DifferencesView:
    """The differences that are worth knowing, and the sentences that say what they mean."""

    sentences: list[str] = field(default_factory=list)
    found: list[Contrast] = field(default_factory=list)
