"""The opinion map says the same in its drawing, its list, its tables, its chart and in every file."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import State
from panel.core.access import Role
from panel.stats import map_chance
from panel.stats.disclosure import protect
from panel.stats.published import Published
from panel.stats.published_map import MapReason, PublishedMap
from panel.stats.safe_map import with_opinion_map
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory, UserFactory
from tests.results.map_samples import freeze_mapped
from tests.stats.opinions_made import asked, camps, meaning_of
from tests.support import cells_in_views as views
from tests.support import figures_in_files as files
from tests.support import map_views as maps
from tests.support.cells import Cells, Must, Said, disagreements, frozen_cells
from tests.support.figures_in_files import Place
from tests.support.map_cells import BY, NOT_ON_IT, map_cells
from tests.support.visitor import Visitor, sign_in

pytestmark = pytest.mark.sqlite
PAGE, API = "/uitslag/stellingen", "/api/v1/uitslagen/stellingen/cijfers?paginaGrootte=100"
FILES = ("cijfers.csv", "cijfers.xlsx", "cijfers.sav", "presentatie.pptx")
ROWS = {"CSV", "XLSX", "SAV", "API"}
SOME = 5
CAMPS = {"everybody on it": ((60, 50, 40), 0.0), "most not on it": ((150, 100, 60), 0.4)}
STORIES = ("everybody on it", "most not on it", "corrected")
READ: dict[str, tuple[Cells, dict[str, Cells]]] = {}


def subjects(*names: str) -> Must:
    return lambda place: place.subject in names and place.group != NOT_ON_IT


def in_rows(place: Place) -> bool:
    return place.subject in ("GROUP", "ANSWERED", "ANSWER", "ALIKE")


def an_answer(place: Place) -> bool:
    return place.subject == "ANSWER"


MUST: dict[str, Must] = {
    "drawing": subjects("AREA", "WHERE", "CROWD"),
    "list": lambda place: place.subject in ("GROUP", "TRAIT", "ALIKE", "LEAST"),
    "table": subjects("GROUP", "TRAIT", "CROWD"),
    "chart": subjects("AREA", "WHERE", "CROWD", "GROUP", "TRAIT"),
    "statements drawn": an_answer,
    "statements in a table": an_answer,
    "statements in a chart": an_answer,
    "statements in a sentence": lambda place: place.subject == "ANSWERED",
    "sheet to read": lambda place: place.subject in ("GROUP", "TRAIT", "ALIKE", "LEAST", "ANSWER"),
    "slides": an_answer,
    "behind the slides": an_answer,
    **dict.fromkeys(ROWS, in_rows),
}
Read = Callable[[str], tuple[Cells, dict[str, Cells]]]


@functools.cache
def published(story: str) -> Published:
    """Return what may be shown of some camps of people, by the real protection."""
    if story not in CAMPS:
        made = published("everybody on it")
    else:
        sizes, missing = CAMPS[story]
        microdata = asked(camps(sizes, 10, missing=missing)[0])
        made = with_opinion_map(protect(microdata).published, microdata, meaning_of(microdata))
    assert made.opinion_map is not None
    if story == "corrected":
        return replace(made, opinion_map=replace(made.opinion_map, cells=(), groups_kept=True))
    if story == "no map":
        return replace(made, opinion_map=PublishedMap(shown=False, reason=MapReason.NO_GROUPS))
    return made


@pytest.fixture
def read(client: Visitor, session: Session, monkeypatch: pytest.MonkeyPatch) -> Read:
    # Whether chance makes groups as clear is tested elsewhere.
    monkeypatch.setattr(map_chance, "SHUFFLES", 20)
    monkeypatch.setattr(map_chance, "LARGER_AT_MOST", 0)

    def read_once(story: str) -> tuple[Cells, dict[str, Cells]]:
        if story not in READ:
            place = MunicipalityFactory()
            question = PolicyQuestionFactory(municipality=place, title="Wat vinden we?")
            made = ConsultationFactory(policy_question=question, code="stellingen", state=State.REPORTED)
            content = freeze_mapped(session, made, published(story)).content
            told = frozen_cells(made, content) | map_cells(made.questions, content)
            sign_in(client, UserFactory(municipality=place, role=Role.FACILITATOR), place)
            READ[story] = told, {name: maps.of_map(cells) for name, cells in all_said(client, story)}
        return READ[story]

    return read_once


def all_said(client: Visitor, story: str) -> Iterator[tuple[str, Cells]]:
    """Give what each view tells, fetched as a visitor fetches it."""
    page = client.get(PAGE).text
    if published(story).opinion_map.shown:  # type: ignore[union-attr]
        yield "drawing", maps.drawing(page)
        yield "list", maps.in_a_list(page)
        yield "table", maps.table_beside(page)
        yield "chart", maps.chart(client.get(f"{PAGE}/meningenkaart").data)
        yield from maps.statements(page, lambda address: client.get(address).data).items()
    texts = [f"Stelling {at}, over 'x' & <b>y</b>." for at in range(10)]
    csv, xlsx, sav, slides = (fetched(client, name) for name in FILES)
    yield "CSV", views.of_figures(files.figures_in_csv(csv)) | maps.alike_in_rows(maps.rows_of_csv(csv))
    yield "XLSX", views.of_figures(files.figures_in_xlsx(xlsx)) | maps.alike_in_rows(maps.rows_of_xlsx(xlsx))
    yield "SAV", views.of_figures(files.figures_in_sav(sav)) | maps.alike_in_sav(sav)
    yield "sheet to read", views.sheet_to_read(xlsx, texts) | maps.on_sheet(xlsx)
    yield "slides", views.of_figures(files.figures_in_slides(slides))
    yield "behind the slides", views.behind_slides(slides)
    pages, address = [], API
    while address:
        pages.append(client.get(address).data)
        address = json.loads(pages[-1])["_links"].get("next", {}).get("href", "")
    rows = [row for one in pages for row in json.loads(one)["cijfers"]]
    yield "API", views.of_figures(files.figures_in_api(pages)) | maps.alike_in_rows(rows)


def fetched(client: Visitor, name: str) -> bytes:
    client.post(f"{PAGE}/maken/{name}")
    answer = client.get(f"{PAGE}/bestanden/{name}")
    assert answer.status_code == 200, name
    return answer.data


def found_in(told: Cells, said: dict[str, Cells]) -> list[str]:
    return disagreements(maps.of_map(told), said, MUST, ROWS)


@pytest.mark.parametrize("story", STORIES)
def test_every_view_of_the_map_says_the_same_in_every_cell(read: Read, story: str) -> None:
    told, said = read(story)
    assert found_in(told, said) == []
    assert set(said) == set(MUST)
    assert all(said.values())
    kinds = {place.subject for place in maps.of_map(told)}
    assert {"GROUP", "AREA", "ANSWERED", "ANSWER", "TRAIT", "ALIKE", "LEAST"} <= kinds
    assert ("CROWD" in kinds) == (story != "corrected")
    assert (Place("GROUP", "", BY, NOT_ON_IT) in told) == (story == "most not on it")


def test_what_is_called_shared_is_what_a_majority_of_every_group_thinks(read: Read) -> None:
    told, _said = read("everybody on it")
    shared = [(place.question, cell.words) for place, cell in told.items() if place.subject == "ALIKE"]
    assert shared
    for text, side in shared:
        mine = [
            cell for place, cell in told.items()
            if (place.subject, place.question, place.breakdown, place.answer) == ("ANSWER", text, BY, side)
        ]  # fmt: skip
        assert len(mine) == 3
        assert all(cell.words == "bijna iedereen" or (cell.length or 0) >= 60 for cell in mine)


def test_without_a_map_no_view_tells_of_groups(read: Read) -> None:
    told, said = read("no map")
    assert maps.of_map(told) == {}
    assert {name: cells for name, cells in said.items() if cells} == {}


@pytest.mark.parametrize("story", STORIES[:2])
def test_one_cell_of_the_map_that_is_changed_left_out_or_added_is_noticed(read: Read, story: str) -> None:
    """The control: without it a comparison that compares nothing would be content as well."""
    told, said = read(story)
    for name, cells in said.items():
        assert found_in(told, {name: cells}) == []
        for place, cell in list(cells.items())[::SOME]:
            other = cell._replace(words=f"{cell.words} en 1") if cell.words else cell._replace(length=-1)
            assert found_in(told, {name: {**cells, place: other}}), (name, place)
            if cell.count is not None:
                assert found_in(told, {name: {**cells, place: cell._replace(count=cell.count + 5)}}), (name, place)
            if MUST[name](place):
                left = {one: each for one, each in cells.items() if one != place}
                assert found_in(told, {name: left}), (name, place)
        added = {**cells, Place("GROUP", "", BY, "Groep Z"): Said("ongeveer 5 mensen", 5)}
        assert found_in(told, {name: added}), name
