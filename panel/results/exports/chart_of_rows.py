"""Rows of an outcome as charts for slides: everybody's answers, those of groups beside each other, and differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from panel.consultations.kinds import DONT_KNOW
from panel.results.exports.columns import WHOLE
from panel.results.exports.deck import one_line
from panel.results.exports.native_chart import Chart, Stroke
from panel.results.exports.row import Row, people
from panel.results.presenters import DifferencesView
from panel.stats.published_tables import Edge

HUNDRED = 100


def chart_of_rows(name: str, about: str, rows: Sequence[Row]) -> Chart:
    """Return one bar an answer or theme."""
    whole = max(WHOLE[row.unit] for row in rows if row.unit)
    bars = tuple(_stroke(row, whole, grey=row.option == DONT_KNOW) for row in rows)
    return Chart(name, _of(whole), tuple(one_line(row.option_text) for row in rows), bars, whole, one_line(about))


def charts_by_group(about: str, rows: Sequence[Row]) -> Iterator[Chart]:
    """Give one question by one breakdown: a chart an answer with a bar a group, all parts of the same whole."""
    whole = max(WHOLE[row.unit] for row in rows if row.unit)
    name = f"{rows[0].breakdown_text} · {_of(whole)}"
    for option in dict.fromkeys(row.option for row in rows):
        mine = [row for row in rows if row.option == option]
        answer, groups = one_line(mine[0].option_text), tuple(one_line(row.group_text) for row in mine)
        bars = tuple(_stroke(row, whole) for row in mine)
        yield Chart(name, answer, groups, bars, whole, one_line(f"{about} {answer}:"), heading=answer)


def charts_of_contrasts(name: str, differences: DifferencesView) -> Iterator[Chart]:
    """Give the differences that are worth knowing: a chart for each, with two bars."""
    for one in differences.found:
        groups = tuple(one_line(bar.label) for bar in one.bars)
        bars = tuple(Stroke(bar.length, bar.words) for bar in one.bars)
        heading = one_line(f"{one.question} · {one.answer}")
        yield Chart(name, _of(HUNDRED), groups, bars, HUNDRED, heading, heading=heading)


def notes_of(charts: Sequence[Chart]) -> list[str]:
    """Return every bar of charts as a line under a slide."""
    return [bar.note for chart in charts for bar in chart.bars if bar.note]


def in_notes(row: Row) -> str:
    """Return one bar as a line under a slide, with about how many people."""
    of_group = f" · {one_line(row.group_text)}" if row.breakdown else ""
    return f"{one_line(row.option_text)}{of_group}: {row.words} ({people(row.count)})"


def length(row: Row, whole: int) -> int:
    """Return how long a bar is: its share; nothing for almost nobody and everything for almost everyone."""
    if row.edge is not None:
        return whole if row.edge is Edge.EVERYONE else 0
    return (row.share or 0) * whole // (WHOLE[row.unit] if row.unit else whole)


def _stroke(row: Row, whole: int, *, grey: bool = False) -> Stroke:
    return Stroke(length(row, whole), row.words, grey, in_notes(row))


def _of(whole: int) -> str:
    return _("Van de 10 mensen") if whole == 10 else _("Van de 100 mensen")
