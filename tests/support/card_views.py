"""Reads the message of an outcome back: from the picture that is shared, the first screen, lists and summaries."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from lxml import html
from PIL import Image, ImageColor, ImageDraw

from panel.council.card import DEFAULT_COLOURS
from tests.support import figures_in_files as files
from tests.support.cells import Cells, Said
from tests.support.cells_in_views import ABOUT, most_given
from tests.support.figures_in_files import Place
from tests.support.figures_on_page import words_of

LEFT, STEP, OF_TEN = 104, 78, 10
LONG = 60
"""A person that is filled in is so many dots high in one colour; of one that is not only the outline is drawn."""


@dataclass
class Drawn:
    """What was written on a picture: the large letters, and the rest line by line."""

    headline: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Drawn]:
    """Note every line that is written on a picture while it is drawn."""
    heard, write = Drawn(), ImageDraw.ImageDraw.text

    def text(self: ImageDraw.ImageDraw, place: Any, line: str, **more: Any) -> None:
        (heard.headline if more.get("stroke_width") else heard.lines).append(line)
        write(self, place, line, **more)

    ImageDraw.ImageDraw.text = text  # type: ignore[assignment]
    try:
        yield heard
    finally:
        ImageDraw.ImageDraw.text = write  # type: ignore[method-assign]


def people_on(picture: bytes, colours: Mapping[str, str] = DEFAULT_COLOURS) -> int | None:
    """Count the people that are filled in, by the dots of the picture itself; None when nobody is drawn."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    full, empty = (ImageColor.getrgb(colours[name]) for name in ("scale-high", "scale-unknown"))
    columns = [
        [image.getpixel((LEFT + STEP * number + 26, y)) for y in range(image.height)] for number in range(OF_TEN)
    ]
    filled = [column.count(full) >= LONG for column in columns]
    outlined = [0 < column.count(empty) < LONG for column in columns]
    if not any(filled) and not any(outlined):
        return None
    assert filled == sorted(filled, reverse=True)
    assert [not one for one in filled] == outlined
    return sum(filled)


def of_card(picture: bytes, heard: Drawn, question: str, answers: Mapping[str, str]) -> Cells:
    """The picture that a message app shows."""
    cells = _message(" ".join(heard.headline), heard.lines[-1], question, answers)
    return cells | _people(people_on(picture), cells)


def of_first_screen(page: str, question: str, answers: Mapping[str, str]) -> Cells:
    """The top of the outcome page: its headline, its people with the words that are read aloud, and who took part."""
    (first,) = html.fromstring(page).find_class("mp-first")
    kind = " ".join(words_of(one) for one in first.find_class("mp-first__kind"))
    cells = _message(words_of(first.find_class("mp-headline")[0]), kind, question, answers)
    drawn = first.find_class("mp-people")
    filled = sum(len(one.find_class("mp-people__one")) for one in drawn) if drawn else None
    for place in [one for one in cells if one.subject == "ANSWER"] if drawn else []:
        assert drawn[0].get("aria-label") == cells[place].words
    return cells | _people(filled, cells)


def of_descriptions(page: str, question: str, answers: Mapping[str, str]) -> Iterator[Cells]:
    """What search machines and message apps read in the head of the page."""
    for name in ("description", "og:description", "og:image:alt"):
        (told,) = html.fromstring(page).xpath(f"//meta[@name='{name}' or @property='{name}']/@content")
        yield _message(told, "", question, answers)


def of_list(page: str, question: str, answers: Mapping[str, str]) -> Cells:
    """The line of the outcome on the page of all outcomes."""
    (line,) = html.fromstring(page).find_class("mp-outcome-line")
    return _message(words_of(line.find_class("mp-outcome-line__headline")[0]), words_of(line), question, answers)


def of_summary(workbook: bytes, question: str, answers: Mapping[str, str]) -> Cells:
    """The first sheet of the workbook."""
    rows = [[str(cell) for cell in row if cell != ""] for row in files.sheets_of(workbook)["Uitslag"]]
    told = {row[0]: row[1] for row in rows if len(row) == 2}
    headline = next(row[0] for row in rows[1:] if row)
    return _message(headline, told["Deelnemers"], question, answers)


def _message(headline: str, beside: str, question: str, answers: Mapping[str, str]) -> Cells:
    size = re.search(ABOUT, beside)
    cells = {Place("TOOK_PART"): Said(size[0], int(size[1].replace(".", "")))} if size else {}
    return cells | most_given(headline, question, "", "Iedereen", answers)


def _people(filled: int | None, cells: Cells) -> Cells:
    of = next((place for place in cells if place.subject == "ANSWER"), Place("ANSWER"))
    return {} if filled is None else {of._replace(subject="PEOPLE"): Said("", filled)}
