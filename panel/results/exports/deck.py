"""A presentation in the making: slides with a title, words, notes, and native charts that can be changed."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from panel.results.exports.rows import Exported

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.75
INK, SOFT, GREY, PAPER_EDGE = "15233B", "5B6472", "7B746A", "D9D2C7"
TINTS = ("0A6B5E", "3E8E82", "24527A", "6A87A8")
LONGEST_TITLE = 130
TITLE_LAYOUT, ONLY_TITLE_LAYOUT = 0, 5


@dataclass(frozen=True)
class Stroke:
    """One bar: its length, and the words beside it."""

    length: int
    words: str
    grey: bool = False


@dataclass(frozen=True)
class Series:
    """Bars of one group, one a category; None where that group has no such bar."""

    name: str
    bars: Sequence[Stroke | None]


@dataclass(frozen=True)
class Chart:
    """A chart: what it is called, its categories and series, of how many its bars are parts, and it all in words.

    `room` is how much wider than the longest bar it is, so that words fit beside that one.
    """

    name: str
    categories: Sequence[str]
    series: Sequence[Series]
    whole: int
    words: str
    letters: int = 16
    room: float = 1.25


class Deck:
    """A presentation in the making: every slide has a title, texts of one size, and notes."""

    def __init__(self, everything: Exported) -> None:
        import pptx  # noqa: PLC0415 - loads slowly, and only this module makes slides
        from pptx import util  # noqa: PLC0415

        self.inches, self.points = util.Inches, util.Pt
        self.file = pptx.Presentation()
        self.file.slide_width, self.file.slide_height = self.inches(WIDTH), self.inches(HEIGHT)
        about = self.file.core_properties
        about.title, about.author, about.language = everything.view.title, everything.municipality, "nl-NL"
        moment = dt.datetime.combine(everything.frozen_on, dt.time(12))
        about.created = about.modified = moment
        about.last_modified_by = everything.municipality
        self.foot = f"{everything.municipality} · {everything.address}"
        if everything.example:
            self.foot = f"{_('Dit is een voorbeeld')} · {self.foot}"

    def add(self, title: str, notes: str, *, size: int = 30, layout: int = ONLY_TITLE_LAYOUT, top: float = 0.5) -> Any:
        """Add a slide with a title and notes, and where it came from at the foot."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[layout])
        for placeholder in list(slide.placeholders):
            if placeholder != slide.shapes.title and placeholder.placeholder_format.idx != 0:
                placeholder._element.getparent().remove(placeholder._element)
        shape = slide.shapes.title
        shape.left, shape.top = self.inches(MARGIN), self.inches(top)
        shape.width, shape.height = self.inches(WIDTH - 2 * MARGIN), self.inches(1.5)
        self._say(shape.text_frame, [title], size, bold=True, colour=INK)
        self.text(slide, [self.foot], top=HEIGHT - 0.55, height=0.35, size=12, colour=SOFT)
        slide.notes_slide.notes_text_frame.text = notes
        return slide

    def text(
        self,
        slide: Any,
        lines: list[str],
        *,
        top: float,
        height: float,
        size: int,
        colour: str = INK,
        bold: bool = False,
    ) -> None:
        """Put lines under each other over the width of a slide."""
        box = slide.shapes.add_textbox(
            self.inches(MARGIN), self.inches(top), self.inches(WIDTH - 2 * MARGIN), self.inches(height)
        )
        self._say(box.text_frame, lines, size, bold=bold, colour=colour)

    def chart(self, slide: Any, chart: Chart, *, top: float, height: float) -> None:
        """Draw bars in the very numbers of the table, with the words of the outcome page beside each."""
        from pptx.chart.data import CategoryChartData  # noqa: PLC0415
        from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

        drawn = CategoryChartData(number_format="0")  # type: ignore[no-untyped-call]
        drawn.categories = chart.categories
        for series in chart.series:
            drawn.add_series(series.name, [bar and bar.length for bar in series.bars])  # type: ignore[no-untyped-call]
        frame = slide.shapes.add_chart(
            XL_CHART_TYPE.BAR_CLUSTERED,
            self.inches(MARGIN), self.inches(top), self.inches(WIDTH - 2 * MARGIN), self.inches(height), drawn,
        )  # fmt: skip
        frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.words)
        frame.name = chart.name
        self._dress(frame.chart, chart)

    def _dress(self, drawn: Any, chart: Chart) -> None:
        size = self.points(chart.letters)
        drawn.has_legend, drawn.has_title = False, False
        drawn.font.size = size
        drawn.value_axis.visible, drawn.value_axis.has_major_gridlines = False, False
        drawn.value_axis.minimum_scale, drawn.value_axis.maximum_scale = 0, round(chart.whole * chart.room)
        drawn.category_axis.reverse_order = True
        drawn.category_axis.format.line.color.rgb = self._colour(PAPER_EDGE)
        plot = drawn.plots[0]
        plot.gap_width, plot.vary_by_categories, plot.overlap = 45, False, 0
        for place, series in enumerate(chart.series):
            for at, bar in enumerate(series.bars):
                if bar is None:
                    continue
                point = plot.series[place].points[at]
                point.format.fill.solid()
                point.format.fill.fore_color.rgb = self._colour(GREY if bar.grey else TINTS[place % len(TINTS)])
                point.data_label.has_text_frame = True
                point.data_label.text_frame.text = bar.words
                point.data_label.text_frame.paragraphs[0].runs[0].font.size = size

    def _say(self, frame: Any, lines: list[str], size: int, *, bold: bool, colour: str) -> None:
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415

        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        frame.text = "\n".join(lines)
        for paragraph in frame.paragraphs:
            paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, self.points(size / 2)
            for run in paragraph.runs:
                run.font.size, run.font.bold, run.font.color.rgb = self.points(size), bold, self._colour(colour)
                run._r.get_or_add_rPr().set("lang", "nl-NL")

    @staticmethod
    def _colour(code: str) -> Any:
        from pptx.dml.color import RGBColor  # noqa: PLC0415

        return RGBColor.from_string(code)  # type: ignore[no-untyped-call]

    def saved(self) -> bytes:
        file = io.BytesIO()
        self.file.save(file)
        return file.getvalue()


def one_line(text: str) -> str:
    """Return a text without line breaks."""
    return " ".join(text.split())


def cut(title: str) -> str:
    """Return a title that fits."""
    title = one_line(title)
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
