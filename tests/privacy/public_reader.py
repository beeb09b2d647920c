"""Reads a public outcome page as a stranger would: every number, word, drawing and footnote that is on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import html
from lxml.html import HtmlElement

EVERYBODY = "Iedereen"
MERGED = "Overige"
OTHER = "Anders"

Range = tuple[int, int]

_ROUGH = re.compile(r"ongeveer ([\d.]+) mensen", re.IGNORECASE)
_SHARE = re.compile(r"(\d+) van de (10|100)\b")
_BELOW = re.compile(r"^(?:minder dan|<) ?(\d+) ?(?:%|van de (10|100))$")
_PERCENT = re.compile(r"^(\d+) ?%$")
_SAID_SHARE = re.compile(r"(\d+) van de (10|100) mensen (sloegen|snapten)")
_ROUTE = re.compile(r"Alleen voor wie bij vraag (\d+) dit koos: (.*)\.$")


@dataclass(frozen=True)
class Share:
    """A share as the page words it, of 1, in steps of `unit`; `nearly` is 'niemand' or 'iedereen' without a number."""

    value: float
    unit: float
    nearly: str = ""
    below: bool = False


@dataclass(frozen=True)
class Cell:
    """One answer of one set of people: its share and, unless the question was routed, its rounded count."""

    share: Share
    count: int | None
    nobody: bool = False

    @property
    def all_but_few(self) -> bool:
        """'Bijna iedereen': the number beside it is that of the whole group, of whom at most 2 chose otherwise."""
        return self.share.nearly == "iedereen"

    def between(self) -> Range | None:
        """The counts of people that round to what is shown, both ends included; None when the page gives no count."""
        if self.nobody or self.share.nearly == "niemand":
            return 0, 2
        if self.count is None:
            return None
        # The rounded size can be 2 below the size, and of those 2 chose otherwise.
        return (max(0, self.count - 4), self.count + 2) if self.all_but_few else rounded_from(self.count)


@dataclass
class Broken:
    """One breakdown under one question: the groups' rounded sizes, their answers, and which groups were merged."""

    name: str
    cells: dict[str, dict[str, Cell]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    merged: tuple[str, ...] = ()

    def members(self, group: str) -> tuple[str, ...]:
        """The classes that a shown group is made of."""
        return self.merged if group == MERGED and self.merged else (group,)

    def classes(self) -> tuple[str, ...]:
        """Every class that this breakdown names."""
        return tuple(c for group in self.cells if group != EVERYBODY for c in self.members(group))


@dataclass
class Asked:
    """One question of a page with everything that is said about its answers."""

    number: int
    text: str
    kind: str = "one"
    top: int = 0
    answered: int | None = None
    few: bool = False
    routed: tuple[int, tuple[str, ...]] | None = None
    skipped: Share | None = None
    unclear: Share | None = None
    cells: dict[str, Cell] = field(default_factory=dict)
    other: tuple[str, ...] = ()
    breakdowns: list[Broken] = field(default_factory=list)


@dataclass
class Page:
    """A page: how many people, weighted or not, the questions, and every slip that shows without any sum."""

    people: int | None
    weighted: bool
    nothing: bool
    asked: list[Asked]
    tree: HtmlElement


def rounded_from(shown: int) -> Range:
    """The whole numbers that round to a multiple of 5."""
    return max(0, shown - 2), shown + 2


def words(element: HtmlElement) -> str:
    """The text of an element, with single spaces."""
    return re.sub(r"\s+", " ", element.text_content()).strip()


def plain_number(text: str) -> int:
    """A number with Dutch dots between the thousands."""
    return int(text.replace(".", ""))


def share_of(text: str) -> Share:
    """A share from its words: '3 van de 10', '35 van de 100', '35%', '< 5%', 'bijna niemand'."""
    if text in ("bijna niemand", "bijna iedereen"):
        return Share(float(text.endswith("iedereen")), 0.0, text.split()[1])
    if below := _BELOW.match(text):
        top = int(below[1]) / int(below[2] or 100)
        return Share(top, top, below=True)
    if said := _SHARE.search(text):
        return Share(int(said[1]) / int(said[2]), 0.1 if said[2] == "10" else 0.01)
    if percent := _PERCENT.match(text):
        return Share(int(percent[1]) / 100, 0.01)
    raise ValueError(f"a share in words that nobody taught us: {text!r}")


def read_page(source: str) -> Page:
    """Everything that a person can read on a page."""
    main = html.fromstring(source).get_element_by_id("inhoud")
    whole = words(main)
    people = re.search(r"Ongeveer ([\d.]+) mensen deden mee\.", whole) or _ROUGH.search(
        " ".join(words(e) for e in main.xpath('.//*[contains(@class,"mp-first__kind")]'))
    )
    return Page(
        people=plain_number(people[1]) if people else None,
        weighted="Elke groep telt zo zwaar als in de gemeente" in whole,
        nothing="Er zijn te weinig antwoorden voor een uitslag" in whole,
        asked=[_asked(section) for section in main.xpath('.//section[contains(@class,"mp-asked") and @id]')],
        tree=main,
    )


def _asked(section: HtmlElement) -> Asked:
    asked = Asked(int(section.get("id").rsplit("-", 1)[1]), _title(section))
    for note in _notes(section):
        _read_note(asked, note)
    for table in section.iter("table"):
        caption = words(table.find("caption"))
        if caption == asked.text:
            asked.cells = {row[0]: _cell(row[1:]) for _, row in _rows(table)}
        else:
            asked.breakdowns.append(_broken(table, caption.removeprefix(asked.text).strip(" ·")))
    return asked


def _title(section: HtmlElement) -> str:
    heading = section.find("h3")
    captions = [words(c) for c in section.iter("caption")]
    return captions[0] if captions else words(heading)


def _notes(section: HtmlElement) -> Iterator[str]:
    for note in section.xpath('.//ul[contains(@class,"mp-asked__notes")]/li | .//p'):
        yield words(note)


def _read_note(asked: Asked, note: str) -> None:
    if route := _ROUTE.match(note):
        asked.routed = int(route[1]), tuple(_quoted(route[2]))
    elif found := re.match(r"Ongeveer ([\d.]+) mensen (gaven antwoord|schreven)", note):
        asked.answered = plain_number(found[1])
        asked.kind = "text" if found[2] == "schreven" else asked.kind
    elif note.startswith("Minder dan 10 mensen gaven antwoord"):
        asked.few = True
    elif note.startswith("Mensen konden meer antwoorden kiezen"):
        asked.kind = "several"
    elif top := re.match(r"Iedereen koos een top (\d)", note):
        asked.kind, asked.top = "several", int(top[1])
    elif note.startswith(f"{OTHER} is: "):
        asked.other = tuple(_quoted(note.split(". ")[0]))
    elif said := _SAID_SHARE.match(note):
        setattr(asked, "skipped" if said[3] == "sloegen" else "unclear", share_of(said[0]))


def _quoted(text: str) -> list[str]:
    return re.findall(r"‘([^’]*)’", text)


def _rows(table: HtmlElement) -> Iterator[tuple[str, list[str]]]:
    block = ""
    for row in table.xpath(".//tbody/tr"):
        texts = [words(cell) for cell in row]
        if len(texts) == 1:
            block = texts[0]
        else:
            yield block, texts


def _cell(texts: list[str]) -> Cell:
    share = share_of(texts[0])
    if len(texts) < 2:
        return Cell(share, None)
    if texts[1] == "bijna niemand":
        return Cell(share, 0, nobody=True)
    return Cell(share, plain_number(texts[1]))


def _broken(table: HtmlElement, name: str) -> Broken:
    broken = Broken(name)
    for block, row in _rows(table):
        broken.cells.setdefault(row[0], {})[block] = _cell(row[1:])
    figure = next(table.iterancestors("figure"))
    for said in figure.xpath('.//ul[contains(@class,"mp-asked__notes")]/li | .//h4'):
        if size := _ROUGH.search(words(said)):
            name_of = words(said)[: size.start()].strip(" :")
            broken.sizes[name_of] = plain_number(size[1])
    for note in figure.iter("p"):
        if found := re.match(rf"{MERGED} is: (.*?)\. Apart", words(note)):
            broken.merged = tuple(re.split(r", | en ", found[1]))
    return broken
