"""Reads the figures back from an outcome page as a visitor sees them: drawn bars, scales, sentences and tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import html
from lxml.html import HtmlElement

Cell = tuple[str, ...]
"""What a table says of one answer: its share, and about how many people where that is shown."""


@dataclass
class SplitOnPage:
    """One question by one breakdown: by (answer, group) what is drawn in words, and what the table says."""

    label: str
    chart_url: str
    drawn: dict[tuple[str, str], str] = field(default_factory=dict)
    table: dict[tuple[str, str], Cell] = field(default_factory=dict)
    sizes: dict[str, str] = field(default_factory=dict)


@dataclass
class QuestionOnPage:
    """One question: by answer what is drawn in words and what the table says; empty when it is not shown."""

    text: str
    chart_url: str = ""
    drawn: dict[str, str] = field(default_factory=dict)
    table: dict[str, Cell] = field(default_factory=dict)
    splits: list[SplitOnPage] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class FiguresOnPage:
    """Everything that an outcome page says in figures."""

    headline: str
    on_top: dict[str, str]
    questions: list[QuestionOnPage]

    def question(self, text: str) -> QuestionOnPage:
        """Return the question with this text. Raises StopIteration when it is not on the page."""
        return next(one for one in self.questions if one.text == text)


def read_figures(page: str) -> FiguresOnPage:
    """Read the page of an outcome."""
    tree = html.fromstring(page)
    first = tree.find_class("mp-first")[0]
    return FiguresOnPage(
        headline=words_of(first.find_class("mp-headline")[0]),
        on_top=_drawn(first),
        questions=[_question(one) for part in tree.find_class("mp-questions") for one in part.find_class("mp-asked")],
    )


def as_words(share: str) -> str:
    """Return a share of a table as the words beside the bars say it: 65% is 65 van de 100."""
    if share.startswith("< "):
        return f"minder dan {share[2:-1]} van de 100"
    if share.startswith("> "):
        return f"meer dan {share[2:-1]} van de 100"
    return f"{share[:-1]} van de 100" if share.endswith("%") else share


def words_of(part: HtmlElement) -> str:
    """Return the text of a part of the page, with single spaces."""
    return " ".join(part.text_content().split())


def _question(part: HtmlElement) -> QuestionOnPage:
    title = part.find_class("mp-asked__title")[0]
    kind = [words_of(one) for one in title.find_class("mp-asked__kind")]
    text = words_of(title).removeprefix(kind[0]).strip() if kind else words_of(title)
    figures = part.find_class("mp-figure")
    notes = [words_of(one) for notes in part.find_class("mp-asked__notes")[:1] for one in notes]
    if not figures:
        return QuestionOnPage(text, notes=notes)
    whole, *splits = figures
    table = {words_of(row[0]): tuple(map(words_of, row[1:])) for row in whole.xpath(".//tbody/tr")}
    return QuestionOnPage(
        text, whole.get("data-chart-url"), _drawn(whole), table, [read_split(one) for one in splits], notes
    )


def _drawn(part: HtmlElement) -> dict[str, str]:
    bars = {_of(bar, "mp-bar__label"): _of(bar, "mp-bar__words") for bar in part.find_class("mp-bar")}
    words = {_of(one, "mp-scale__label"): _of(one, "mp-scale__share") for one in part.find_class("mp-scale__word")}
    return bars | words


def _sizes(figure: HtmlElement) -> dict[str, str]:
    """Return about how many people of each group answered, where the page says so."""
    lines = [words_of(one).rsplit(": ", 1) for one in figure.xpath(".//ul[@class='mp-asked__notes']/li")]
    found = {line[0]: line[1] for line in lines if len(line) == 2 and line[1].startswith("ongeveer ")}
    for title in figure.find_class("mp-multiple__title"):
        for size in title.find_class("mp-soft"):
            if (title.text or "").strip() != "Iedereen":
                found[(title.text or "").strip()] = words_of(size)
    return found


def read_split(figure: HtmlElement) -> SplitOnPage:
    found = SplitOnPage(figure.find_class("mp-hidden")[0].text_content().split(" · ")[-1], figure.get("data-chart-url"))
    for block in figure.xpath(".//tbody"):
        heading, *rows = block
        for row in rows:
            found.table[(words_of(heading), words_of(row[0]))] = tuple(map(words_of, row[1:]))
    for multiple in figure.find_class("mp-multiple"):
        title = multiple.find_class("mp-multiple__title")[0]
        for bar in multiple.find_class("mp-bar"):
            found.drawn[(words_of(title), _of(bar, "mp-bar__label"))] = _of(bar, "mp-bar__words")
        for drawing in multiple.find_class("mp-scale__drawing"):
            for answer, share in _said(drawing.get("aria-label")):
                found.drawn[(answer, (title.text or "").strip())] = share
    found.sizes = _sizes(figure)
    return found


def _said(label: str) -> list[tuple[str, str]]:
    """Read "Oneens: 2 van de 10, Eens: 7 van de 10 en Weet ik niet: bijna niemand"."""
    head, _, last = label.rpartition(" en ")
    parts = [*head.split(", "), last] if head else [last]
    return [tuple(part.split(": ", 1)) for part in parts]


def _of(part: HtmlElement, name: str) -> str:
    return words_of(part.find_class(name)[0])
