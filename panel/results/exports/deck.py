"""A presentation in the making: slides with a title, words, notes, and native charts that can be changed."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask_babel import gettext as _

from panel.core.i18n import long_day
from panel.results.exports.deck_template import (
    GROUND,
    INK,
    INSIDE,
    LANGUAGE,
    MARGIN,
    ONLY_TITLE,
    OPENING,
    SOFT,
    empty_presentation,
)
from panel.results.exports.fit import Words, height_of_all, largest, paged, shortened
from panel.results.exports.native_chart import (
    BETWEEN,
    LETTERS,
    ROOMIEST_BAR,
    Chart,
    add_chart,
    height_of_bar,
    height_of_chart,
    height_of_heading,
    measures_of,
    on_pages,
)
from panel.results.exports.rows import Exported

TITLE_SIZES, OPENING_SIZES = (32, 28, 24, 20), (44, 40, 36, 32, 28)
TITLE_TOP, TITLE_HEIGHT = 0.45, 1.25
BODY_TOP, BODY_BOTTOM = 1.95, 6.55
FOOT_TOP, FOOT_HEIGHT, FOOT_SIZE, PAGE_NUMBER = 6.78, 0.5, 12, 0.8
BODY_SIZES = (24, 22, 20, LETTERS)
BODY = BODY_BOTTOM - BODY_TOP
UNBROKEN = "\N{NO-BREAK SPACE}"
NUMBER_FIELD = (
    '<a:fld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
    '<a:rPr lang="{lang}" sz="{size}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:rPr>'
    "<a:t>‹#›</a:t></a:fld>"
)


class Deck:
    """A presentation in the making: every slide has a title of its own, words or charts that fit, and notes."""

    def __init__(self, everything: Exported) -> None:
        from pptx import util  # noqa: PLC0415 - loads slowly, and only these modules make slides

        self.inches, self.points = util.Inches, util.Pt
        self.file, self.layouts = empty_presentation()
        about = self.file.core_properties
        about.title, about.author, about.language = everything.view.title, everything.municipality, LANGUAGE
        moment = dt.datetime.combine(everything.frozen_on, dt.time(12))
        about.created = about.modified = moment
        about.last_modified_by = everything.municipality
        self.foot = foot_of(everything)

    def open(self, title: str, facts: list[str], notes: str) -> None:
        """Add a slide that something begins with."""
        slide = self._add(OPENING, title, notes)
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = self._colour(GROUND)
        size = largest(title, OPENING_SIZES, INSIDE, 2.6, bold=True)
        self._put(slide.shapes.title, 1.2, 2.6)
        self._say(slide.shapes.title.text_frame, [Words(title, size, bold=True)], at_foot=True)
        self._box(slide, [Words(text, 24, soft=True) for text in facts], 4.1, 2.4)

    def words(self, title: str, groups: Iterable[Sequence[Words]], notes: str) -> None:
        """Add paragraphs, as large as fits and else on more than one slide; those of a group stay together."""
        groups = [[_one_line(words) for words in group] for group in groups]
        pages = list(paged(groups, INSIDE, BODY))
        for at, page in enumerate(pages):
            slide = self._titled(title, notes, _page(at, pages))
            self._box(slide, page, BODY_TOP, BODY)

    def charts(
        self, title: str, charts: Sequence[Chart], notes: Callable[[list[Chart]], str], under: str = "", after: str = ""
    ) -> None:
        """Add charts under each other, on as many slides as they need; `under` stands between title and charts."""
        above = [Words(one_line(under), LETTERS, soft=True)] if under else []
        top = BODY_TOP + height_of_all(above, INSIDE)
        measures = measures_of(charts, BODY_BOTTOM - top)
        pages = list(on_pages(charts, measures, BODY_BOTTOM - top))
        for at, page in enumerate(pages):
            slide = self._titled(title, notes(page), after + _page(at, pages))
            if above:
                self._box(slide, above, BODY_TOP, top - BODY_TOP)
            self._draw(slide, page, measures, top)

    def _draw(self, slide: Any, charts: list[Chart], measures: Any, top: float) -> None:
        left_over = BODY_BOTTOM - top - sum(height_of_chart(chart, measures) for chart in charts)
        more = max(0.0, left_over / sum(len(chart.bars) for chart in charts))
        for chart in charts:
            heading, bar = height_of_heading(chart, measures), height_of_bar(chart, measures)
            if heading:
                self._box(slide, [Words(chart.heading, measures.letters, bold=True)], top, heading)
            height = len(chart.bars) * max(bar, min(ROOMIEST_BAR, bar + more))
            add_chart(slide, chart, measures, left=MARGIN, top=top + heading, height=height)
            top += heading + height + BETWEEN

    def _titled(self, title: str, notes: str, after: str = "") -> Any:
        size = largest(one_line(title) + after, TITLE_SIZES, INSIDE, TITLE_HEIGHT, bold=True)
        title = shortened(title, size, INSIDE, TITLE_HEIGHT, after=after)
        slide = self._add(ONLY_TITLE, title, notes)
        self._put(slide.shapes.title, TITLE_TOP, TITLE_HEIGHT)
        self._say(slide.shapes.title.text_frame, [Words(title, size, bold=True)], at_foot=True)
        return slide

    def _add(self, layout: str, title: str, notes: str) -> Any:
        slide = self.file.slides.add_slide(self.layouts[layout])
        for placeholder in list(slide.placeholders):
            if placeholder.placeholder_format.idx != 0:
                placeholder._element.getparent().remove(placeholder._element)
        slide.shapes.title.text_frame.text = title
        frame = slide.notes_slide.notes_text_frame
        frame.text = notes
        for run in (run for paragraph in frame.paragraphs for run in paragraph.runs):
            run._r.get_or_add_rPr().set("lang", LANGUAGE)
        return slide

    def _put(self, shape: Any, top: float, height: float) -> None:
        place = (MARGIN, top, INSIDE, height)
        shape.left, shape.top, shape.width, shape.height = map(self.inches, place)

    def _box(self, slide: Any, words: list[Words], top: float, height: float, *, right: float = 0) -> Any:
        place = (MARGIN, top, INSIDE - right, height)
        box = slide.shapes.add_textbox(*map(self.inches, place))
        self._say(box.text_frame, words)
        return box

    def _say(self, frame: Any, words: list[Words], *, at_foot: bool = False) -> None:
        from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN  # noqa: PLC0415

        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.BOTTOM if at_foot else MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.text = "\n".join(one.text for one in words)
        for one, paragraph in zip(words, frame.paragraphs, strict=True):
            paragraph.alignment, paragraph.line_spacing = PP_ALIGN.LEFT, 1.0
            paragraph.space_before, paragraph.space_after = 0, self.points(0 if at_foot else one.size * one.after)
            for run in paragraph.runs:
                run.font.size, run.font.bold = self.points(one.size), one.bold
                run.font.color.rgb = self._colour(SOFT if one.soft else INK)
                run._r.get_or_add_rPr().set("lang", LANGUAGE)

    @staticmethod
    def _colour(code: str) -> Any:
        from pptx.dml.color import RGBColor  # noqa: PLC0415

        return RGBColor.from_string(code)  # type: ignore[no-untyped-call]

    def saved(self) -> bytes:
        """Return the file, with at the foot of every slide where it came from: it is read last."""
        for slide in self.file.slides:
            self._box(slide, [Words(self.foot, FOOT_SIZE, soft=True)], FOOT_TOP, FOOT_HEIGHT, right=PAGE_NUMBER)
            self._number(slide)
        file = io.BytesIO()
        self.file.save(file)
        return file.getvalue()

    def _number(self, slide: Any) -> None:
        from pptx.enum.text import PP_ALIGN  # noqa: PLC0415
        from pptx.oxml import parse_xml  # noqa: PLC0415

        place = (MARGIN + INSIDE - PAGE_NUMBER, FOOT_TOP, PAGE_NUMBER, FOOT_HEIGHT)
        box = slide.shapes.add_textbox(*map(self.inches, place))
        self._say(box.text_frame, [Words("", FOOT_SIZE, soft=True)])
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        field = NUMBER_FIELD.format(lang=LANGUAGE, size=FOOT_SIZE * 100, colour=SOFT)
        paragraph._p.append(parse_xml(field))


def foot_of(everything: Exported) -> str:
    """Say under every slide what kind of evidence it is, of how many, of when and where it all stands."""
    view = everything.view
    version = _("versie %(version)s", version=everything.version) if everything.version > 1 else ""
    parts = [
        _("Dit is een voorbeeld") if everything.example else "", view.label, view.size, everything.municipality,
        long_day(everything.frozen_on), version, everything.address,
    ]  # fmt: skip
    return " · ".join(filter(None, parts))


def as_large_as_fits(groups: Iterable[Sequence[Words]]) -> list[list[Words]]:
    """Return paragraphs in the largest letters in which all fit on one slide, or in the smallest."""
    kept = [list(group) for group in groups]
    for size in BODY_SIZES:
        sized = [[Words(one.text, size, one.bold, one.soft) for one in group] for group in kept]
        if height_of_all([one for group in sized for one in group], INSIDE) <= BODY:
            break
    return sized


def one_line(text: str) -> str:
    """Return a text without line breaks."""
    return " ".join(text.split())


def _one_line(words: Words) -> Words:
    return Words(one_line(words.text), words.size, words.bold, words.soft)


def _page(at: int, pages: Sequence[object]) -> str:
    if len(pages) == 1:
        return ""
    return " " + _("(%(page)s van %(pages)s)", page=at + 1, pages=len(pages)).replace(" ", UNBROKEN)
