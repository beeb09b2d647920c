"""Reads an opinion map back from its page, its chart and the sheet to read, as facts about groups of people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from lxml.html import HtmlElement

from panel.results.labels import Labels
from panel.stats.map_as_breakdown import MAP
from panel.stats.published_map import NOT_ON_MAP
from tests.privacy.facts import Facts, together
from tests.privacy.seen import cells_of, whole_number

ABOUT = re.compile(r"ongeveer ([\d.]+) mens(?:en)?", re.IGNORECASE)
SIDES = {"Eens": "AGREE", "Oneens": "DISAGREE", "Weet ik niet": "DONT_KNOW"}
TRAIT = re.compile(r"([^‘’.]*?)(?: mens(?:en)?)? (?:vindt|vinden) (ook|niet): ‘(.*?)’")
LEFT_OUT, TITLE = "Niet op de kaart", "Wie denkt hetzelfde?"


def read_map_on_page(page: HtmlElement, labels: Labels) -> Facts:
    """The list, the table under the drawing, and the tables of statements."""
    facts: Facts = {}
    keys = {one.text: one.key for one in labels.questions.values()}
    for group in page.find_class("mp-map__group"):
        words = _text(group)
        letter = re.search(r"Groep (\w+)", words)[1]  # type: ignore[index]
        facts = together(facts, _size(letter, words), _sentences(letter, words, keys))
    for sentence in page.find_class("mp-map__left-out"):
        if ABOUT.match(_text(sentence)):
            facts = together(facts, _size(NOT_ON_MAP, _text(sentence)))
    for figure in page.xpath("//figure[@id='meningenkaart']"):
        for block in figure.xpath(".//tbody"):
            heading, *rows = [[_text(cell) for cell in row] for row in block]
            facts = together(facts, *_block(heading[0], rows, keys))
    for one in page.xpath("//details[starts-with(@id, 'stelling-')]"):
        key = keys[_text(one.xpath("./summary/span")[0])]
        facts = together(facts, *_statement(one, key))
    return facts


def _block(heading: str, rows: Sequence[Sequence[str]], keys: dict[str, str]) -> Iterator[Facts]:
    group = re.match(r"Groep (\w+)", heading)
    if group is None:
        yield {("CROWD", _number_of(name)): _people(amount) for name, amount in rows}
        return
    yield _size(group[1], heading)
    for told, share in rows:
        side, text = told.split(": ", 1)
        yield cells_of((MAP, group[1]), keys[text], SIDES[side], [share])


def _statement(part: HtmlElement, key: str) -> Iterator[Facts]:
    for body in part.xpath(".//figure//tbody"):
        heading, *rows = [[_text(cell) for cell in row] for row in body]
        for name, *cells in rows:
            place = ("", "") if name == "Iedereen" else (MAP, _key_of(name))
            yield cells_of(place, key, SIDES[heading[0]], cells)
    for line in part.xpath(".//figure//ul[contains(@class, 'mp-asked__notes')]/li"):
        name, _colon, amount = _text(line).rpartition(": ")
        if ABOUT.fullmatch(amount):
            yield {("ANSWERED", key, MAP, _key_of(name)): _people(amount)}


def read_map_chart(content: str, labels: Labels) -> Facts:
    """What the chart says of what someone points at, and the numbers it carries along."""
    keys = {one.text: one.key for one in labels.questions.values()}
    *traces, letters = json.loads(content)["data"]
    facts: Facts = {}
    for one in traces:
        if one.get("fill"):
            place = ("CROWD", _number_of(one["text"]))
            facts = together(facts, {place: _people(one["text"])}, {place: one["customdata"][0]})
    for hover, (letter, size) in zip(letters["hovertext"], letters["customdata"], strict=True):
        words = unescape(hover.replace("<br>", " "))
        facts = together(facts, {("GROUP", MAP, letter): size}, _size(letter, words), _sentences(letter, words, keys))
    return facts


def read_map_sheet(lines: Iterable[Sequence[str]], labels: Labels) -> Facts:
    """The tables of the map on the sheet to read."""
    keys = {one.text: one.key for one in labels.questions.values()}
    facts: Facts = {}
    inside, columns = False, [""]
    for line in lines:
        inside = inside or list(line) == [TITLE]
        if inside and line and line[0] in ("Groep", "Stelling"):
            columns = list(line)
        elif inside and len(line) == 2 and columns[0] == "Groep":
            facts = together(facts, _size(_key_of(line[0]), line[1]))
        elif inside and len(line) == 3:
            side, text = line[1].split(": ", 1)
            facts = together(facts, cells_of((MAP, _key_of(line[0])), keys[text], SIDES[side], [line[2]]))
    return facts


def _sentences(letter: str, words: str, keys: dict[str, str]) -> Facts:
    facts: Facts = {}
    for share, side, text in TRAIT.findall(words):
        said = re.search(r"(?:minder dan |meer dan )?\d+ van de 100?|bijna (?:niemand|iedereen)", share.lower())
        assert said, share
        facts |= cells_of((MAP, letter), keys[text], "AGREE" if side == "ook" else "DISAGREE", [said[0]])
    return facts


def _size(group: str, words: str) -> Facts:
    return {("GROUP", MAP, group): _people(words)}


def _people(words: str) -> int:
    found = ABOUT.search(words)
    assert found, words
    return whole_number(found[1])


def _key_of(name: str) -> str:
    return NOT_ON_MAP if name == LEFT_OUT else name.removeprefix("Groep ")


def _number_of(name: str) -> str:
    return re.match(r"Vlak (\d+)", name)[1]  # type: ignore[index]


def _text(part: HtmlElement) -> str:
    return " ".join(part.text_content().split())
