"""The figures as an Excel workbook: tables to read, rows to calculate with, a codebook, and how it was measured."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from panel.results.exports.columns import COLUMNS, Cell, cells, codebook
from panel.results.exports.own_words import InOwnWords
from panel.results.exports.progress import Progress, nobody_waits
from panel.results.exports.row import EVERYBODY, Row, Subject, people
from panel.results.exports.rows import Exported
from panel.results.presenters import QuestionView
from panel.stats.map_as_breakdown import MAP

SHEETS = ("Uitslag", "Tabellen", "Cijfers", "Codeboek", "Methode")
NARROW, WIDE, WIDEST = 14, 34, 60
LONG_COLUMNS = {"vraag_tekst": WIDE, "antwoord_tekst": WIDE, "groep_tekst": 24, "in_woorden": 24, "samengevoegd": WIDE}


def figures_xlsx(everything: Exported, progress: Progress = nobody_waits) -> bytes:
    """Return a workbook with five sheets. Texts are written as texts: a spreadsheet never reads one as a formula."""
    import xlsxwriter  # noqa: PLC0415 - only this module writes workbooks

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({
        "title": everything.view.title,
        "author": everything.municipality,
        "created": dt.datetime.combine(everything.frozen_on, dt.time(12)),
    })  # fmt: skip
    looks = _looks(book)
    writers = (_summary, _tables, _rows, _codebook, _method)
    for ready, (name, write) in enumerate(zip(SHEETS, writers, strict=True), start=1):
        sheet = book.add_worksheet(name)
        sheet.hide_gridlines(0 if name in ("Cijfers", "Codeboek") else 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        write(sheet, everything, looks)
        progress(ready, len(SHEETS))
    book.close()
    return file.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "text_wrap": True, "valign": "top"}),
        "headline": book.add_format({"font_size": 13, "text_wrap": True, "valign": "top"}),
        "heading": book.add_format({"bold": True, "font_size": 12}),
        "columns": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "soft": book.add_format({"font_color": "#555555", "text_wrap": True, "valign": "top"}),
        "number": book.add_format({"valign": "top", "align": "right"}),
    }


def _summary(sheet: Any, everything: Exported, looks: dict[str, Any]) -> None:
    view = everything.view
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, WIDEST + 20)
    sheet.write_string(0, 0, view.title, looks["title"])
    sheet.write_string(2, 0, view.headline, looks["headline"])
    for line in (0, 2):
        sheet.merge_range(line, 0, line, 1, view.title if line == 0 else view.headline,
                          looks["title" if line == 0 else "headline"])  # fmt: skip
        sheet.set_row(line, 42)
    facts = [
        ("Groep", everything.group),
        ("Soort", view.label),
        ("Deelnemers", view.size or view.headline),
        ("Hoe zeker is dit?", " ".join(view.sure)),
        ("Wie missen we?", " ".join(view.missing)),
        ("Wat gebeurt er nu?", "" if everything.answers else everything.promise),
        ("Dit doet de gemeente", " ".join(f"{one.in_a_line}. {one.in_short}" for one in everything.answers)),
        ("Gemeente", everything.municipality),
        ("Uitslag van", everything.frozen_on.isoformat()),
        ("Versie", str(everything.version)),
        ("Adres", everything.address),
        ("Let op", "Dit is een voorbeeld: verzonnen cijfers." if everything.example else ""),
        ("In dit bestand", "Tabellen om te lezen, Cijfers om mee te rekenen, Codeboek en Methode."),
    ]
    for line, (name, text) in enumerate([fact for fact in facts if fact[1]], start=4):
        sheet.write_string(line, 0, name, looks["columns"])
        sheet.write_string(line, 1, text, looks["text"])


def _tables(sheet: Any, everything: Exported, looks: dict[str, Any]) -> None:
    """Write the tables of the outcome page, one under the other."""
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, 12, 18)
    line = 0
    for question in everything.view.questions:
        sheet.write_string(line, 0, f"{question.number}. {question.text}", looks["heading"])
        line = _question(sheet, line + 1, question, everything, looks) + 1
    if line == 0:
        sheet.write_string(0, 0, " ".join(everything.view.too_few), looks["text"])
    _who_thinks_alike(sheet, line, everything, looks)


def _question(sheet: Any, line: int, question: QuestionView, everything: Exported, looks: dict[str, Any]) -> int:
    for note in filter(None, [question.why_hidden, question.sentence, *question.notes]):
        sheet.write_string(line, 0, note, looks["soft"] if len(note) < WIDE else None)
        line += 1
    answers = [row for row in everything.rows if row.question == question.key and row.subject is Subject.ANSWER]
    whole = [row for row in answers if row.group == EVERYBODY]
    if whole:
        rows = [[row.option_text, row.words, people(row.count)] for row in whole]
        line = _table(sheet, line, ["Antwoord", "Deel", "Mensen, ongeveer"], rows, looks) + 1
    for breakdown in dict.fromkeys(row.breakdown for row in answers if row.breakdown):
        mine = [row for row in answers if row.breakdown == breakdown]
        line = _crossed(sheet, line, whole, mine, looks) + 1
    told = next((one for one in everything.own_words if one.question == question.key), None)
    return line if told is None else _own_words(sheet, line, told, everything, looks)


def _own_words(sheet: Any, line: int, told: InOwnWords, everything: Exported, looks: dict[str, Any]) -> int:
    """Write the themes of one open question as a table, and the released quotations with whose words they are."""
    for note in told.notes:
        sheet.write_string(line, 0, note)
        line += 1
    mine = [row for row in everything.rows if row.question == told.question]
    themes = [row for row in mine if row.subject is Subject.THEME]
    if themes:
        rows = [[row.option_text, row.words, people(row.count)] for row in themes]
        line = _table(sheet, line, ["Thema", "Deel", "Mensen, ongeveer"], rows, looks) + 1
    quoted = [[row.words, row.option_text] for row in mine if row.subject is Subject.QUOTATION]
    return _table(sheet, line, ["Citaat", "Thema, en van wie de woorden zijn"], quoted, looks) + 1 if quoted else line


def _who_thinks_alike(sheet: Any, line: int, everything: Exported, looks: dict[str, Any]) -> None:
    """Write what the groups of the opinion map share, how large they are and what is typical of each; or why not."""
    told = everything.opinion_map
    if told is None:
        return
    sheet.write_string(line, 0, "Wie denkt hetzelfde?", looks["heading"])
    for sentence in filter(None, [*told.why_not, told.left_out]):
        line += 1
        sheet.write_string(line, 0, sentence)
    if told.why_not:
        return
    sizes = [row for row in everything.rows if row.subject is Subject.GROUP and row.breakdown == MAP]
    names = {group.letter: group.name for group in told.groups}
    typical = [[names[letter], *row] for letter, rows in told.typical.items() for row in rows]
    line = _table(sheet, line + 1, ["Groep", "Mensen"], [[row.group_text, row.words] for row in sizes], looks) + 1
    line = _table(sheet, line, ["Groep", "Kenmerkend", "Deel"], typical, looks) + 1
    if told.shared:
        columns = ["Stelling", "Hier zijn de groepen het over eens"]
        _table(sheet, line, columns, [[one.text, one.sentence] for one in told.shared], looks)


def _crossed(sheet: Any, line: int, whole: Sequence[Row], groups: Sequence[Row], looks: dict[str, Any]) -> int:
    """Write one question by one breakdown: a row an answer, a column a group."""
    names = dict.fromkeys(row.group for row in groups)
    headings = {row.group: row.group_text for row in groups}
    cell = {(row.option, row.group): row.words for row in groups}
    rows = [[row.option_text, row.words, *(cell.get((row.option, name), "–") for name in names)] for row in whole]
    sheet.write_string(line, 0, groups[0].breakdown_text, looks["columns"])
    return _table(sheet, line + 1, ["Antwoord", "Iedereen", *(headings[name] for name in names)], rows, looks)


def _table(sheet: Any, line: int, columns: Sequence[str], rows: Sequence[Sequence[str]], looks: dict[str, Any]) -> int:
    for place, name in enumerate(columns):
        sheet.write_string(line, place, name, looks["columns"])
    for row in rows:
        line += 1
        for place, cell in enumerate(row):
            sheet.write_string(line, place, cell, looks["text" if place == 0 else "number"])
    return line + 1


def _rows(sheet: Any, everything: Exported, looks: dict[str, Any]) -> None:
    """Write the rows that the CSV has, numbers as numbers."""
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, LONG_COLUMNS.get(column.name, NARROW))
        sheet.write_string(0, place, column.name, looks["columns"])
    for line, row in enumerate(everything.rows, start=1):
        for place, cell in enumerate(cells(everything, row)):
            _write(sheet, line, place, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(everything.rows), 1), len(COLUMNS) - 1)


def _write(sheet: Any, line: int, place: int, cell: Cell) -> None:
    if isinstance(cell, int):
        sheet.write_number(line, place, cell)
    elif cell:
        sheet.write_string(line, place, cell)


def _codebook(sheet: Any, everything: Exported, looks: dict[str, Any]) -> None:
    for place, (name, width) in enumerate((("kolom", 20), ("code", 20), ("betekenis", WIDEST + 20))):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, looks["columns"])
    for line, texts in enumerate(codebook(everything), start=1):
        for place, text in enumerate(texts):
            sheet.write_string(line, place, text, looks["text"])
    sheet.freeze_panes(1, 0)


def _method(sheet: Any, everything: Exported, looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, 1, WIDEST + 20)
    for line, (asked, told) in enumerate([*everything.view.method, *everything.view.hidden_breakdowns]):
        sheet.write_string(line, 0, asked, looks["columns"])
        sheet.write_string(line, 1, told, looks["text"])
