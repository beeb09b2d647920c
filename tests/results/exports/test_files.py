"""Every file holds the same rounded figures, and none holds anything else."""

from __future__ import annotations

import csv
import functools
import io
import json
import re
import zipfile
from collections.abc import Iterator

import pytest
from lxml import etree
from pptx import Presentation

from panel.council.resources import figure_rows
from panel.results.exports.columns import COLUMNS, WHOLE, cells, codebook
from panel.results.exports.comma_text import codebook_csv, figures_csv
from panel.results.exports.row import EVERYBODY, Subject
from panel.results.exports.rows import Exported
from panel.results.exports.slides import slides_pptx
from panel.results.exports.spreadsheet import SHEETS, figures_xlsx
from panel.results.exports.statistics_file import figures_sav
from tests.results.exports.outcomes import OUTCOMES, SHARP, counted, mapped, other_kinds, routed, too_few
from tests.support import figures_in_files as files
from tests.support.figures_in_files import Place, Told

pytestmark = pytest.mark.usefixtures("in_dutch")

PAGE = re.compile(r"\(\d+\xa0van\xa0\d+\)$")
"""Behind the title of a slide that is one of several about the same: no figure."""


class Made:
    """One outcome with its files, each written once however many tests read it."""

    def __init__(self, everything: Exported) -> None:
        self.everything = everything

    @functools.cached_property
    def csv(self) -> bytes:
        return figures_csv(self.everything)

    @functools.cached_property
    def xlsx(self) -> bytes:
        return figures_xlsx(self.everything)

    @functools.cached_property
    def sav(self) -> bytes:
        return figures_sav(self.everything)

    @functools.cached_property
    def pptx(self) -> bytes:
        return slides_pptx(self.everything)


@functools.cache
def made_of(name: str) -> Made:
    return Made(OUTCOMES[name]())


@pytest.fixture(params=OUTCOMES)
def made(request: pytest.FixtureRequest, in_dutch: None) -> Made:
    return made_of(request.param)


def published(everything: Exported) -> files.Figures:
    """Return what is published, straight from the rows."""
    return {
        Place(row.subject.value, row.question_text, row.breakdown_text, row.group_text, row.option_text): Told(
            row.words, row.count, row.share, WHOLE[row.unit] if row.unit else None, row.rest
        )
        for row in everything.rows
    }


def test_csv_excel_spss_and_the_service_hold_the_same_figures(made: Made) -> None:
    wanted = published(made.everything)
    assert files.figures_in_csv(made.csv) == wanted
    assert files.figures_in_xlsx(made.xlsx) == wanted
    assert files.figures_in_sav(made.sav) == wanted
    assert files.figures_in_api([json.dumps({"cijfers": figure_rows(made.everything)}).encode()]) == wanted
    assert bool(wanted) == made.everything.view.shown


def test_the_slides_hold_the_answers_of_everybody_and_of_groups_and_themes(made: Made) -> None:
    drawn = files.figures_in_slides(made.pptx)
    answers = {
        place._replace(answer=" ".join(place.answer.split())): told
        for place, told in published(made.everything).items()
        if place.subject in (Subject.ANSWER, Subject.THEME)
    }
    assert drawn.keys() == answers.keys()
    for place, told in answers.items():
        found = drawn[place]
        assert (found.words, found.count) == (told.words, told.count), place
        if told.share is not None:
            # Groups beside each other are drawn as parts of a hundred, whatever their words count in.
            assert found.share is not None
            assert told.whole is not None
            assert found.share * told.whole == told.share * (found.whole or 0), place


def test_the_tables_to_read_hold_the_words_of_the_page(made: Made) -> None:
    with_tables = files.texts_in_xlsx(made.xlsx)
    for row in made.everything.rows:
        if row.subject is Subject.ANSWER:
            assert row.words in with_tables
            assert row.option_text in with_tables


def allowed(everything: Exported) -> set[str]:
    """Return every number that may stand in a file: published ones, and those in texts that are no figure."""
    view = everything.view
    texts = [
        *(text for row in everything.rows for text in (row.words, row.question_text, row.option_text, row.option,
                                                        row.group_text, row.question, *row.merged)),
        *(text for question in view.questions for text in (question.text, question.why_hidden, *question.notes)),
        *(text for fact in (*view.method, *view.hidden_breakdowns) for text in fact),
        view.title, view.headline, view.remark, view.size, *view.sure, *view.missing, *view.too_few,
        everything.promise, everything.address, everything.frozen_on.isoformat(),
        *(column.meaning for column in COLUMNS), "Een top 3 kiezen", "Uitslag in 1, 2, 3, 4, 5",
    ]  # fmt: skip
    numbers = files.numbers_in(texts) | {str(everything.version), str(everything.frozen_on.day), "5", "10", "100", "0"}
    for row in everything.rows:
        numbers |= {str(one) for one in (row.count, row.rest, row.share, row.number) if one is not None}
        if row.unit is not None and row.share is not None:
            # Beside a group that is told of a hundred, 7 van de 10 is drawn as 70.
            numbers.add(str(row.share * 100 // WHOLE[row.unit]))
    return numbers | {str(number) for number in range(1, len(view.questions) + 1)}


def every_text(made: Made) -> Iterator[tuple[str, list[str]]]:
    yield "csv", files.texts_in_csv(made.csv)
    yield "codebook", files.texts_in_csv(codebook_csv(made.everything))
    yield "xlsx", files.texts_in_xlsx(made.xlsx)
    yield "pptx", [PAGE.sub("", text) for text in files.texts_in_slides(made.pptx)]
    yield "json", [json.dumps(figure_rows(made.everything), ensure_ascii=False)]


def test_no_file_holds_a_number_that_is_not_published(made: Made) -> None:
    may = allowed(made.everything)
    for name, texts in every_text(made):
        assert files.numbers_in(texts) - may == set(), name


def test_the_scan_sees_a_number_that_was_not_rounded() -> None:
    """The control: one raw number anywhere is found."""
    everything = counted(187)
    raw = next(number for number in range(101, 160) if str(number) not in allowed(everything))
    texts = [*files.texts_in_xlsx(figures_xlsx(everything)), f"ongeveer {raw} mensen"]
    assert files.numbers_in(texts) - allowed(everything) == {str(raw)}


def test_counts_are_multiples_of_five_and_shares_of_their_step(made: Made) -> None:
    for row in figure_rows(made.everything):
        for name in ("aantal", "aantalNiet"):
            assert row[name] is None or row[name] % 5 == 0
        if row["deel"] is not None:
            assert row["deel"] % row["deelStap"] == 0
            assert 0 <= row["deel"] <= row["deelVan"]


def test_no_file_has_a_row_for_a_person() -> None:
    """Ten times as many people make no row more: rows are answers and groups."""
    few, many = counted(187), counted(3000)
    for read, write in (
        (files.figures_in_csv, figures_csv),
        (files.figures_in_xlsx, figures_xlsx),
        (files.figures_in_sav, figures_sav),
        (files.figures_in_slides, slides_pptx),
    ):
        assert abs(len(read(write(many))) - len(read(write(few)))) < 10
        assert len(read(write(many))) < 300


def test_a_routed_question_has_no_number_of_people_in_any_file() -> None:
    for told in (files.figures_in_csv(figures_csv(routed())), files.figures_in_sav(figures_sav(routed()))):
        mine = {place: one for place, one in told.items() if place.question.startswith("Hoe veilig")}
        assert len(mine) == 7
        assert all(one.count is None and one.rest is None for one in mine.values())


def test_groups_of_the_opinion_map_are_groups_in_the_files() -> None:
    told = files.figures_in_csv(figures_csv(mapped()))
    groups = {place.group: one.count for place, one in told.items() if place.subject == "GROUP"}
    assert sorted(groups.values()) == [50, 70]
    answers = [place for place in told if place.subject == "ANSWER" and place.group in groups]
    assert len(answers) == 4


def test_the_codebook_says_what_a_group_of_the_map_is_and_rows_say_what_all_groups_share() -> None:
    told = {(column, code): meaning for column, code, meaning in codebook(mapped())}
    assert told["uitsplitsing", "*MAP"].startswith("Groepen op de kaart: mensen die vaak hetzelfde antwoord gaven")
    assert told["gedeeld", ""].startswith("Of alle groepen")
    assert ("gedeeld", "AGREE") not in told
    everything = mapped(alike=True)
    marked = [cells(everything, row)[-1] for row in everything.rows if row.question == "roof"]
    assert set(marked) == {"AGREE"}
    assert ("gedeeld", "AGREE") in {(column, code) for column, code, _meaning in codebook(everything)}
    assert "AGREE" in figures_csv(everything).decode("utf-8-sig").splitlines()[-1]
    assert {row["gedeeld"] for row in figure_rows(everything) if row["vraag"]} == {"AGREE"}


def test_too_few_answers_leave_no_figure_and_an_explanation() -> None:
    everything = too_few()
    assert files.figures_in_csv(figures_csv(everything)) == {}
    assert files.figures_in_sav(figures_sav(everything)) == {}
    assert everything.view.headline in files.texts_in_xlsx(figures_xlsx(everything))
    said = " ".join(files.texts_in_slides(slides_pptx(everything)))
    assert everything.view.headline in said
    assert everything.view.too_few[0] in said


def test_the_csv_opens_in_a_spreadsheet_as_text() -> None:
    content = figures_csv(other_kinds())
    assert content.startswith(b"\xef\xbb\xbfraadpleging;versie;")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    cells = [cell for row in rows for cell in row]
    assert "'" + SHARP in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_a_spreadsheet_has_no_formula_and_no_link() -> None:
    with zipfile.ZipFile(io.BytesIO(figures_xlsx(other_kinds()))) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert len(sheets) == len(SHEETS)
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"hyperlink" in sheet]
    assert SHARP in files.texts_in_xlsx(figures_xlsx(other_kinds()))


def test_the_codebook_explains_every_column_and_every_code() -> None:
    everything = counted(612)
    explained = {(name, code) for name, code, _meaning in codebook(everything)}
    assert {(column.name, "") for column in COLUMNS} <= explained
    lines = csv.DictReader(io.StringIO(figures_csv(everything).decode("utf-8-sig"), newline=""), delimiter=";")
    for line in lines:
        for name in ("bewijs", "gewogen", "soort", "vraag", "vraag_soort", "uitsplitsing", "groep", "antwoord", "rand"):
            assert line[name] == "" or (name, line[name]) in explained


def test_spss_knows_what_each_variable_and_value_means() -> None:
    everything = counted(612)
    columns, labels = files.read_sav(figures_sav(everything))
    assert list(columns) == [column.name for column in COLUMNS]
    for name, text in (("vraag", "vraag_tekst"), ("antwoord", "antwoord_tekst"), ("groep", "groep_tekst")):
        for number, words in zip(columns[name], columns[text], strict=True):
            if number is not None:
                assert words in labels[name][number]
    assert labels["bewijs"][1.0].startswith("Steekproef")
    assert labels["gewogen"] == {0.0: "Nee"}


def test_slides_have_titles_notes_and_words_for_each_chart(made: Made) -> None:
    slides = Presentation(io.BytesIO(made.pptx)).slides
    assert len(slides) >= 3
    for slide in slides:
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text.strip()
        assert slide.notes_slide.notes_text_frame.text.strip()
        for shape in slide.shapes:
            if shape.has_chart:
                assert len(shape._element.nvGraphicFramePr.cNvPr.get("descr")) > 20
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    rows = [row for row in made.everything.rows if row.subject in (Subject.ANSWER, Subject.THEME)]
    drawn = {(row.subject, row.question, row.breakdown) for row in rows}
    answers = [row for row in rows if row.subject is Subject.ANSWER and row.group == EVERYBODY]
    assert len(charts) >= len(drawn) + bool(answers) + bool(made.everything.differences.found)


def test_a_chart_on_a_slide_can_be_changed() -> None:
    """It is a native chart with a workbook of its own, and that holds the very numbers that are drawn."""
    content = slides_pptx(counted(612))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        books = [parts.read(name) for name in parts.namelist() if name.endswith(".xlsx")]
        charts = [
            etree.fromstring(parts.read(name)) for name in parts.namelist() if name.startswith("ppt/charts/chart")
        ]
    assert len(books) == len(charts) > 10
    drawn, behind = files.figures_in_slides(content), files.tables_behind(content)
    assert behind == {place: (told.share, told.whole) for place, told in drawn.items()}
