"""Programs read published outcomes at /api/v1: pages of figures, problems in a fixed form, and no other town's."""

from __future__ import annotations

import pytest
from limits import parse
from sqlalchemy.orm import Session

from config import Settings
from panel.app import create_app
from panel.core.problem import VERSION
from panel.core.security import limiter
from tests.council.programs import is_problem, read
from tests.factories import MunicipalityFactory
from tests.support import figures_in_files as files
from tests.support.figures_on_page import as_words, read_figures
from tests.support.visitor import Visitor


def test_every_answer_tells_the_version_and_may_be_read_by_other_sites(program: Visitor) -> None:
    for address in ("", "/openapi.json", "/uitslagen", "/uitslagen/de-bus/cijfers", "/catalogus", "/niets"):
        answer = program.get(f"/api/v1{address}", headers={"Origin": "https://elders.example"})
        assert answer.headers["API-Version"] == VERSION
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in answer.headers
        assert "Access-Control-Allow-Credentials" not in answer.headers
    assert program.options("/api/v1/uitslagen").headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "address", ["/niets", "/uitslagen/", "/uitslagen/geheim", "/uitslagen/er-is-niets", "/uitslagen/de-bus/cijfers/"]
)
def test_what_is_not_there_is_a_problem_and_no_page(program: Visitor, address: str) -> None:
    told = is_problem(program.get(f"/api/v1{address}"), 404)
    assert told["instance"] == f"/api/v1{address}"


def test_a_form_that_is_not_offered_is_a_problem(program: Visitor) -> None:
    for address in ("/uitslagen", "/uitslagen/de-bus", "/catalogus"):
        is_problem(program.get(f"/api/v1{address}", headers={"Accept": "image/png"}), 406)
    assert program.get("/api/v1/uitslagen", headers={"Accept": "text/html, */*;q=0.1"}).status_code == 200
    turtle = program.get("/api/v1/catalogus", headers={"Accept": "text/turtle"})
    assert turtle.mimetype == "text/turtle"


def test_nothing_can_be_changed_here(program: Visitor) -> None:
    answer = program.post("/api/v1/uitslagen", json={}, token=False)
    is_problem(answer, 405)
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("query", ["pagina=0", "pagina=twee", "paginaGrootte=0", "paginaGrootte=501", "pagina=-1"])
def test_a_page_that_cannot_be_is_a_problem(program: Visitor, query: str) -> None:
    is_problem(program.get(f"/api/v1/uitslagen?{query}"), 400)
    is_problem(program.get(f"/api/v1/uitslagen/de-bus/cijfers?{query}"), 400)


def test_a_long_list_comes_in_pages_with_links(program: Visitor) -> None:
    whole = read(program, "/api/v1/uitslagen/de-bus/cijfers?paginaGrootte=500")
    address, seen = "/api/v1/uitslagen/de-bus/cijfers?paginaGrootte=20", []
    while address:
        page = read(program, address)
        assert len(page["cijfers"]) <= 20
        assert page["aantal"] == whole["aantal"] == len(whole["cijfers"])
        seen += page["cijfers"]
        address = page["_links"].get("next", {}).get("href", "")
    assert seen == whole["cijfers"]
    last = program.get(page["_links"]["last"]["href"])
    assert 'rel="prev"' in last.headers["Link"]
    assert 'rel="next"' not in last.headers["Link"]
    is_problem(program.get("/api/v1/uitslagen/de-bus/cijfers?paginaGrootte=20&pagina=99"), 404)


def test_frozen_figures_are_sent_once(program: Visitor) -> None:
    for address in ("/uitslagen", "/uitslagen/de-bus", "/uitslagen/de-bus/cijfers", "/catalogus.ttl"):
        first = program.get(f"/api/v1{address}")
        again = program.get(f"/api/v1{address}", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), address
        assert first.headers["Cache-Control"] == "public, max-age=300"


def test_the_figures_are_those_of_the_page(program: Visitor) -> None:
    page = read_figures(program.get("/uitslag/de-bus").get_data(as_text=True))
    answer = program.get("/api/v1/uitslagen/de-bus/cijfers?paginaGrootte=500")
    figures = files.figures_in_api([answer.data])
    assert files.figures_in_csv(program.get("/uitslag/de-bus/bestanden/cijfers.csv").data) == figures
    compared = 0
    for question in page.questions:
        for option, (share, *people) in question.table.items():
            told = figures[files.Place("ANSWER", question.text, answer=option)]
            assert as_words(share) == told.words == question.drawn.get(option, told.words)
            if people and told.count is not None:
                assert people[0].replace(".", "") == str(told.count)
            compared += 1
        for split in question.splits:
            for (option, group), (share, *_rest) in split.table.items():
                place = files.Place("ANSWER", question.text, split.label, group, option)
                if place in figures:
                    assert as_words(share) == figures[place].words
                    compared += 1
    assert compared > 40
    assert read(program, "/api/v1/uitslagen/de-bus")["kop"] == page.headline


def test_too_few_answers_have_words_and_no_figures(program: Visitor) -> None:
    outcome = read(program, "/api/v1/uitslagen/de-brug")
    assert outcome["deelnemers"] is None
    assert outcome["teWeinig"]
    assert read(program, "/api/v1/uitslagen/de-brug/cijfers")["cijfers"] == []


def test_another_municipality_is_not_here(client: Visitor, program: Visitor, session: Session) -> None:
    other = MunicipalityFactory()
    session.commit()
    client.visit(other)
    assert read(client, "/api/v1/uitslagen")["aantal"] == 0
    is_problem(client.get("/api/v1/uitslagen/de-bus"), 404)
    assert client.get("/api/v1/catalogus.ttl").status_code == 200


@pytest.mark.sqlite
def test_who_asks_too_often_reads_so_as_a_problem(settings: Settings, session: Session) -> None:
    MunicipalityFactory()
    session.commit()
    client = create_app(settings.model_copy(update={"rate_limits": True})).test_client()
    assert client.get("/api/v1").status_code == 200
    while limiter.limiter.hit(parse("300 per minute"), "127.0.0.1", "programs"):
        pass
    answer = client.get("/api/v1")
    is_problem(answer, 429)
    assert answer.headers["Retry-After"] == "60"
