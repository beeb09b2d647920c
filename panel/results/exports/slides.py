"""The outcome as slides for the council meeting: native charts that can be changed, with notes and words for each."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from panel.consultations.kinds import DONT_KNOW
from panel.core.i18n import long_day
from panel.core.reading import DUTCH
from panel.results.exports.columns import WHOLE
from panel.results.exports.progress import Progress, nobody_waits
from panel.results.exports.rows import EVERYBODY, Exported, Row, Subject, people
from panel.results.presenters import QuestionView

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.75
INK, SOFT, ACTION, GREY, PAPER_EDGE = "15233B", "5B6472", "0A6B5E", "7B746A", "D9D2C7"
LONGEST_TITLE = 130
TITLE_LAYOUT, ONLY_TITLE_LAYOUT = 0, 5


class Slides:
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

    def chart(self, slide: Any, rows: list[Row], words: str, *, top: float, height: float) -> None:
        """Draw one bar an answer, in the very numbers of the table, with the words of the outcome page beside it."""
        from pptx.chart.data import CategoryChartData  # noqa: PLC0415
        from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

        drawn = CategoryChartData(number_format="0")  # type: ignore[no-untyped-call]
        drawn.categories = [_one_line(row.option_text) for row in rows]
        whole = max(WHOLE[row.unit] for row in rows if row.unit)
        name = _("Van de 10 mensen") if whole == 10 else _("Van de 100 mensen")
        drawn.add_series(name, [_length(row, whole) for row in rows])  # type: ignore[no-untyped-call]
        frame = slide.shapes.add_chart(
            XL_CHART_TYPE.BAR_CLUSTERED,
            self.inches(MARGIN), self.inches(top), self.inches(WIDTH - 2 * MARGIN), self.inches(height), drawn,
        )  # fmt: skip
        frame._element.nvGraphicFramePr.cNvPr.set("descr", words)
        self._dress(frame.chart, rows, whole)

    def _dress(self, chart: Any, rows: list[Row], whole: int) -> None:
        chart.has_legend, chart.has_title = False, False
        chart.font.size = self.points(16)
        chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
        chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, round(whole * 1.25)
        chart.category_axis.reverse_order = True
        chart.category_axis.format.line.color.rgb = self._colour(PAPER_EDGE)
        plot = chart.plots[0]
        plot.gap_width, plot.vary_by_categories = 45, False
        for point, row in zip(_points(plot, len(rows)), rows, strict=True):
            point.format.fill.solid()
            point.format.fill.fore_color.rgb = self._colour(GREY if row.option == DONT_KNOW else ACTION)
            label = point.data_label
            label.has_text_frame = True
            label.text_frame.text = row.words
            label.text_frame.paragraphs[0].runs[0].font.size = self.points(16)

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


def slides_pptx(everything: Exported, progress: Progress = nobody_waits) -> bytes:
    """Return a presentation: what was asked, the message, how sure and who is missing, each question, the method."""
    with force_locale(DUTCH):
        made, view = Slides(everything), everything.view
        questions = [one for one in view.questions if everything_about(everything, one)]
        parts = len(questions) + 4
        _opening(made, everything)
        progress(1, parts)
        _in_short(made, everything)
        progress(2, parts)
        for ready, question in enumerate(questions, start=3):
            _question(made, everything, question)
            progress(ready, parts)
        if view.shown:
            _limits(made, everything)
        _method(made, everything)
        progress(parts - 1, parts)
        content = made.saved()
        progress(parts, parts)
        return content


def everything_about(everything: Exported, question: QuestionView) -> list[Row]:
    """Return the answers of everybody to one question; an open question has none."""
    return [
        row
        for row in everything.rows
        if row.subject is Subject.ANSWER and row.question == question.key and row.group == EVERYBODY
    ]


def _opening(made: Slides, everything: Exported) -> None:
    view = everything.view
    slide = made.add(view.title, _("Zeg wie er vroeg, waarom, en wat de raad er nu mee kan."), size=40, top=1.8)
    facts = [
        " · ".join(filter(None, [view.label, view.size])),
        f"{everything.municipality}, {long_day(everything.frozen_on)}",
    ]
    made.text(slide, facts, top=4.2, height=1.4, size=24, colour=SOFT)


def _in_short(made: Slides, everything: Exported) -> None:
    view = everything.view
    rows = _of_headline(everything)
    notes = "\n".join(filter(None, [view.headline, view.remark, *view.sure, *view.missing, *view.too_few]))
    slide = made.add(_cut(view.headline), notes, size=32)
    if rows:
        shown = [row for bar in view.bars for row in rows if row.option == bar.key] or rows
        made.chart(slide, shown, _in_words(view.headline, shown), top=2.1, height=4.4)
    elif view.too_few:
        made.text(slide, view.too_few, top=2.4, height=3, size=24)


def _of_headline(everything: Exported) -> list[Row]:
    first = next((one for one in everything.view.questions if one.number == everything.view.first_number), None)
    return everything_about(everything, first) if first is not None else []


def _question(made: Slides, everything: Exported, question: QuestionView) -> None:
    rows = everything_about(everything, question)
    lines = [f"{_one_line(row.option_text)}: {row.words} ({people(row.count)})" for row in rows]
    notes = "\n".join([_one_line(question.text), *filter(None, [question.sentence]), *question.notes, *lines])
    slide = made.add(_cut(f"{question.number}. {question.text}"), notes, size=26)
    made.chart(slide, rows, _in_words(question.text, rows), top=1.9, height=4.4)
    if question.sentence:
        made.text(slide, [question.sentence], top=6.35, height=0.5, size=16, colour=SOFT)


def _limits(made: Slides, everything: Exported) -> None:
    view = everything.view
    slide = made.add(_("Hoe zeker is dit, en wie missen we?"), "\n".join([*view.sure, *view.missing]))
    made.text(slide, [_("Hoe zeker is dit?")], top=1.8, height=0.5, size=20, bold=True)
    made.text(slide, view.sure, top=2.3, height=1.4, size=20)
    made.text(slide, [_("Wie missen we?")], top=3.9, height=0.5, size=20, bold=True)
    made.text(slide, view.missing, top=4.4, height=1.4, size=20)
    if everything.promise:
        made.text(slide, [everything.promise], top=5.9, height=0.6, size=20)


def _method(made: Slides, everything: Exported) -> None:
    facts = [f"{asked} {told}" for asked, told in everything.view.method]
    slide = made.add(_("Zo is het gemeten"), "\n".join(facts))
    made.text(slide, facts, top=1.7, height=5, size=16 if len(facts) < 8 else 14)


def _length(row: Row, whole: int) -> int:
    """How long a bar is: its share; nothing for almost nobody and everything for almost everyone."""
    if row.edge is not None:
        return whole if row.edge == "EVERYONE" else 0
    return row.share or 0


def _in_words(about: str, rows: list[Row]) -> str:
    return f"{about} " + "; ".join(f"{row.option_text}: {row.words}" for row in rows) + "."


def _points(plot: Any, count: int) -> list[Any]:
    return [plot.series[0].points[at] for at in range(count)]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cut(title: str) -> str:
    title = _one_line(title)
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
