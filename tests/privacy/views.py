"""Reads every view and every file of an outcome back, as anybody can who has it: what each says, as facts."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import lxml.html

from panel.results.exports.columns import codebook
from panel.results.exports.comma_text import figures_csv
from panel.results.exports.models import FileKind
from panel.results.exports.spreadsheet import figures_xlsx
from panel.results.exports.statistics_file import figures_sav
from panel.results.labels import Labels
from tests.privacy.facts import Facts, together
from tests.privacy.printed import read_pdf, read_pptx
from tests.privacy.seen import FIXED, Seen, cells_of, groups_of, themes_of, whole_number
from tests.privacy.seen_map import read_map_chart, read_map_on_page, read_map_sheet

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_page(seen: Seen) -> Facts:
    """The tables of the outcome page, and the sentences beside them."""
    page = lxml.html.fromstring(seen.ask("page"))
    facts: Facts = dict(_size(page))
    for question in seen.labels.questions.values():
        for section in page.xpath(f"//section[@id='vraag-{question.number}']"):
            facts |= _of_question(section, question.key, seen.labels)
    for told in seen.everything.own_words:
        for section in page.xpath("//section[contains(@class, 'mp-own')]//div[contains(@class, 'mp-asked')]"):
            if section.findtext("h3") == seen.labels.questions[told.question].text:
                keys = themes_of(told)
                for _heading, cells in _rows_of(section):
                    facts |= cells_of(("", ""), f"{told.question}.themes", keys[cells[0]], cells[1:])
    if page.xpath("//figure[@id='meningenkaart']"):
        drawn = read_map_on_page(page, seen.labels), read_map_chart(seen.ask("map"), seen.labels)
        facts = together(facts, *drawn)
    return facts


def _size(page: lxml.html.HtmlElement) -> Iterator[tuple[tuple[str, ...], object]]:
    for line in page.xpath("//*[contains(@class, 'mp-first__kind')]//span/text()"):
        if found := re.search(r"ongeveer ([\d.]+) mensen", line):
            yield ("SIZE",), whole_number(found[1])


def _of_question(section: lxml.html.HtmlElement, key: str, labels: Labels) -> Facts:
    words = labels.questions[key]
    options = {words.option(one): one for one in [*words.options, *FIXED]}
    facts: Facts = {}
    for figure in section.xpath(".//figure[starts-with(@id, 'cijfers-')]"):
        split = figure.get("id").split("-", 2)[2:]
        for heading, cells in _rows_of(figure):
            if not split:
                facts |= cells_of(("", ""), key, options[cells[0]], cells[1:])
            else:
                groups = groups_of(labels, split[0])
                group = groups[cells[0]]
                place = ("", "") if group == "" else (split[0], group)
                facts |= cells_of(place, key, options[heading], cells[1:])
    for sentence in section.xpath(".//ul[contains(@class, 'mp-asked__notes')]/li/text()"):
        if found := re.match(r"Ongeveer ([\d.]+) (?:mensen|mens) (?:gaven|schreven)", sentence.strip()):
            facts["ANSWERED", key, "", ""] = whole_number(found[1])
    return facts


def _rows_of(figure: lxml.html.HtmlElement) -> Iterator[tuple[str, list[str]]]:
    for body in figure.xpath(".//table/tbody"):
        heading = ""
        for row in body.xpath("./tr"):
            cells = [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
            if row.xpath("./th[@scope='rowgroup']"):
                heading = cells[0]
            else:
                yield heading, cells


def read_csv(seen: Seen) -> Facts:
    text = figures_csv(seen.everything).decode("utf-8-sig")
    return _of_rows(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"), seen.labels)


def read_xlsx(seen: Seen) -> Facts:
    """The sheet with rows and the map on the sheet to read, from the XML itself: not what a program makes of it."""
    with zipfile.ZipFile(io.BytesIO(figures_xlsx(seen.everything))) as book:
        shared = ["".join(one.itertext()) for one in _parsed(book, "xl/sharedStrings.xml")]
        tables, lines = (_lines(_parsed(book, f"xl/worksheets/sheet{number}.xml"), shared) for number in (2, 3))
    head, rows = lines[0], lines[1:]
    named = ({name: row.get(column, "") for column, name in head.items()} for row in rows)
    on_map = read_map_sheet((list(row.values()) for row in tables), seen.labels)
    return together(_of_rows(named, seen.labels), on_map)


def _lines(sheet: ElementTree.Element, shared: list[str]) -> list[dict[str, str]]:
    lines = []
    for row in sheet.iter(f"{SHEET}row"):
        cells = {}
        for cell in row.iter(f"{SHEET}c"):
            value = cell.findtext(f"{SHEET}v") or ""
            column = re.sub(r"\d", "", cell.get("r", ""))
            cells[column] = shared[int(value)] if cell.get("t") == "s" else value
        lines.append(cells)
    return lines


def _parsed(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(book.read(name))  # noqa: S314 - our own file


def read_sav(seen: Seen) -> Facts:
    import pyreadstat  # noqa: PLC0415 - loads slowly

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cijfers.sav"
        path.write_bytes(figures_sav(seen.everything))
        columns, about = pyreadstat.read_sav(str(path), output_format="dict", apply_value_formats=False)
    if not columns:
        return {}
    # A code column holds numbers; its label is the text of the code, which the text column beside it has too.
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return _of_sav(rows, about.variable_value_labels, seen)


def _of_sav(rows: list[dict[str, object]], coded: Mapping[str, Mapping[float, str]], seen: Seen) -> Facts:
    subjects = {one.subject.value for one in seen.everything.rows}
    named = []
    for row, told in zip(rows, seen.everything.rows, strict=True):
        assert told.subject.value in subjects
        cells = {name: "" if value is None or value != value else str(value) for name, value in row.items()}
        # The codes are numbers in order of appearance: the words beside them say what they stand for.
        cells |= {"soort": told.subject.value, "vraag": told.question, "uitsplitsing": told.breakdown}
        cells |= {"groep": told.group, "antwoord": told.option, "rand": _edge(cells, coded)}
        named.append({name: value.removesuffix(".0") for name, value in cells.items()})
    return _of_rows(iter(named), seen.labels)


def _edge(cells: Mapping[str, str], coded: Mapping[str, Mapping[float, str]]) -> str:
    if not cells.get("rand"):
        return ""
    return "NOBODY" if "niemand" in coded["rand"][float(cells["rand"])] else "EVERYONE"


def _of_rows(rows: Iterator[Mapping[str, str]] | csv.DictReader[str], labels: Labels) -> Facts:
    facts: Facts = {}
    for row in rows:
        place = (row["vraag"], row["uitsplitsing"], row["groep"])
        count = int(row["aantal"]) if row["aantal"] else None
        if row["soort"] == "TOOK_PART":
            facts["SIZE",] = count
        elif row["soort"] == "GROUP":
            facts["GROUP", row["uitsplitsing"], row["groep"]] = count
            if row["samengevoegd"]:
                keys = groups_of(labels, row["uitsplitsing"])
                facts["MERGED", row["uitsplitsing"], row["groep"]] = tuple(
                    keys[one] for one in row["samengevoegd"].split("; ")
                )
        elif row["soort"] == "ANSWERED":
            facts["ANSWERED", *place] = count
        elif row["soort"] == "ANSWER":
            facts |= _answer(row, (*place, row["antwoord"]), count)
        elif row["soort"] == "THEME":
            facts |= _answer(row, (f"{row['vraag']}.themes", "", "", row["antwoord"]), count)
        elif row["soort"] != "QUOTATION":
            facts[row["soort"], row["vraag"]] = (count, int(row["deel"]), int(row["deel_van"]))
    return facts


def _answer(row: Mapping[str, str], place: tuple[str, ...], count: int | None) -> Facts:
    facts: Facts = {}
    if row["rand"]:
        facts["EDGE", *place] = row["rand"]
    else:
        facts["SHARE", *place] = (int(row["deel"]), int(row["deel_van"]))
    if count is not None:
        facts["COUNT", *place] = count
    if row["aantal_niet"]:
        facts["REST", *place] = int(row["aantal_niet"])
    return facts


def read_api(seen: Seen) -> Facts:
    """The figures that programs read, in the columns of the CSV."""
    import json  # noqa: PLC0415

    rows: list[dict[str, object]] = []
    page = 1
    while True:
        found = json.loads(seen.ask(f"api?pagina={page}"))
        listed = next(value for value in found.values() if isinstance(value, list))
        rows += listed
        if "next" not in found["_links"]:
            break
        page += 1
    named = (
        {_snake(name): _cell(value) for name, value in row.items()} for row in rows
    )  # fmt: skip
    return _of_rows(named, seen.labels)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda found: "_" + found[1].lower(), name)


def read_codebook(seen: Seen) -> Facts:
    """What columns and codes mean: words only, of which none counts people."""
    for _column, code, meaning in codebook(seen.everything):
        assert not code.isdigit() or code in ("0", "1"), meaning
    return {}


VIEWS: dict[str, Callable[[Seen], Facts]] = {
    "PAGE": read_page,
    "CSV": read_csv,
    "API": read_api,
    FileKind.XLSX.value: read_xlsx,
    FileKind.SAV.value: read_sav,
    FileKind.PPTX.value: read_pptx,
    FileKind.PDF.value: read_pdf,
    FileKind.CODEBOOK.value: read_codebook,
}


def everything_seen(seen: Seen, names: tuple[str, ...] = tuple(VIEWS)) -> Facts:
    """What all these views say together. Raises DisagreeError."""
    return together(*(VIEWS[name](seen) for name in names))
