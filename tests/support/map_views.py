"""Reads the opinion map back from its page, its chart and its files, as whoever opens them finds it."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from typing import Any

from lxml import html

from tests.support import figures_in_files as files
from tests.support.cells import Cells, Said
from tests.support.cells_in_views import ABOUT, charts, drawn, tables
from tests.support.figures_in_files import Place
from tests.support.figures_on_page import FiguresOnPage, QuestionOnPage, as_words, read_split, words_of
from tests.support.map_cells import BY, NOT_ON_IT, SIDES

TRAIT = re.compile(r"([^‘]*?)(?: mens(?:en)?)? (?:vindt|vinden|is) (ook|niet|tegen): ‘(.*?)’(?: |$)")


def drawing(page: str) -> Cells:
    """The drawing that the server makes: areas with their letters, and crowded places."""
    (svg,) = html.fromstring(page).find_class("mp-map__drawing")
    found: Cells = {}
    letters = [words_of(one) for one in svg.iter("text")]
    for letter, area in zip(letters, svg.iter("ellipse"), strict=True):
        turn = (area.get("transform") or "").removeprefix("rotate(").split()[0]
        told = [area.get(name) or "" for name in ("cx", "cy", "rx", "ry")]
        found[Place("AREA", "", BY, f"Groep {letter}")] = Said(" ".join([*told, turn]))
    for number, place in enumerate(svg.iter("rect"), 1):
        shade = (place.get("class") or "").rsplit("--")[-1]
        where = " ".join(place.get(name) or "" for name in ("x", "y", "width", "height"))
        found[Place("WHERE", "", BY, "", f"Vlak {number}")] = Said(where)
        found[Place("CROWD", "", BY, "", f"Vlak {number}")] = Said("", None, int(shade))
    return found


def in_a_list(page: str) -> Cells:
    """The list for who sees no map: what all groups share, what is typical of each, and how many are not on it."""
    tree = html.fromstring(page)
    found: Cells = {}
    for item in tree.xpath("//ol[@class='mp-map__list']/li"):
        found |= _shared(words_of(item[0]), words_of(item[1]))
    for group in tree.find_class("mp-map__group"):
        head = group.find_class("mp-map__name")[0]
        size = words_of(head.find_class("mp-soft")[0])
        name = words_of(head).removesuffix(size).strip()[1:]
        found[Place("GROUP", "", BY, name)] = _people(size)
        for sentence in group.find_class("mp-map__traits")[0]:
            found |= _traits(name, words_of(sentence))
    return found | _left_out(words_of(tree.find_class("mp-map__left-out")[0]))


def table_beside(page: str) -> Cells:
    """The table under the drawing: what is typical of each group, and how many people each crowded place holds."""
    (figure,) = html.fromstring(page).xpath("//figure[@id='meningenkaart']")
    found: Cells = {}
    for block in figure.xpath(".//tbody"):
        heading, *rows = [[words_of(cell) for cell in row] for row in block]
        group = re.match(rf"(Groep \w+)\W+({ABOUT})$", heading[0])
        for told, amount in rows:
            if group is None:
                found[Place("CROWD", "", BY, "", told.split(",")[0])] = _people(amount)
            else:
                side, text = told.split(": ", 1)
                found[Place("TRAIT", text, BY, group[1], side)] = Said(as_words(amount))
        if group is not None:
            found[Place("GROUP", "", BY, group[1])] = _people(group[2])
    return found


def chart(content: bytes) -> Cells:
    """The chart to explore: its outlines, and what it says of what someone points at."""
    found: Cells = {}
    *traces, letters = json.loads(content)["data"]
    crowds = [one for one in traces if one.get("fill")]
    for number, one in enumerate(crowds, 1):
        name, words = one["text"].split(", ")[0], one["text"].split(", ")[-1]
        assert name == f"Vlak {number}"
        (left, *_), right, top, low = one["x"], max(one["x"]), min(one["y"]), max(one["y"])
        found[Place("WHERE", "", BY, "", name)] = Said(f"{left} {top} {right - left} {low - top}")
        found[Place("CROWD", "", BY, "", name)] = _people(words)
        assert one["customdata"] == [_people(words).count]
    outlines = [one for one in traces if not one.get("fill")]
    for outline, hover, told in zip(outlines, letters["hovertext"], letters["customdata"], strict=True):
        head, *lines = hover.split("<br>")
        name, size = re.fullmatch(r"<b>(.*)</b>, (.*)", head).groups()  # type: ignore[union-attr]
        assert f"Groep {told[0]}" == name
        assert told[1] == _people(size).count
        found[Place("GROUP", "", BY, name)] = _people(size)
        found[Place("AREA", "", BY, name)] = Said(_ellipse(outline["x"], outline["y"]))
        found |= _traits(name, unescape(" ".join(lines)))
    return found


def statements(page: str, ask: Callable[[str], bytes]) -> dict[str, Cells]:
    """Statement by statement what each group thinks: as drawn, in a table, in a chart, and how many answered."""
    found = FiguresOnPage("", {}, [])
    for one in html.fromstring(page).xpath("//details[starts-with(@id, 'stelling-')]"):
        text = words_of(one.xpath("./summary/span")[0])
        found.questions.append(QuestionOnPage(text, splits=[read_split(figure) for figure in one.iter("figure")]))
    sizes = {
        Place("ANSWERED", one.text, BY, group): _people(size)
        for one in found.questions
        for split in one.splits
        for group, size in split.sizes.items()
    }
    return {
        "statements drawn": drawn(found),
        "statements in a table": tables(found),
        "statements in a chart": charts(found, ask),
        "statements in a sentence": sizes,
    }


def alike_in_rows(rows: Iterable[Mapping[str, Any]], side: Callable[[Any], str] = str) -> Cells:
    """Which statements all groups share, as the rows of a file mark them."""
    found = {}
    for row in rows:
        if row["gedeeld"] not in ("", None):
            text = str(row.get("vraag_tekst") or row.get("vraagTekst"))
            found[Place("ALIKE", text, BY, "")] = Said(SIDES[side(row["gedeeld"])])
    return found


def rows_of_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def rows_of_xlsx(content: bytes) -> list[dict[str, Any]]:
    heading, *rows = files.sheets_of(content)["Cijfers"]
    return [dict(zip(heading, row, strict=False)) for row in rows]


def alike_in_sav(content: bytes) -> Cells:
    columns, labels = files.read_sav(content)
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    meant = labels.get("gedeeld", {})
    return alike_in_rows(rows, lambda code: "DISAGREE" if "oneens" in meant[code] else "AGREE")


def on_sheet(content: bytes) -> Cells:
    """What the sheet to read tells of the map itself: its groups, what is typical of each, and what all share."""
    rows = [[str(cell) for cell in row if cell != ""] for row in files.sheets_of(content)["Tabellen"]]
    start = next((at for at, row in enumerate(rows) if row == ["Wie denkt hetzelfde?"]), len(rows))
    found: Cells = {}
    columns: list[str] = []
    for row in rows[start + 1 :]:
        if row and row[0] in ("Groep", "Stelling"):
            columns = row
        elif len(row) == len(columns) == 2 and columns[0] == "Groep":
            found[Place("GROUP", "", BY, row[0])] = _people(row[1])
        elif len(row) == len(columns) == 2:
            found |= _shared(*row)
        elif len(row) == len(columns) == 3:
            side, text = row[1].split(": ", 1)
            found[Place("TRAIT", text, BY, row[0], side)] = Said(as_words(row[2]))
    return found


def of_map(cells: Cells) -> Cells:
    """Return the cells of one view that are about groups on the map."""
    return {place: cell for place, cell in cells.items() if place.breakdown == BY}


def _shared(text: str, sentence: str) -> Cells:
    """Read "In elke groep vinden minstens 7 van de 10 mensen dit ook."."""
    side = "Oneens" if sentence.endswith("dit niet.") else "Eens"
    share = re.search(r"minstens (.*?) mensen|(bijna iedereen)", sentence)
    assert share, sentence
    return {
        Place("ALIKE", text, BY, ""): Said(side),
        Place("LEAST", text, BY, "", side): Said(share[1] or share[2]),
    }


def _traits(group: str, told: str) -> Cells:
    found = {}
    for share, side, text in TRAIT.findall(told):
        # "Bijna niemand vindt" and "Bijna niemand is tegen" have no such word after them in Dutch.
        place = Place("TRAIT", text, BY, group, "Eens" if side == "ook" else "Oneens")
        found[place] = Said(share.strip()[0].lower() + share.strip()[1:])
    return found


def _left_out(sentence: str) -> Cells:
    number = re.match(ABOUT, sentence, re.IGNORECASE)
    return {Place("GROUP", "", BY, NOT_ON_IT): _people(number[0])} if number else {}


def _people(text: str) -> Said:
    number = re.fullmatch(ABOUT, text, re.IGNORECASE)
    assert number, text
    return Said(text.lower(), int(number[1].replace(".", "")))


def _ellipse(across: list[float], down: list[float]) -> str:
    """Return middle, half-axes and turn of a polygon that goes round an ellipse from the end of its long axis."""
    points = list(zip(across[:-1], down[:-1], strict=True))
    quarter = len(points) // 4
    (x, y), (far_x, far_y) = points[0], points[2 * quarter]
    long, short = math.dist(points[0], points[2 * quarter]) / 2, math.dist(points[quarter], points[3 * quarter]) / 2
    turn = math.degrees(math.atan2(y - far_y, x - far_x)) % 180
    middle = (x + far_x) / 2, (y + far_y) / 2
    return " ".join(str(round(one)) for one in (*middle, long, short, round(turn) % 180))
