"""Reads the cells of an outcome back from its page, its charts and its files, as whoever opens them finds them."""

from __future__ import annotations

import io
import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping

import pypdf
from lxml import html
from lxml.html import HtmlElement

from tests.support import figures_in_files as files
from tests.support.cells import Cells, Must, Said
from tests.support.figures_in_files import Figures, Place
from tests.support.figures_on_page import FiguresOnPage, as_words, words_of

SHARE = r"(?:minder dan |meer dan )?\d+ van de 100?|bijna niemand|bijna iedereen"
ABOUT = r"ongeveer ([\d.]+) mens(?:en)?"


def of_figures(figures: Figures) -> Cells:
    """Return the figures of a file with rows as cells."""
    return {place: Said(told.words, told.count, _length(told), told.rest) for place, told in figures.items()}


def _length(told: files.Told) -> int | None:
    return None if told.share is None or told.whole is None else told.share * 100 // told.whole


def drawn(found: FiguresOnPage) -> Cells:
    """The drawings that the server makes: the words beside or inside them."""
    cells = {}
    for question in found.questions:
        for answer, words in question.drawn.items():
            cells[Place("ANSWER", question.text, answer=answer)] = Said(words)
        for split in question.splits:
            for (answer, group), words in split.drawn.items():
                by = "" if group == "Iedereen" else split.label
                cells[Place("ANSWER", question.text, by, group, answer)] = Said(words)
    return cells


def tables(found: FiguresOnPage) -> Cells:
    """The tables under the drawings."""
    cells: Cells = {}
    for question in found.questions:
        for answer, cell in question.table.items():
            cells[Place("ANSWER", question.text, answer=answer)] = _cell(cell)
        for split in question.splits:
            for (answer, group), cell in split.table.items():
                if cell[0] != "–":
                    by = "" if group == "Iedereen" else split.label
                    place = Place("ANSWER", question.text, by, group, answer)
                    assert cells.get(place, _cell(cell)) in (_cell(cell), _cell(cell)._replace(count=None)), place
                    cells[place] = _cell(cell)
    return cells


def _cell(cell: tuple[str, ...]) -> Said:
    counted = len(cell) > 1 and cell[1][:1].isdigit()
    return Said(as_words(cell[0]), int(cell[1].replace(".", "")) if counted else None)


def charts(found: FiguresOnPage, ask: Callable[[str], bytes]) -> Cells:
    """The charts to explore: the words and the length of every bar."""
    cells: Cells = {}
    for question in found.questions:
        asked = [(question.chart_url, "")] if question.chart_url else []
        for address, by in [*asked, *((split.chart_url, split.label) for split in question.splits)]:
            for answer, group, words, length in _bars(json.loads(ask(address))):
                cells[Place("ANSWER", question.text, by, group, answer)] = Said(words, None, length)
    return cells


def _bars(figure: dict[str, list[dict[str, list[object]]]]) -> Iterator[tuple[str, str, str, int]]:
    for trace in figure["data"]:
        for length, hover, told in zip(trace["x"], trace["hovertext"], trace["customdata"], strict=True):
            group = re.match(r"<b>(.*?)</b>", str(hover))
            yield str(trace["name"]), group[1] if group else "Iedereen", told[1], int(str(length))  # type: ignore[index]


def sentences(page: str, found: FiguresOnPage) -> Cells:
    """What the page says in sentences: the headline, who took part, who answered, who left it open."""
    tree = html.fromstring(page)
    told = [words_of(one) for one in tree.find_class("mp-first__kind")]
    cells = {Place("TOOK_PART"): _people(one) for one in told if re.search(ABOUT, one)}
    first = next((one for one in found.questions if one.drawn), None)
    if first is not None:
        cells |= most_given(found.headline, first.text, "", "Iedereen", first.drawn)
    for question in found.questions:
        for note in question.notes:
            cells |= dict(_of_note(question.text, note))
        for split in question.splits:
            for group, told in split.sizes.items():
                cells[Place("ANSWERED", question.text, split.label, group)] = _people(told)
    return cells


def _people(text: str) -> Said:
    number = re.search(ABOUT, text)
    assert number, text
    return Said(number[0], int(number[1].replace(".", "")))


def most_given(sentence: str, question: str, by: str, group: str, answers: Mapping[str, str]) -> Cells:
    """Read a headline such as "7 van de 10 mensen kiezen ‘Vaker rijden’."."""
    told = re.match(r"(.*?)(?: mensen)? kie(?:st|zen) ‘(.*)’\.$", sentence)
    answer = next((one for one in answers if told and one.rstrip(".") == told[2]), None)
    if told is None or answer is None:
        return {}
    return {Place("ANSWER", question, by, group, answer): Said(told[1][0].lower() + told[1][1:])}


def _of_note(question: str, note: str) -> Iterator[tuple[Place, Said]]:
    if re.match(rf"{ABOUT} (gaven|schreven)", note, re.IGNORECASE):
        yield Place("ANSWERED", question), _people(note.lower())
    for verb, subject in (("sloe?g(?:en)? deze vraag over", "SKIPPED"), ("snapten? deze vraag niet", "NOT_UNDERSTOOD")):
        told = re.match(rf"({SHARE})(?: mensen)? {verb}\.$", note, re.IGNORECASE)
        if told:
            yield Place(subject, question), Said(told[1].lower())


def contrasts(page: str, by: str) -> Cells:
    """The differences that are worth knowing."""
    cells = {}
    for one in html.fromstring(page).find_class("mp-contrast"):
        answer, question = (words_of(one.find_class(f"mp-contrast__{name}")[0]) for name in ("title", "question"))
        for group, words in _bars_in_words(one):
            cells[Place("ANSWER", question, by, group, answer)] = Said(words)
    return cells


def on_top(page: str, question: str) -> Cells:
    """The first bars, and those of the outcome in a page of someone else: everybody's answers to one question."""
    return {
        Place("ANSWER", question, answer=answer): Said(words) for answer, words in _bars_in_words(html.fromstring(page))
    }


def _bars_in_words(part: HtmlElement) -> list[tuple[str, str]]:
    return [
        (words_of(bar.find_class("mp-bar__label")[0]), words_of(bar.find_class("mp-bar__words")[0]))
        for bar in part.find_class("mp-bar")
    ]


def sheet_to_read(content: bytes, questions: list[str]) -> Cells:
    """The sheet with tables to read: under each question its answers, and its answers by group."""
    cells: Cells = {}
    question, by, columns = "", "", []
    lines = ([str(cell) for cell in row if cell != ""] for row in files.sheets_of(content)["Tabellen"])
    for told in itertools.takewhile(lambda line: line != ["Wie denkt hetzelfde?"], lines):
        asked = re.match(r"\d+\. (.*)$", told[0]) if len(told) == 1 else None
        if asked and asked[1] in questions:
            question, by, columns = asked[1], "", []
        elif len(told) == 1:
            by, columns = told[0], []
        elif told and told[0] in ("Antwoord", "Thema", "Citaat"):
            columns = told
        elif told and columns[0] == "Citaat":
            continue
        elif told and columns[1] == "Deel":
            number = told[2].replace(".", "")
            subject = "THEME" if columns[0] == "Thema" else "ANSWER"
            place = Place(subject, question, answer=told[0])
            cells[place] = Said(told[1], int(number) if number.isdigit() else None)
        elif told:
            for group, words in zip(columns[1:], told[1:], strict=True):
                where = "" if group == "Iedereen" else by
                place = Place("ANSWER", question, where, group, told[0])
                if words != "–" and place not in cells:
                    cells[place] = Said(words)
    return cells


def behind_slides(content: bytes) -> Cells:
    """The tables behind the charts of the slides, as who changes a chart finds them."""
    behind = files.tables_behind(content)
    return {place: Said("", None, value * 100 // whole) for place, (value, whole) in behind.items()}


def themes_on_page(page: str) -> tuple[Cells, Cells]:
    """The themes of open questions: as drawn, and as the table under the drawing says."""
    shown: Cells = {}
    listed: Cells = {}
    for part in html.fromstring(page).find_class("mp-own"):
        for one in part.find_class("mp-asked"):
            question = words_of(one.find_class("mp-asked__title")[0])
            shown |= {Place("THEME", question, answer=theme): Said(words) for theme, words in _bars_in_words(one)}
            rows = [[words_of(cell) for cell in row] for row in one.xpath(".//tbody/tr")]
            listed |= {Place("THEME", question, answer=theme): _cell(tuple(told)) for theme, *told in rows}
    return shown, listed


def of_group(page: str) -> tuple[Cells, Cells]:
    """The page of one group by itself: as drawn, and as the tables say."""
    shown: Cells = {}
    listed: Cells = {}
    for one in html.fromstring(page).find_class("mp-asked"):
        question = words_of(one.find_class("mp-asked__title")[0])
        pairs = _bars_in_words(one) + [
            (words_of(word.find_class("mp-scale__label")[0]), words_of(word.find_class("mp-scale__share")[0]))
            for word in one.find_class("mp-scale__word")
        ]
        shown |= {Place("ANSWER", question, answer=answer): Said(words) for answer, words in pairs}
        rows = [[words_of(cell) for cell in row] for row in one.xpath(".//tbody/tr")]
        listed |= {Place("ANSWER", question, answer=answer): _cell(tuple(told)) for answer, *told in rows}
    return shown, listed


def paper(content: bytes, questions: list[tuple[int, str]], first: str) -> Cells:
    """The words of the PDF itself: the size, the bars of the first question and the largest answer of the others."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    assert len(pages) == 1
    lines = [" ".join(line.split()) for line in pages[0].extract_text().splitlines()]
    told = " ".join(lines)
    cells: Cells = {}
    size = re.search(ABOUT, lines[0])
    if size:
        cells[Place("TOOK_PART")] = _people(size[0])
    start = lines.index(first) if first in lines else len(lines)
    for line in lines[start + 1 :]:
        bar = re.match(rf"(.+?) ({SHARE})$", line)
        if bar is None:
            break
        cells[Place("ANSWER", first, answer=bar[1])] = Said(bar[2])
    for number, text in questions:
        most = re.search(rf"(?<!\d){number}\. {re.escape(text)} (.+?): ({SHARE})", told)
        if most:
            cells[Place("ANSWER", text, answer=most[1])] = Said(most[2])
    return cells


def answers_of(question: str) -> Must:
    """A view that must tell everybody's answers to one question."""
    return lambda place: place.subject == "ANSWER" and place.question == question and not place.breakdown
