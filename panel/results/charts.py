"""Plotly figures of a published outcome, for who wants to look closer; the same numbers stand in words and in tables.

A figure is made from frozen figures only, never from answers. Colours are those of the default theme; `layout.meta`
says which theme colour each stands for, so that a page can put its own municipality's colours, or its dark ones, in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import shorten
from typing import Any

from panel.consultations.models import QuestionKind
from panel.core.i18n import drawn, reads_from_the_right
from panel.results import words
from panel.results.amounts import about, in_words, share_of
from panel.results.labels import BreakdownLabels, QuestionLabels
from panel.results.scales import (
    ROOM_FOR_A_NUMBER,
    Frame,
    answer_looks,
    ends_of,
    frame_of,
    is_scale,
    is_soft,
    low_to_high,
    pieces_of,
)
from panel.stats.published import PublishedQuestion, PublishedSplit
from panel.stats.published_tables import PublishedOption, PublishedTable

INK, EDGE = "#15233b", "#6f675b"
LOW, MIDDLE, HIGH, UNKNOWN = "#8c3b1f", "#e9e4da", "#0a6b5e", "#7b746a"
THEME = {
    INK: "ink",
    EDGE: "scale-edge",
    LOW: "scale-low",
    MIDDLE: "scale-middle",
    HIGH: "scale-high",
    UNKNOWN: "scale-unknown",
}
LONGEST_LABEL = 38
"""Characters that fit over a bar on a phone; the whole text is in the hover and in the table."""
ROW = 58
"""Pixels for one bar with its words above it."""
LEGEND_ROW = 26
"""Pixels for one line of the legend, which holds two answers on a phone."""
START, END = "start", "end"
HEADING = 0.6
"""The part of a row that a heading without a bar takes."""


@dataclass(frozen=True)
class Piece:
    """One drawn bar: where it begins and how long it is (whole = 100), and everything that is said about it."""

    row: float
    base: int
    length: int
    colour: str
    opacity: float
    text: str
    number: str
    hover: str
    key: str
    name: str


@dataclass(frozen=True)
class End:
    """Words above all rows: where, what, which side of them is there, and how many pixels higher."""

    place: int
    text: str
    side: str
    higher: int


def question_figure(question: PublishedQuestion, labels: QuestionLabels) -> Any:
    """Return a Plotly figure of everybody's answers: bars, from a middle line for scales and statements.

    Raises ValueError when the question is not shown or is an open one.
    """
    table = question.table
    if not question.shown or table is None or labels.kind is QuestionKind.OPEN_TEXT:
        raise ValueError("there is nothing to draw")
    pieces, headings = _rows(table, labels)
    return _figure(pieces, headings)


def split_figure(split: PublishedSplit, labels: QuestionLabels, breakdown: BreakdownLabels) -> Any:
    """Return a Plotly figure of one question by group: rows of one bar for scales, else bars under each answer.

    Raises ValueError for an open question.
    """
    if labels.kind is QuestionKind.OPEN_TEXT:
        raise ValueError("there is nothing to draw")
    groups = [(breakdown.group(one.key), one.table) for one in split.groups if one.table is not None]
    if is_scale(labels):
        return _stacked(groups, labels)
    pieces: list[Piece] = []
    headings: list[tuple[float, str]] = []
    keys = list(dict.fromkeys(option.key for _name, table in groups for option in table.options))
    row = 0.0
    for key in keys:
        headings.append((row, f"<b>{_label(labels.option(key))}</b>"))
        row += HEADING
        for name, table in groups:
            option = next((one for one in table.options if one.key == key), None)
            if option is not None:
                headings.append((row, _label(name)))
                pieces.append(_piece(row, 0, option, table, labels, name))
                row += 1
    return _figure(pieces, headings)


def _rows(table: PublishedTable, labels: QuestionLabels) -> tuple[list[Piece], list[tuple[float, str]]]:
    looks = answer_looks(labels, table)
    pieces: list[Piece] = []
    headings: list[tuple[float, str]] = []
    for row, option in enumerate(low_to_high(labels, table)):
        base = _base(looks[option.key], share_of(option, table.unit).of_hundred)
        headings.append((row, _label(labels.option(option.key))))
        pieces.append(_piece(row, base, option, table, labels, ""))
    return pieces, headings


def _base(look: str, length: int) -> int:
    """Answers at the low end go to the left of the middle line, those in the middle lie over it."""
    return {"low": -length, "middle": -length // 2}.get(look, 0)


def _stacked(groups: Sequence[tuple[str, PublishedTable]], labels: QuestionLabels) -> Any:
    """One row a group: the scale from a middle line, and "weet ik niet" apart at the right."""
    frame = frame_of(labels, [table for _name, table in groups])
    pieces = [
        _piece(row, one.base, one.option, table, labels, name)
        for row, (name, table) in enumerate(groups)
        for one in pieces_of(labels, table, frame)
    ]
    headings = [(row, _label(name)) for row, (name, _table) in enumerate(groups)]
    return _figure(pieces, headings, inside=True, ends=_ends(groups, labels, frame))


def _ends(groups: Sequence[tuple[str, PublishedTable]], labels: QuestionLabels, frame: Frame) -> list[End]:
    """Name the two ends of the scale above the rows."""
    low, high = ends_of(labels, groups[0][1]) if groups else ("", "")
    if not low:
        return []
    back, on = ("▶", "◀") if reads_from_the_right() else ("◀", "▶")
    # A side without any bar has no room for words.
    return [End(-2, drawn(f"{back} {_short(low)}"), END, 6)] * bool(frame.left) + [
        End(2, drawn(f"{_short(high)} {on}"), START, 6)
    ] * bool(frame.right)


def _piece(
    row: float, base: int, option: PublishedOption, table: PublishedTable, labels: QuestionLabels, group: str
) -> Piece:
    share = share_of(option, table.unit)
    look = answer_looks(labels, table)[option.key]
    hover = drawn(escape(words.answer_sentence(labels, option, table), quote=False))
    if group:
        size = "" if table.size is None else f", {about(table.size)}"
        hover = drawn(f"<b>{escape(group, quote=False)}</b>{size}") + f"<br>{hover}"
    return Piece(
        row=row,
        base=base,
        length=share.of_hundred,
        colour={"low": LOW, "middle": MIDDLE, "unknown": UNKNOWN}.get(look, HIGH),
        opacity=0.6 if is_soft(option.key, labels, table) else 1.0,
        text=in_words(share),
        number="" if share.edge is not None or share.too_small or share.too_large else str(share.share),
        hover=hover,
        key=option.key,
        name=_label(labels.option(option.key)),
    )


def _figure(
    pieces: Sequence[Piece],
    headings: Sequence[tuple[float, str]],
    *,
    inside: bool = False,
    ends: Sequence[End] = (),
) -> Any:
    import plotly.graph_objects as go  # noqa: PLC0415 - loads slowly, and only charts need it

    figure = go.Figure([
        go.Bar(_trace([piece for piece in pieces if piece.key == key], inside=inside))
        for key in dict.fromkeys(piece.key for piece in pieces)
    ])  # fmt: skip
    low = min([0, *(piece.base for piece in pieces)])
    high = max([0 if low else 100, *(piece.base + piece.length for piece in pieces)])
    across = [low - 2, high + (4 if inside else 64)]
    rows = max((row for row, _words in headings), default=0) + 1
    below = 12 + LEGEND_ROW * -(-len(figure.data) // 2) if inside else 16
    figure.update_layout(
        template=None,
        height=round(rows * ROW) + (34 if ends else 8) + below,
        margin={"l": 4, "r": 4, "t": 34 if ends else 8, "b": below},
        showlegend=inside,
        legend={"orientation": "h", "x": 0, "y": 0, "yanchor": "top", "traceorder": "normal"},
        barmode="overlay",
        separators=",.",
        hoverlabel={"align": _side(START)},
        # What reads from the right also grows from the right.
        xaxis={"visible": False, "range": across[::-1] if reads_from_the_right() else across},
        yaxis={"visible": False, "range": [0.35 - rows, 0.75]},
        shapes=_middle_line(low),
        annotations=[*(_over_row(low, row, text) for row, text in headings), *(_over_all(end) for end in ends)],
        meta={"theme": THEME},
    )
    return figure


def _trace(pieces: Sequence[Piece], *, inside: bool) -> dict[str, Any]:
    """One answer: its bars in every row. In a legend it can be tapped away and back."""
    return {
        "orientation": "h",
        "name": pieces[0].name,
        "x": [piece.length for piece in pieces],
        "base": [piece.base for piece in pieces],
        "y": [-piece.row for piece in pieces],
        "width": 0.42,
        "text": [_inside(piece) if inside else drawn(piece.text) for piece in pieces],
        "textposition": "inside" if inside else "outside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none" if inside else "both",
        "cliponaxis": False,
        "hovertext": [piece.hover for piece in pieces],
        "hoverinfo": "text",
        "customdata": [[piece.key, piece.text] for piece in pieces],
        "marker": {
            "color": pieces[0].colour,
            "opacity": pieces[0].opacity,
            "line": {"color": EDGE, "width": 1},
        },
    }


def _label(text: str) -> str:
    return drawn(_short(text))


def _short(text: str) -> str:
    """A text that fits over a bar, safe to be drawn: Plotly reads a little HTML."""
    return escape(shorten(text, LONGEST_LABEL, placeholder="…"), quote=False)


def _inside(piece: Piece) -> str:
    """Only the number inside a bar, and nothing in a bar that is too short for it."""
    return piece.number if piece.length >= ROOM_FOR_A_NUMBER else ""


def _side(side: str) -> str:
    """The side of a drawing where reading starts or ends."""
    return "left" if (side == START) != reads_from_the_right() else "right"


def _middle_line(low: int) -> list[dict[str, Any]]:
    line = {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper", "line": {"color": EDGE, "width": 1}}
    return [line] if low < 0 else []


def _over_row(place: int, row: float, text: str) -> dict[str, Any]:
    """Words above one bar."""
    return {
        "x": place,
        "y": 0.46 - row,
        "text": text,
        "xanchor": _side(START),
        "showarrow": False,
        "font": {"color": INK},
    }


def _over_all(end: End) -> dict[str, Any]:
    where = {
        "x": end.place,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": end.higher,
        "xanchor": _side(end.side),
    }
    return {**where, "text": end.text, "showarrow": False, "font": {"color": INK}}
