"""The opinion map as a Plotly figure, to explore: the same areas and crowded places as the drawing on the page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

from panel.core.i18n import drawn, reads_from_the_right
from panel.results.amounts import about
from panel.results.charts import EDGE, INK, THEME
from panel.results.labels import Labels
from panel.results.map_shapes import DARKEST, Crowd, crowds, frame_of, outline
from panel.results.presenters.opinion_map import crowd_name, group_name, typical_sentences
from panel.stats.published import Published
from panel.stats.published_map import PublishedMap

WIDEST_LINE = 34
"""Characters on a line of what is shown when someone points at a group."""
HEIGHT = 340
PAPER = "#ffffff"
"""Of the letters, which stand on ink; dark pages have dark paper and light ink."""
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")


def opinion_figure(published: Published, labels: Labels) -> Any:
    """Return a Plotly figure of the opinion map. Raises ValueError when none is shown."""
    import plotly.graph_objects as go  # noqa: PLC0415 - loads slowly, and only charts need it

    shown = published.opinion_map
    if shown is None or not shown.shown:
        raise ValueError("there is nothing to draw")
    frame = frame_of(shown)
    sentences = typical_sentences(published, labels)
    figure = go.Figure([_crowd(one, crowd_name(shown, number)) for number, one in enumerate(crowds(shown), 1)])
    for dash, group in zip(DASHES, shown.groups, strict=False):
        across, down = zip(*outline(group.area), strict=True)
        figure.add_scatter(
            x=across, y=down, mode="lines", hoverinfo="skip", line={"color": INK, "width": 2, "dash": dash}
        )
    figure.add_trace(_letters(shown, sentences))
    figure.update_layout(
        template=None,
        height=HEIGHT,
        margin={"l": 4, "r": 4, "t": 8, "b": 8},
        showlegend=False,
        hoverlabel={"align": "right" if reads_from_the_right() else "left"},
        xaxis={"visible": False, "range": [frame.x, frame.x + frame.wide]},
        yaxis={"visible": False, "range": [frame.y + frame.high, frame.y], "scaleanchor": "x"},
        meta={"theme": {**THEME, PAPER: "paper"}},
    )
    return figure


def _crowd(crowd: Crowd, name: str) -> dict[str, Any]:
    cell = crowd.cell
    right, low = cell.x + cell.wide, cell.y + cell.high
    return {
        "type": "scatter",
        "x": [cell.x, right, right, cell.x, cell.x],
        "y": [cell.y, cell.y, low, low, cell.y],
        "mode": "lines",
        "line": {"width": 0},
        "fill": "toself",
        "fillcolor": EDGE,
        "opacity": round(0.6 * crowd.shade / DARKEST, 2),
        "hoverinfo": "text",
        "hoveron": "fills",
        "text": drawn(f"{name}, {about(cell.count)}"),
        "customdata": [cell.count],
    }


def _letters(shown: PublishedMap, sentences: dict[str, Sequence[str]]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [one.area.x for one in shown.groups],
        "y": [one.area.y for one in shown.groups],
        "mode": "markers+text",
        "marker": {"size": 34, "color": INK},
        "text": [one.key for one in shown.groups],
        "textfont": {"color": PAPER, "size": 18},
        "hoverinfo": "text",
        "hovertext": [_hover(one.key, one.size, sentences.get(one.key, ())) for one in shown.groups],
        "customdata": [[one.key, one.size] for one in shown.groups],
    }


def _hover(letter: str, size: int, sentences: Sequence[str]) -> str:
    lines = [drawn(f"<b>{escape(group_name(letter), quote=False)}</b>, {about(size)}")]
    for one in sentences:
        lines += [drawn(escape(line, quote=False)) for line in wrap(one, WIDEST_LINE)]
    return "<br>".join(lines)
