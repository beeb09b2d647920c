"""Reads the figures back from every file of an outcome, as whoever opens the file finds them."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pyreadstat
from pptx import Presentation

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FIGURES_SHEET = "Cijfers"
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Place(NamedTuple):
    """What a figure is about, in words; empty where that does not apply."""

    subject: str
    question: str = ""
    breakdown: str = ""
    group: str = "Iedereen"
    answer: str = ""


class Told(NamedTuple):
    """What a file says: in words, about how many people, and the share of a whole; None where it leaves that out."""

    words: str
    count: int | None = None
    share: int | None = None
    whole: int | None = None
    rest: int | None = None


Figures = dict[Place, Told]


def figures_in_csv(content: bytes) -> Figures:
    """Read the CSV with the figures."""
    return _figures(_lines_of_csv(content))


def figures_in_xlsx(content: bytes) -> Figures:
    """Read the sheet with rows of the workbook."""
    heading, *rows = sheets_of(content)[FIGURES_SHEET]
    return _figures(dict(zip(heading, row, strict=False)) for row in rows)


def figures_in_sav(content: bytes) -> Figures:
    """Read the SPSS file, codes put into the words of their labels where those are all there is."""
    columns, labels = read_sav(content)
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    for row in rows:
        for name in ("soort",):
            row[name] = _subject_of(labels[name][row[name]])
    return _figures(rows)


def figures_in_api(pages: Iterable[bytes]) -> Figures:
    """Read the pages of figures that the service for programs gives, one after the other."""
    rows = [row for page in pages for row in json.loads(page)["cijfers"]]
    return _figures({_apart(name): value for name, value in row.items()} for row in rows)


def figures_in_slides(content: bytes) -> Figures:
    """Read the charts of the slides about one question: everybody's answers, those of groups, and themes."""
    found: Figures = {}
    for slide in Presentation(io.BytesIO(content)).slides:
        asked, *notes = slide.notes_slide.notes_text_frame.text.splitlines() or [""]
        if not re.match(r"\d+\. ", slide.shapes.title.text_frame.text):
            continue
        for shape in (shape for shape in slide.shapes if shape.has_chart):
            for place, told in bars_of(shape):
                place = place._replace(question=asked)
                group = f" · {place.group}" if place.breakdown else ""
                count = next(line for line in notes if line.startswith(f"{place.answer}{group}: {told.words} ("))
                number = count.rsplit("(", 1)[1].rstrip(")").replace(".", "")
                assert place not in found, f"{place} is drawn twice"
                found[place] = told._replace(count=int(number) if number.isdigit() else None)
    return found


def bars_of(shape: Any) -> list[tuple[Place, Told]]:
    """Return the bars of a native chart with their words; the name of the chart says whose answers they are."""
    plot, found = shape.chart.plots[0], []
    for series in plot.series:
        for at, (category, value) in enumerate(zip(plot.categories, series.values, strict=True)):
            words = series.points[at].data_label.text_frame.text
            place, whole = _place_of(shape.name, series.name, str(category))
            found.append((place, Told(words, None, int(value), whole)))
    return found


def tables_behind(content: bytes) -> dict[Place, tuple[int, int]]:
    """Return the numbers in the workbooks behind the charts about one question, which who changes a chart finds."""
    found = {}
    for slide in Presentation(io.BytesIO(content)).slides:
        asked = (slide.notes_slide.notes_text_frame.text.splitlines() or [""])[0]
        if not re.match(r"\d+\. ", slide.shapes.title.text_frame.text):
            continue
        for shape in (shape for shape in slide.shapes if shape.has_chart):
            (sheet,) = sheets_of(shape.chart.part.chart_workbook.xlsx_part.blob).values()
            (_corner, name), *rows = sheet
            for category, value in rows:
                place, whole = _place_of(shape.name, str(name), str(category))
                found[place._replace(question=asked)] = (int(value), whole)
    return found


def _place_of(chart: str, series: str, category: str) -> tuple[Place, int]:
    """Return what a bar is about, and of how many it is a part: groups stand beside each other in a chart an answer."""
    breakdown, _dot, parts = chart.rpartition(" · ")
    if series.startswith("Van de "):
        subject = "THEME" if chart == "In eigen woorden" else "ANSWER"
        return Place(subject, answer=category), 10 if series == "Van de 10 mensen" else 100
    return Place("ANSWER", "", breakdown, category, series), 10 if parts == "Van de 10 mensen" else 100


def read_sav(content: bytes) -> tuple[dict[str, list[Any]], dict[str, dict[float, str]]]:
    """Return the columns of an SPSS file, and the labels of values by column."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "read.sav"
        path.write_bytes(content)
        values, about = pyreadstat.read_sav(path, output_format="dict")
    columns = {name: [None if cell != cell else cell for cell in list(values[name])] for name in about.column_names}
    return columns, about.variable_value_labels


def texts_in_csv(content: bytes) -> list[str]:
    """Return every cell, the headings too."""
    return [cell for row in _rows_of_csv(content) for cell in row]


def texts_in_xlsx(content: bytes) -> list[str]:
    """Return every cell of every sheet."""
    return [str(cell) for rows in sheets_of(content).values() for row in rows for cell in row]


def texts_in_slides(content: bytes) -> list[str]:
    """Return every text of every part of a presentation, the workbooks inside its charts and the notes too."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith(".xlsx"):
                found += texts_in_xlsx(parts.read(name))
            elif re.match(r"ppt/(slides|charts|notesSlides)/[^/]+\.xml$", name):
                tree = ElementTree.fromstring(parts.read(name))  # noqa: S314 - made by ourselves
                found += [one.text for one in tree.iter() if one.text and one.tag.rsplit("}")[-1] in {"t", "v"}]
                found += [one.get("descr", "") for one in tree.iter() if one.get("descr")]
    return found


def numbers_in(texts: Iterable[str]) -> set[str]:
    """Return every number that stands in texts, without separators of thousands."""
    return {one.replace(".", "").lstrip("0") or "0" for text in texts for one in NUMBER.findall(text)}


def _figures(rows: Iterable[Mapping[str, Any]]) -> Figures:
    found: Figures = {}
    for row in rows:
        place = Place(
            str(row["soort"]),
            _text(row["vraag_tekst"]),
            _text(row["uitsplitsing_tekst"]),
            _text(row["groep_tekst"]),
            _text(row["antwoord_tekst"]),
        )
        assert place not in found, f"{place} stands there twice"
        found[place] = Told(
            _text(row["in_woorden"]), *(_whole(row[name]) for name in ("aantal", "deel", "deel_van", "aantal_niet"))
        )
    return found


def _rows_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def _lines_of_csv(content: bytes) -> Iterator[dict[str, str]]:
    heading, *rows = _rows_of_csv(content)
    for row in rows:
        yield dict(zip(heading, map(_unescaped, row), strict=True))


def _unescaped(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@\t\r" else cell


def sheets_of(content: bytes) -> dict[str, list[list[Any]]]:
    """Return the cells of a workbook by sheet, in rows; texts as they are, numbers as whole numbers."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))  # noqa: S314 - made by ourselves
        names = [one.get("name", "") for one in book.iter(f"{SHEET}sheet")]
        shared: list[str] = []
        if "xl/sharedStrings.xml" in parts.namelist():
            table = ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))  # noqa: S314 - made by ourselves
            shared = ["".join(part.text or "" for part in one.iter(f"{SHEET}t")) for one in table.iter(f"{SHEET}si")]
        return {
            name: _rows(ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml")), shared)  # noqa: S314
            for number, name in enumerate(names, start=1)
        }


def _rows(sheet: ElementTree.Element, shared: list[str]) -> list[list[Any]]:
    rows = []
    for row in sheet.iter(f"{SHEET}row"):
        cells: dict[int, Any] = {}
        for cell in row.iter(f"{SHEET}c"):
            value = cell.find(f"{SHEET}v")
            if value is not None and value.text is not None:
                at = _column(re.match(r"[A-Z]+", cell.get("r", "A"))[0])  # type: ignore[index]
                cells[at] = shared[int(value.text)] if cell.get("t") == "s" else _plain(float(value.text))
        rows.append([cells.get(at, "") for at in range(max(cells, default=-1) + 1)])
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _subject_of(meaning: str) -> str:
    return next(code for code, said in SUBJECTS.items() if said == meaning)


def _apart(name: str) -> str:
    """Turn a name of JSON into that of a column: vraagTekst is vraag_tekst."""
    return re.sub(r"([A-Z])", lambda found: f"_{found[0].lower()}", name)


def _plain(cell: Any) -> str:
    return "" if cell is None else str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _whole(cell: Any) -> int | None:
    return None if cell in (None, "") else int(cell)


SUBJECTS = {
    "TOOK_PART": "Hoeveel mensen meededen",
    "GROUP": "Hoe groot een groep is",
    "ANSWERED": "Hoeveel mensen deze vraag beantwoordden",
    "ANSWER": "Hoeveel mensen dit antwoord gaven",
    "SKIPPED": "Hoeveel mensen de vraag oversloegen",
    "NOT_UNDERSTOOD": "Hoeveel mensen aangaven dat ze de vraag niet snapten",
    "THEME": "Hoeveel mensen dit schreven: een mens las de antwoorden op een open vraag",
    "QUOTATION": "Een citaat dat een mens vrijgaf; de woorden staan in in_woorden",
}
READERS: dict[str, Callable[[bytes], Figures]] = {
    "csv": figures_in_csv,
    "xlsx": figures_in_xlsx,
    "sav": figures_in_sav,
    "pptx": figures_in_slides,
}
