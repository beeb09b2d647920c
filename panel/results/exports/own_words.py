"""What people said in their own words, as the files tell it: counted themes, and quotations that a person released."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from panel.results.amounts import in_words, share_of
from panel.results.exports.row import Row, Subject
from panel.results.labels import QuestionLabels
from panel.stats.published_tables import Edge, PublishedTable


@dataclass(frozen=True)
class Quoted:
    """One released quotation; `marked` says whose words they are, `theme` is empty when its theme is not shown."""

    text: str
    marked: str
    theme: str
    literal: bool

    @property
    def about(self) -> str:
        """Its theme and whose words they are, as it stands under the quotation."""
        return " · ".join(filter(None, [self.theme, self.marked]))

    @property
    def said(self) -> str:
        """The words, between marks when they are literal."""
        return f"“{self.text}”" if self.literal else self.text


@dataclass(frozen=True)
class InOwnWords:
    """One open question with its frozen themes (`labels` has their names) and its quotations."""

    question: str
    labels: QuestionLabels
    themes: PublishedTable | None
    notes: tuple[str, ...]
    quotations: tuple[Quoted, ...]


def rows_of_own_words(told: InOwnWords, asked: Row) -> Iterator[Row]:
    """Give a row for each theme and for each quotation; `asked` says which question it was."""
    for option in told.themes.options if told.themes else ():
        unit = told.themes.unit if told.themes else None
        if unit is None:
            continue
        edge = option.edge
        yield replace(
            asked,
            subject=Subject.THEME,
            words=in_words(share_of(option, unit)),
            option=option.key,
            option_text=told.labels.option(option.key),
            count=None if edge is Edge.NOBODY else option.count,
            rest=None if edge is not None else option.rest,
            share=None if edge is not None else option.share,
            unit=unit,
            edge=edge,
            merged=tuple(told.labels.option(key) for key in option.merged),
        )
    for number, quoted in enumerate(told.quotations, start=1):
        yield replace(
            asked, subject=Subject.QUOTATION, words=quoted.text, option=f"citaat-{number}", option_text=quoted.about
        )
