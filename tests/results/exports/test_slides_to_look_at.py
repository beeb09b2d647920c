"""The slides can be shown unchanged: nothing falls outside its place, all can be read from afar and aloud."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Emu, Pt

from panel.consultations.models import EvidenceKind, Option, Question, QuestionKind
from panel.results.exports.deck import BODY_BOTTOM
from panel.results.exports.deck_template import HEIGHT, LANGUAGE, MARGIN, WIDTH
from panel.results.exports.fit import height_of, lines_of, shortened, width_of
from panel.results.exports.rows import Exported
from panel.results.exports.slides import slides_pptx
from panel.stats.publishing import publish
from tests.results.exports.outcomes import OUTCOMES, THRESHOLD, export_of
from tests.results.samples import sample_consultation, sample_microdata

pytestmark = pytest.mark.usefixtures("in_dutch")

LONG_QUESTION = "Welke van deze negen mogelijkheden vind jij het beste voor wie in jouw eigen buurt woont? " * 3
LONG_ANSWER = "De bus rijdt in de avond alleen nog voor wie op tijd heeft gebeld, en stopt dan ook bij jou voor de deur"
EVERY = {**OUTCOMES, "long texts": lambda: long_texts()}
HAIR = 0.02
NOTE, BODY, CHART = Pt(12), Pt(18), 1800


def long_texts() -> Exported:
    """Return an outcome with a question of 200 letters, and nine answers that run to 120."""
    made = sample_consultation(EvidenceKind.SAMPLE)
    options = [Option(key=f"o{at}", text=f"{LONG_ANSWER} ({at} keer)"[:120], position=at) for at in range(1, 10)]
    made.questions = [
        Question(position=1, key="long", kind=kind, text=LONG_QUESTION[:200], settings={}, options=options)
        for kind in (QuestionKind.CHOOSE_SEVERAL,)
    ]
    return export_of(made, publish(sample_microdata(made.questions, 600), THRESHOLD))


@functools.cache
def deck_of(name: str) -> Any:
    return Presentation(io.BytesIO(slides_pptx(EVERY[name]())))


@pytest.fixture(params=EVERY)
def slides(request: pytest.FixtureRequest, in_dutch: None) -> list[Any]:
    return list(deck_of(request.param).slides)


def inches(length: int) -> float:
    return float(Emu(length).inches)


def needed(shape: Any) -> float:
    """Return how high the words in a place are, by estimate; the room after the last paragraph may be missing."""
    total = 0.0
    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            size = round(run.font.size.pt)
            total += height_of(size, lines_of(run.text, size, inches(shape.width), bold=bool(run.font.bold)))
        total += paragraph.space_after.inches if paragraph.space_after else 0
    last = shape.text_frame.paragraphs[-1].space_after
    return total - (last.inches if last else 0)


def of_text(slide: Any) -> Iterator[Any]:
    return (shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text)


def test_no_words_fall_outside_their_place(slides: list[Any]) -> None:
    for slide in slides:
        for shape in of_text(slide):
            assert needed(shape) <= inches(shape.height) + HAIR, shape.text_frame.text


def test_nothing_lies_over_anything_else_or_outside_the_margins(slides: list[Any]) -> None:
    for slide in slides:
        above = 0
        for shape in slide.shapes:
            assert inches(shape.left) >= MARGIN - HAIR
            assert inches(shape.left + shape.width) <= WIDTH - MARGIN + HAIR
            assert inches(shape.top + shape.height) <= HEIGHT
            if shape.left == slide.shapes.title.left:
                assert shape.top + shape.height > above, "what is read later stands lower"
                assert shape.top >= above - Emu(9144), "and does not lie over what was read before"
                above = shape.top + shape.height


def test_charts_end_above_the_foot_and_show_every_answer_whole(slides: list[Any]) -> None:
    for slide in slides:
        for shape in (shape for shape in slide.shapes if shape.has_chart):
            assert inches(shape.top + shape.height) <= BODY_BOTTOM + HAIR
            each = inches(shape.height) / len(shape.chart.plots[0].categories)
            beside = float(shape.chart._chartSpace.find(".//{*}manualLayout/{*}x").get("val"))
            size = round(shape.chart.font.size.pt)
            for answer in shape.chart.plots[0].categories:
                lines = lines_of(str(answer), size, inches(shape.width) * beside - 0.2)
                assert height_of(size, lines) <= each, answer


def test_the_words_beside_a_bar_fit_on_the_slide(slides: list[Any]) -> None:
    for slide in slides:
        for chart in (shape.chart for shape in slide.shapes if shape.has_chart):
            width = inches(next(shape.width for shape in slide.shapes if shape.has_chart))
            drawn = width * float(chart._chartSpace.find(".//{*}manualLayout/{*}w").get("val"))
            for point, value in enumerate(chart.plots[0].series[0].values):
                words = chart.plots[0].series[0].points[point].data_label.text_frame
                end = drawn * value / chart.value_axis.maximum_scale
                assert end + width_of(words.text, round(chart.font.size.pt)) <= drawn + HAIR, words.text
                assert words.word_wrap is False


def test_letters_can_be_read_from_the_back_of_the_room(slides: list[Any]) -> None:
    for slide in slides:
        *body, foot = [shape for shape in of_text(slide) if shape.text_frame.paragraphs[0].runs]
        assert {run.font.size for one in foot.text_frame.paragraphs for run in one.runs} == {NOTE}
        assert all(run.font.size >= BODY for one in body for line in one.text_frame.paragraphs for run in line.runs)
        for chart in (shape.chart for shape in slide.shapes if shape.has_chart):
            assert all(int(one.get("sz")) >= CHART for one in chart._chartSpace.iter() if one.get("sz"))


def test_every_slide_has_a_title_of_its_own_and_says_where_it_came_from(slides: list[Any]) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    for slide in slides:
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id, "the title is read first"
        said = list(of_text(slide))[-2].text_frame.text
        assert "Voorbeeldstad · 2 maart 2027" in said
        assert said.endswith("voorbeeldstad.example/uitslag/de-bus")


def test_charts_are_told_in_words_and_all_of_it_is_in_dutch(slides: list[Any]) -> None:
    for slide in slides:
        for shape in (shape for shape in slide.shapes if shape.has_chart):
            told = shape._element.nvGraphicFramePr.cNvPr.get("descr")
            plot = shape.chart.plots[0]
            for at, answer in enumerate(plot.categories):
                assert f"{answer}: {plot.series[0].points[at].data_label.text_frame.text}" in told
            assert shape.chart._chartSpace.find("{*}lang").get("val") == LANGUAGE
        for part in (slide.part, slide.notes_slide.part, slide.slide_layout.part, slide.slide_layout.slide_master.part):
            assert {one.get("lang") for one in part._element.iter() if one.get("lang")} <= {LANGUAGE}


def test_a_title_is_cut_between_words_and_keeps_what_tells_it_apart() -> None:
    cut = shortened(LONG_QUESTION * 3, 20, 8, 1, after=" · Leeftijd")
    assert cut.endswith("… · Leeftijd")
    assert cut.split("…")[0] in LONG_QUESTION * 3
    assert shortened("Kort", 20, 8, 1, after=" · Leeftijd") == "Kort · Leeftijd"
