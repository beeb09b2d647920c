"""Bars as a native chart that can be changed: answers whole on the left, the words of the outcome page beside each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from panel.results.exports.deck_template import ACTION, GREY, INK, INSIDE, LANGUAGE, PAPER_EDGE
from panel.results.exports.fit import height_of, lines_of, width_of

LETTERS = 18
"""The smallest letters that can be read from the back of a room, on every chart."""
LARGER_LETTERS = (24, 20)
WIDEST_ANSWERS, NARROWEST_BARS = 5.4, 2.6
BESIDE, BETWEEN, BETWEEN_BARS = 0.22, 0.14, 0.09
HIGHEST_BAR, ROOMIEST_BAR = 0.5, 0.95
MOST_TOGETHER = 3


@dataclass(frozen=True)
class Stroke:
    """One bar: its length, the words beside it, and its line in the notes."""

    length: int
    words: str
    grey: bool = False
    note: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart: what it is called, one bar a category, and of how many its bars are parts.

    `heading` is shown above it, `series` names its column of numbers, `about` says what it is about to who listens.
    """

    name: str
    series: str
    categories: tuple[str, ...]
    bars: tuple[Stroke, ...]
    whole: int
    about: str
    heading: str = ""

    @property
    def in_words(self) -> str:
        """All of the chart for who cannot see it."""
        told = (f"{text}: {bar.words}" for text, bar in zip(self.categories, self.bars, strict=True))
        return f"{self.about} " + "; ".join(told) + "."

    def part(self, start: int, end: int) -> Chart:
        """Return a chart of some of the bars."""
        return replace(self, categories=self.categories[start:end], bars=self.bars[start:end])


@dataclass(frozen=True)
class Measures:
    """How large letters are, how wide answers and bars with their words, how much longer than a whole the axis is."""

    letters: int
    answers: float
    drawn: float
    axis: float


def measures_of(charts: Sequence[Chart], height: float) -> Measures:
    """Return measures that suit all these charts, so that their bars can be compared, in letters as large as fits."""
    for letters in LARGER_LETTERS:
        measures = _in_letters(charts, letters)
        if len(list(on_pages(charts, measures, height))) == 1:
            return measures
    return _in_letters(charts, LETTERS)


def _in_letters(charts: Sequence[Chart], letters: int, width: float = INSIDE) -> Measures:
    words = max(width_of(bar.words, letters) for chart in charts for bar in chart.bars) + BESIDE
    wished = max(width_of(text, letters) for chart in charts for text in chart.categories) + BESIDE
    answers = min(wished, WIDEST_ANSWERS, width - words - NARROWEST_BARS)
    drawn = width - answers
    return Measures(letters, answers, drawn, drawn / (drawn - words))


def height_of_bar(chart: Chart, measures: Measures) -> float:
    """Return how high one bar with its answer is; all bars of a chart are as high as the highest."""
    return max(height_of(measures.letters, _lines(text, measures)) for text in chart.categories) + BETWEEN_BARS


def height_of_heading(chart: Chart, measures: Measures, width: float = INSIDE) -> float:
    """Return how high the words above a chart are."""
    if not chart.heading:
        return 0
    lines = lines_of(chart.heading, measures.letters, width - BESIDE, bold=True)
    return height_of(measures.letters, lines) + BETWEEN


def height_of_chart(chart: Chart, measures: Measures) -> float:
    """Return how high a chart with its heading is at least."""
    return height_of_heading(chart, measures) + len(chart.bars) * height_of_bar(chart, measures) + BETWEEN


def on_pages(charts: Sequence[Chart], measures: Measures, height: float) -> Iterator[list[Chart]]:
    """Lay charts under each other on as many pages as they need; one that is too high is told in parts."""
    page: list[Chart] = []
    for chart in (part for whole in charts for part in _parts(whole, measures, height)):
        used = sum(height_of_chart(one, measures) for one in page)
        alone = not chart.heading or len(page) == MOST_TOGETHER
        if page and (alone or used + height_of_chart(chart, measures) > height):
            yield page
            page = []
        page.append(chart)
    if page:
        yield page


def add_chart(slide: Any, chart: Chart, measures: Measures, *, left: float, top: float, height: float) -> None:
    """Draw bars in the very numbers of the table."""
    from pptx import util  # noqa: PLC0415 - loads slowly, and only these modules make slides
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

    drawn = CategoryChartData(number_format="0")  # type: ignore[no-untyped-call]
    drawn.categories = chart.categories
    drawn.add_series(chart.series, [bar.length for bar in chart.bars])  # type: ignore[no-untyped-call]
    place = (left, top, measures.answers + measures.drawn, height)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *map(util.Inches, place), drawn)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.in_words)
    frame.name = chart.name
    _dress(frame.chart, chart, measures, height / len(chart.bars))


def _parts(chart: Chart, measures: Measures, height: float) -> Iterator[Chart]:
    """Take a chart apart in pages of about as many bars each."""
    room = height - height_of_heading(chart, measures) - BETWEEN
    most = max(1, int(room / height_of_bar(chart, measures)))
    pages = -(-len(chart.bars) // most)
    for page in range(pages):
        start, end = (len(chart.bars) * at // pages for at in (page, page + 1))
        yield chart.part(start, end)


def _lines(text: str, measures: Measures) -> int:
    return lines_of(text, measures.letters, measures.answers - BESIDE)


def _dress(drawn: Any, chart: Chart, measures: Measures, room: float) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION  # noqa: PLC0415
    from pptx.util import Pt  # noqa: PLC0415

    size = Pt(measures.letters)
    drawn.has_legend, drawn.has_title = False, False
    drawn.font.size, drawn.font.color.rgb = size, _colour(INK)
    drawn.value_axis.visible, drawn.value_axis.has_major_gridlines = False, False
    drawn.value_axis.minimum_scale, drawn.value_axis.maximum_scale = 0, round(chart.whole * measures.axis, 2)
    drawn.category_axis.reverse_order = True
    drawn.category_axis.has_major_gridlines = False
    drawn.category_axis.format.line.color.rgb = _colour(PAPER_EDGE)
    plot = drawn.plots[0]
    plot.gap_width = max(20, min(500, round((room / HIGHEST_BAR - 1) * 100)))
    plot.vary_by_categories, plot.overlap = False, 0
    for at, bar in enumerate(chart.bars):
        point = plot.series[0].points[at]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = _colour(GREY if bar.grey else ACTION)
        label = point.data_label
        label.has_text_frame = True
        label.text_frame.text, label.text_frame.word_wrap = bar.words, False
        label.position = XL_LABEL_POSITION.OUTSIDE_END
        font = label.text_frame.paragraphs[0].runs[0].font
        font.size, font.color.rgb = size, _colour(INK)
    _place(drawn, measures)
    for one in drawn._chartSpace.iter("{*}rPr", "{*}endParaRPr", "{*}defRPr"):
        one.set("lang", LANGUAGE)


def _place(drawn: Any, measures: Measures) -> None:
    """Keep the same room for answers on every chart, and say which language its words are in."""
    from pptx.oxml import parse_xml  # noqa: PLC0415

    space = drawn._chartSpace
    start = measures.answers / (measures.answers + measures.drawn)
    names = {"x": start, "y": 0.0, "w": 1 - start, "h": 1.0}
    values = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in names.items())
    chart = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    layout = parse_xml(
        f'<c:layout {chart}><c:manualLayout><c:layoutTarget val="inner"/>'
        f'<c:xMode val="edge"/><c:yMode val="edge"/>{values}</c:manualLayout></c:layout>'
    )
    area = space.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    area.insert(0, layout)
    space.insert(1 if space.find("{*}date1904") is not None else 0, parse_xml(f'<c:lang {chart} val="{LANGUAGE}"/>'))


def _colour(code: str) -> Any:
    from pptx.dml.color import RGBColor  # noqa: PLC0415

    return RGBColor.from_string(code)  # type: ignore[no-untyped-call]
