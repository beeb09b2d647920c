"""Every figure of an outcome says the same in all that is drawn, written and sent of it: laid side by side by cell."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from ctypes.util import find_library

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, QuestionKind
from panel.core.access import Role
from panel.council.downloads import DOWNLOADS
from tests.factories import MunicipalityFactory, UserFactory
from tests.support import cells_in_views as views
from tests.support import figures_in_files as files
from tests.support.cells import Cells, Must, Said, disagreements, frozen_cells, theme_cells
from tests.support.figures_in_files import Place
from tests.support.figures_on_page import read_figures
from tests.support.outcomes_of_all_kinds import CODE, OPEN_QUESTION, QUOTED, THEMES, frozen, questions, stored
from tests.support.visitor import Visitor, sign_in

ROWS = {"CSV", "XLSX", "SAV", "API"}
SOME = 7
"""Every so many cells one is changed, left out or added to see that it is noticed."""
MAY_BE_EMPTY = {"difference", "themes drawn", "themes in a table"}
FIRST = "Wat moet er met de bus gebeuren?"
READ: dict[str, tuple[Cells, dict[str, Cells]]] = {}
"""What was frozen and what each view says, by story: read once, whichever test asks first."""


def an_answer(place: Place) -> bool:
    return place.subject == "ANSWER"


def drawn_in_a_file(place: Place) -> bool:
    return place.subject in ("ANSWER", "THEME")


MUST: dict[str, Must] = {
    "drawing": an_answer,
    "table": an_answer,
    "chart": an_answer,
    "sentence": lambda place: place.subject in ("TOOK_PART", "SKIPPED", "NOT_UNDERSTOOD", "ANSWERED"),
    "difference": lambda place: False,
    "embedded": lambda place: False,
    "themes drawn": lambda place: place.subject == "THEME",
    "themes in a table": lambda place: place.subject == "THEME",
    "sheet to read": drawn_in_a_file,
    "slides": drawn_in_a_file,
    "behind the slides": drawn_in_a_file,
    "PDF": lambda place: place.subject == "TOOK_PART" or views.answers_of(FIRST)(place),
    **dict.fromkeys(ROWS, lambda place: True),
}
ONLY_OF_EVERYBODY = {"sentence", "API", "chart", "difference", "embedded", "themes drawn", "themes in a table"}
OF_GROUP: dict[str, Must] = {
    **{name: must for name, must in MUST.items() if name not in ONLY_OF_EVERYBODY},
    "drawing": lambda place: an_answer(place) and not place.breakdown,
    "table": lambda place: an_answer(place) and not place.breakdown,
}


Read = Callable[[str], tuple[Cells, dict[str, Cells]]]


@pytest.fixture
def read(client: Visitor, session: Session) -> Read:
    def read_once(story: str) -> tuple[Cells, dict[str, Cells]]:
        if story not in READ:
            place = MunicipalityFactory()
            made, page = stored(session, place, story)
            sign_in(client, UserFactory(municipality=place, role=Role.FACILITATOR), place)
            READ[story] = all_frozen(story, made), dict(all_said(client, story, page))
        return READ[story]

    return read_once


def all_frozen(story: str, made: Consultation) -> Cells:
    """Return every cell of the newest outcome, and of the themes where they were counted."""
    told = frozen(story)
    cells = frozen_cells(made, told.outcomes[-1].to_dict())
    if told.themes is not None:
        tip = next(one for one in made.questions if one.key == "tip")
        cells |= theme_cells(tip, told.themes.to_dict(), THEMES)
    return cells


def all_said(client: Visitor, story: str, page: str) -> Iterator[tuple[str, Cells]]:
    """Give what each view of an outcome says, fetched as a visitor fetches it."""
    yield from (of_group_page if story == "one group" else of_page)(client, page)
    made = dict(fetched(client, page))
    csv, asked = views.of_figures(files.figures_in_csv(made["cijfers.csv"])), [one.text for one in questions()]
    yield "CSV", csv
    yield "XLSX", views.of_figures(files.figures_in_xlsx(made["cijfers.xlsx"]))
    yield "SAV", views.of_figures(files.figures_in_sav(made["cijfers.sav"]))
    yield "sheet to read", views.sheet_to_read(made["cijfers.xlsx"], asked)
    yield "slides", views.of_figures(files.figures_in_slides(made["presentatie.pptx"]))
    yield "behind the slides", views.behind_slides(made["presentatie.pptx"])
    if "een-pagina.pdf" in made:
        yield "PDF", views.paper(made["een-pagina.pdf"], list(enumerate(asked, 1)), FIRST)


def of_page(client: Visitor, page: str) -> Iterator[tuple[str, Cells]]:
    """Give what the public page says, with its charts, the outcome in another page, and the service for programs."""
    text = client.get(page).text
    found = read_figures(text)
    yield "drawing", views.drawn(found)
    yield "table", views.tables(found)
    yield "chart", views.charts(found, lambda address: client.get(address).data)
    yield "sentence", views.sentences(text, found)
    yield "difference", views.contrasts(text, "Leeftijd")
    yield "embedded", views.on_top(client.get(f"{page}/ingebed").text, FIRST)
    drawn, listed = views.themes_on_page(text)
    yield "themes drawn", drawn
    yield "themes in a table", listed
    pages, address = [], f"/api/v1/uitslagen/{CODE}/cijfers?paginaGrootte=100"
    while address:
        pages.append(client.get(address).data)
        address = json.loads(pages[-1])["_links"].get("next", {}).get("href", "")
    yield "API", views.of_figures(files.figures_in_api(pages))


def of_group_page(client: Visitor, page: str) -> Iterator[tuple[str, Cells]]:
    """Give what the page of one group says; nothing of it is public."""
    drawn, listed = views.of_group(client.get(page).text)
    yield "drawing", drawn
    yield "table", listed
    for address in (f"/api/v1/uitslagen/{CODE}", f"/uitslag/{CODE}/bestanden/cijfers.csv"):
        assert client.get(address).status_code == 404


def fetched(client: Visitor, page: str) -> Iterator[tuple[str, bytes]]:
    """Give every file by its name, made first where that takes long. A PDF only where pages can be laid out."""
    for name in DOWNLOADS:
        client.post(f"{page}/maken/{name}")
        if name == "een-pagina.pdf" and find_library("pango-1.0") is None:
            assert "Een PDF maken lukt hier niet" in client.get(f"{page}/maken/{name}").text
            continue
        answer = client.get(f"{page}/bestanden/{name}")
        assert answer.status_code == 200, name
        if name != "codeboek.csv":
            yield name, answer.data


def found_in(story: str, told: Cells, said: dict[str, Cells]) -> list[str]:
    return disagreements(told, said, OF_GROUP if story == "one group" else MUST, ROWS)


@pytest.mark.parametrize("story", ["ordinary", "weighted", "corrected", "one group"])
def test_every_view_says_the_same_in_every_cell(read: Read, story: str) -> None:
    told, said = read(story)
    assert found_in(story, told, figures_only(said)) == []
    assert set(said) | {"PDF"} == set(OF_GROUP if story == "one group" else MUST)
    shown = {place.question for place in told if place.subject == "ANSWER"}
    # After a correction one question may have become too small to show again.
    hidden = {one.text for one in questions() if one.kind is not QuestionKind.OPEN_TEXT} - shown
    assert len(hidden) == (story == "corrected")
    assert any(place.breakdown for place in told)
    assert all(cells for name, cells in said.items() if name not in MAY_BE_EMPTY)


def test_the_kinds_are_all_there_are() -> None:
    assert {one.kind for one in questions()} == set(QuestionKind)
    assert frozen("ordinary").outcomes[0].routes
    assert frozen("weighted").outcomes[0].weighted
    assert len(frozen("corrected").outcomes) == 2
    assert frozen("corrected").outcomes[0].size != frozen("corrected").outcomes[1].size


def test_of_too_few_people_no_view_says_anything(read: Read) -> None:
    told, said = read("too few")
    assert told == {}
    assert {name: cells for name, cells in said.items() if cells} == {}


def test_themes_are_told_in_each_file_and_quotations_where_they_are_read(read: Read) -> None:
    told, said = read("ordinary")
    themes = {place for place in told if place.subject == "THEME"}
    assert len(themes) >= len(THEMES)
    for name in (*ROWS, "sheet to read", "slides", "behind the slides"):
        assert themes <= said[name].keys(), name
    for name in ROWS:
        quoted = {place: cell for place, cell in said[name].items() if place.subject == "QUOTATION"}
        assert quoted == {Place("QUOTATION", OPEN_QUESTION, answer="letterlijk"): Said(QUOTED)}


def test_one_cell_that_is_changed_left_out_or_added_is_noticed_in_each_view(read: Read) -> None:
    """The control: without it a comparison that compares nothing would be content as well."""
    told, said = read("ordinary")
    for name, cells in figures_only(said).items():
        assert found_in("ordinary", told, {name: cells}) == []
        for place, cell in list(cells.items())[::SOME]:
            changed = cell._replace(length=cell.length + 5) if not cell.words and cell.length is not None else None
            other = changed or cell._replace(words=f"{cell.words} en 1")
            assert found_in("ordinary", told, {name: {**cells, place: other}}), (name, place)
            if cell.count is not None:
                counted = {**cells, place: cell._replace(count=cell.count + 5)}
                assert found_in("ordinary", told, {name: counted}), (name, place)
            if MUST[name](place):
                left = {one: each for one, each in cells.items() if one != place}
                assert found_in("ordinary", told, {name: left}), (name, place)
        added = {**cells, Place("ANSWER", FIRST, answer="Een antwoord dat er niet is"): Said("5 van de 100")}
        assert found_in("ordinary", told, {name: added}), name


def figures_only(said: dict[str, Cells]) -> dict[str, Cells]:
    """Return what views say in figures: a quotation is words."""
    return {
        name: {place: cell for place, cell in cells.items() if place.subject != "QUOTATION"}
        for name, cells in said.items()
    }
