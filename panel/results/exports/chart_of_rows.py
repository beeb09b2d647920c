"""Rows of an outcome as charts for slides: everybody's answers, those of groups beside each other, and differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from panel.consultations.kinds import DONT_KNOW
from panel.results.exports.columns import WHOLE
from panel.results.exports.deck import Chart, Series, Stroke, one_line
from panel.results.exports.row import Row, people
from panel.results.presenters import DifferencesView
from panel.stats.published_tables import Edge

HUNDRED = 100
MOST_BARS = 18
"""More bars than this cannot be read from the back of a room: the other answers get a slide of their own."""
FEW_BARS = 10


def chart_of_rows(name: str, about: str, rows: Sequence[Row]) -> Chart:
    """Return one bar an answer or theme."""
    whole = max(WHOLE[row.unit] for row in rows if row.unit)
    words = f"{about} " + "; ".join(f"{row.option_text}: {row.words}" for row in rows) + "."
    bars = [Stroke(length(row, whole), row.words, grey=row.option == DONT_KNOW) for row in rows]
    return Chart(name, [one_line(row.option_text) for row in rows], [Series(_of(whole), bars)], whole, words)


def charts_by_group(about: str, rows: Sequence[Row]) -> Iterator[tuple[Chart, list[Row]]]:
    """Give one question by one breakdown: under each answer a bar a group, all parts of the same whole."""
    groups = list(dict.fromkeys(row.group for row in rows))
    answers = list(dict.fromkeys(row.option for row in rows))
    on_each = max(1, MOST_BARS // len(groups))
    for start in range(0, len(answers), on_each):
        shown = answers[start : start + on_each]
        mine = [row for row in rows if row.option in shown]
        yield _by_group(about, mine, groups, shown), mine


def _by_group(about: str, rows: Sequence[Row], groups: Sequence[str], answers: Sequence[str]) -> Chart:
    cells = {(row.option, row.group): row for row in rows}
    texts = {row.option: one_line(row.option_text) for row in rows}
    names = {row.group: one_line(row.group_text) for row in rows}
    whole = max(WHOLE[row.unit] for row in rows if row.unit)
    series = [
        Series(names[group], [_stroke(cells.get((answer, group)), whole) for answer in answers])
        for group in groups
        if group in names
    ]
    words = f"{about} " + "; ".join(f"{row.option_text}, {row.group_text}: {row.words}" for row in rows) + "."
    letters = 14 if len(rows) <= FEW_BARS else 11
    name = f"{rows[0].breakdown_text} · {_of(whole)}"
    return Chart(name, [texts[one] for one in answers], series, whole, words, letters, 1.5)


def _stroke(row: Row | None, whole: int) -> Stroke | None:
    return None if row is None else Stroke(length(row, whole), f"{one_line(row.group_text)}: {row.words}")


def chart_of_contrasts(name: str, differences: DifferencesView) -> Chart:
    """Return the differences that are worth knowing: two bars for each."""
    pairs = [(one, bar) for one in differences.found for bar in one.bars]
    categories = [one_line(f"{one.answer} · {bar.label}") for one, bar in pairs]
    bars = [Stroke(bar.length, bar.words) for _one, bar in pairs]
    words = " ".join(f"{one.question} {one.answer}, {bar.label}: {bar.words}." for one, bar in pairs)
    return Chart(name, categories, [Series(_of(HUNDRED), bars)], HUNDRED, words)


def in_notes(row: Row) -> str:
    """Return one bar as a line under a slide, with about how many people."""
    of_group = f" · {one_line(row.group_text)}" if row.breakdown else ""
    return f"{one_line(row.option_text)}{of_group}: {row.words} ({people(row.count)})"


def length(row: Row, whole: int) -> int:
    """Return how long a bar is: its share; nothing for almost nobody and everything for almost everyone."""
    if row.edge is not None:
        return whole if row.edge is Edge.EVERYONE else 0
    return (row.share or 0) * whole // (WHOLE[row.unit] if row.unit else whole)


def _of(whole: int) -> str:
    return _("Van de 10 mensen") if whole == 10 else _("Van de 100 mensen")
