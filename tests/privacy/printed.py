"""Reads back what is made to be shown and printed: the slides and the page of paper."""

from __future__ import annotations

import io
import re
from ctypes.util import find_library

import lxml.html
import pypdf

from panel.results.exports.one_page import NoDocumentProgramError, one_page_pdf, page_html
from panel.results.exports.rows import Exported
from panel.results.exports.slides import slides_pptx
from panel.results.labels import QuestionLabels
from tests.privacy.facts import Facts
from tests.privacy.seen import FIXED, Seen, cells_of, groups_of, themes_of, whole_number


def read_pptx(seen: Seen) -> Facts:
    """The words and numbers in the notes, which hold every bar of the charts: of everybody, of groups, of themes."""
    import pptx  # noqa: PLC0415 - loads slowly

    slides = pptx.Presentation(io.BytesIO(slides_pptx(seen.everything))).slides
    facts: Facts = {}
    for slide in slides:
        title = slide.shapes.title.text_frame.text
        question = next(
            (one for one in seen.labels.questions.values() if title.startswith(f"{one.number}. ")), None
        )  # fmt: skip
        if question is not None:
            lines = slide.notes_slide.notes_text_frame.text.splitlines()
            facts |= _of_notes(lines, question, seen)
    return facts


def _of_notes(lines: list[str], question: QuestionLabels, seen: Seen) -> Facts:
    """What stands under one slide; its second line says whose answers they are."""
    keys = {question.option(one): one for one in [*question.options, *FIXED]}
    places, about = dict.fromkeys(keys, ("", "")), question.key
    compared = next((one for one in seen.labels.breakdowns.values() if f"Vergelijk: {one.label}" in lines[1:2]), None)
    if compared is not None:
        groups = {name: (compared.key, key) for name, key in groups_of(seen.labels, compared.key).items()}
        places = {f"{option} · {name}": place for option in keys for name, place in groups.items()}
        keys = {f"{option} · {name}": key for option, key in keys.items() for name in groups}
    elif "In eigen woorden" in lines[1:2]:
        keys = themes_of(next(one for one in seen.everything.own_words if one.question == question.key))
        places, about = dict.fromkeys(keys, ("", "")), f"{question.key}.themes"
    facts: Facts = {}
    for line in lines[1:]:
        found = re.match(r"(?s)(.*): (.*) \((.*)\)$", line)
        if found and found[1] in keys:
            facts |= cells_of(places[found[1]], about, keys[found[1]], [found[2], found[3]])
    return facts


def read_pdf(seen: Seen) -> Facts:
    """The page of paper has no table: what it says about numbers of people must be rounded (see `loose_numbers`)."""
    text = _on_paper(seen.everything)
    facts: Facts = {}
    if found := re.search(r"ongeveer ([\d.]+) mensen", text):
        facts["SIZE",] = whole_number(found[1])
    return facts


def _on_paper(everything: Exported) -> str:
    """The text of the PDF itself; of the page that it is made from where no program lays out pages."""
    try:
        pages = pypdf.PdfReader(io.BytesIO(one_page_pdf(everything))).pages
    except NoDocumentProgramError:
        assert find_library("pango-1.0") is None
        return str(lxml.html.fromstring(page_html(everything, 8)).text_content())
    return " ".join(page.extract_text() for page in pages)
