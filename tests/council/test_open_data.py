"""Programs read published outcomes at /api/v1 as its description says, and catalogues find them."""

from __future__ import annotations

import json
import re
from typing import Any

import flask
import pytest
from limits import parse
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, URIRef
from rdflib.namespace import Namespace
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config import Settings
from panel.app import create_app
from panel.consultations.models import Consultation, EvidenceKind, State
from panel.core.problem import MEDIA_TYPE, VERSION
from panel.core.security import limiter
from panel.municipalities.models import Municipality
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.results.samples import freeze_sample
from tests.support import figures_in_files as files
from tests.support.figures_on_page import as_words, read_figures
from tests.support.visitor import Visitor

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
AUTHORITY = "http://publications.europa.eu/resource/authority/"
MUST = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint, DCAT.dataset),
    DCAT.Dataset: (
        DCTERMS.accessRights, DCAT.contactPoint, DCTERMS.creator, DCTERMS.description, DCTERMS.identifier,
        DCTERMS.publisher, DCAT.theme, DCTERMS.title,
    ),
    DCAT.Distribution: (DCAT.accessURL, DCTERMS.license),
    DCAT.DataService: (
        DCTERMS.accessRights, DCAT.contactPoint, DCTERMS.description, DCAT.endpointDescription, DCAT.endpointURL,
        DCTERMS.identifier, DCTERMS.license, DCTERMS.publisher, DCAT.theme, DCTERMS.title,
    ),
}  # fmt: skip
AT_MOST_ONE = (
    DCAT.contactPoint,
    DCTERMS.identifier,
    DCTERMS.publisher,
    URIRef(str(DCAT) + "version"),
    DCAT.accessURL,
    DCAT.downloadURL,
)


@pytest.fixture
def municipality(session: Session) -> Municipality:
    made: Municipality = MunicipalityFactory(contact_name="Team Onderzoek", contact_email="onderzoek@stad.example")
    return made


@pytest.fixture
def visitor(client: Visitor, session: Session, municipality: Municipality) -> Visitor:
    """A visitor of a municipality with an outcome of 187 people, one of 4 and a draft."""
    for code, size in (("de-bus", 187), ("de-brug", 4)):
        freeze_sample(session, make(municipality, code, evidence_kind=EvidenceKind.SAMPLE), size, invited_about=600)
    make(municipality, "geheim", State.DRAFT)
    session.commit()
    return client.visit(municipality)


def make(municipality: Municipality, code: str, state: State = State.REPORTED, **more: Any) -> Consultation:
    question = PolicyQuestionFactory(municipality=municipality, title="Wat vinden we van de bus?")
    made: Consultation = ConsultationFactory(policy_question=question, code=code, state=state, **more)
    return made


def read(visitor: Visitor, address: str) -> Any:
    answer = visitor.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    assert answer.content_type == "application/json"
    return answer.get_json()


def schema_of(document: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference within the description; a reference to nothing fails."""
    if "$ref" not in part:
        return part
    found: Any = document
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return schema_of(document, found)


def check(document: dict[str, Any], part: dict[str, Any], value: Any, where: str) -> None:
    """Hold a value to the schema that describes it."""
    schema = schema_of(document, part)
    if "allOf" in schema:
        for one in schema["allOf"]:
            check(document, one, value, where)
        return
    if value is None:
        assert schema.get("nullable"), where
        return
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
    assert isinstance(value, kinds[schema["type"]]), where
    assert (schema["type"] == "boolean") == isinstance(value, bool), where
    assert value in schema.get("enum", [value]), where
    if schema["type"] == "object":
        assert set(schema.get("required", ())) <= set(value), where
        for name, one in value.items():
            known = schema.get("properties", {}).get(name) or schema.get("additionalProperties")
            if known is not None:
                check(document, known, one, f"{where}.{name}")
    if schema["type"] == "array":
        for at, one in enumerate(value):
            check(document, schema["items"], one, f"{where}[{at}]")


def parts_of(value: Any) -> list[dict[str, Any]]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return ([value] if isinstance(value, dict) else []) + [part for one in inside for part in parts_of(one)]


def is_problem(answer: TestResponse, status: int) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.content_type == MEDIA_TYPE
    assert answer.headers["API-Version"] == VERSION
    told: dict[str, Any] = json.loads(answer.data)
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    assert "<" not in answer.get_data(as_text=True)
    return told


def test_the_description_is_whole(visitor: Visitor) -> None:
    document = read(visitor, "/api/v1/openapi.json")
    assert document["openapi"].startswith("3.")
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["info"]["version"])
    assert document["info"]["contact"]["email"] == "onderzoek@stad.example"
    assert document["servers"][0]["url"].endswith("/api/v1")
    for part in parts_of(document):
        schema_of(document, part)
    names = [one["get"]["operationId"] for one in document["paths"].values()]
    assert len(names) == len(set(names))
    for path, one in document["paths"].items():
        assert set(one) == {"get"}
        assert re.fullmatch(r"(/([a-z]+(-[a-z]+)*|\{[a-z][A-Za-z]*\}))+", path), path
        given = {schema_of(document, two)["name"] for two in one["get"].get("parameters", ())}
        assert set(re.findall(r"\{(\w+)\}", path)) <= given


def test_every_described_address_answers_as_described(visitor: Visitor) -> None:
    document = read(visitor, "/api/v1/openapi.json")
    for code in ("de-bus", "de-brug"):
        for path, one in document["paths"].items():
            answer = visitor.get("/api/v1" + path.replace("{code}", code))
            assert answer.status_code == 200, path
            described = one["get"]["responses"]["200"]["content"]
            assert answer.mimetype in described, path
            if answer.mimetype == "application/json":
                check(document, described["application/json"]["schema"], answer.get_json(), path)


def test_every_address_is_described(visitor: Visitor, sqlite_app: flask.Flask) -> None:
    document = read(visitor, "/api/v1/openapi.json")
    there = {rule.rule for rule in sqlite_app.url_map.iter_rules() if rule.rule.startswith("/api/")}
    described = {"/api/v1" + path.replace("{code}", "<string:code>") for path in document["paths"]}
    assert there - described == {"/api/v1", "/api/v1/openapi.json", "/api/v1/catalogus.ttl", "/api/v1/catalogus.jsonld"}


def test_every_answer_tells_the_version_and_may_be_read_by_other_sites(visitor: Visitor) -> None:
    for address in ("", "/openapi.json", "/uitslagen", "/uitslagen/de-bus/cijfers", "/catalogus", "/niets"):
        answer = visitor.get(f"/api/v1{address}", headers={"Origin": "https://elders.example"})
        assert answer.headers["API-Version"] == VERSION
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in answer.headers
        assert "Access-Control-Allow-Credentials" not in answer.headers
    assert visitor.options("/api/v1/uitslagen").headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "address", ["/niets", "/uitslagen/", "/uitslagen/geheim", "/uitslagen/er-is-niets", "/uitslagen/de-bus/cijfers/"]
)
def test_what_is_not_there_is_a_problem_and_no_page(visitor: Visitor, address: str) -> None:
    told = is_problem(visitor.get(f"/api/v1{address}"), 404)
    assert told["instance"] == f"/api/v1{address}"


def test_a_form_that_is_not_offered_is_a_problem(visitor: Visitor) -> None:
    for address in ("/uitslagen", "/uitslagen/de-bus", "/catalogus"):
        is_problem(visitor.get(f"/api/v1{address}", headers={"Accept": "image/png"}), 406)
    assert visitor.get("/api/v1/uitslagen", headers={"Accept": "text/html, */*;q=0.1"}).status_code == 200
    turtle = visitor.get("/api/v1/catalogus", headers={"Accept": "text/turtle"})
    assert turtle.mimetype == "text/turtle"


def test_nothing_can_be_changed_here(visitor: Visitor) -> None:
    answer = visitor.post("/api/v1/uitslagen", json={}, token=False)
    is_problem(answer, 405)
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("query", ["pagina=0", "pagina=twee", "paginaGrootte=0", "paginaGrootte=501", "pagina=-1"])
def test_a_page_that_cannot_be_is_a_problem(visitor: Visitor, query: str) -> None:
    is_problem(visitor.get(f"/api/v1/uitslagen?{query}"), 400)
    is_problem(visitor.get(f"/api/v1/uitslagen/de-bus/cijfers?{query}"), 400)


def test_a_long_list_comes_in_pages_with_links(visitor: Visitor) -> None:
    whole = read(visitor, "/api/v1/uitslagen/de-bus/cijfers?paginaGrootte=500")
    address, seen = "/api/v1/uitslagen/de-bus/cijfers?paginaGrootte=20", []
    while address:
        page = read(visitor, address)
        assert len(page["cijfers"]) <= 20
        assert page["aantal"] == whole["aantal"] == len(whole["cijfers"])
        seen += page["cijfers"]
        address = page["_links"].get("next", {}).get("href", "")
    assert seen == whole["cijfers"]
    last = visitor.get(page["_links"]["last"]["href"])
    assert 'rel="prev"' in last.headers["Link"]
    assert 'rel="next"' not in last.headers["Link"]
    is_problem(visitor.get("/api/v1/uitslagen/de-bus/cijfers?paginaGrootte=20&pagina=99"), 404)


def test_frozen_figures_are_sent_once(visitor: Visitor) -> None:
    for address in ("/uitslagen", "/uitslagen/de-bus", "/uitslagen/de-bus/cijfers", "/catalogus.ttl"):
        first = visitor.get(f"/api/v1{address}")
        again = visitor.get(f"/api/v1{address}", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), address
        assert first.headers["Cache-Control"] == "public, max-age=300"


def test_the_figures_are_those_of_the_page(visitor: Visitor) -> None:
    page = read_figures(visitor.get("/uitslag/de-bus").get_data(as_text=True))
    answer = visitor.get("/api/v1/uitslagen/de-bus/cijfers?paginaGrootte=500")
    figures = files.figures_in_api([answer.data])
    assert files.figures_in_csv(visitor.get("/uitslag/de-bus/bestanden/cijfers.csv").data) == figures
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
    assert read(visitor, "/api/v1/uitslagen/de-bus")["kop"] == page.headline


def test_too_few_answers_have_words_and_no_figures(visitor: Visitor) -> None:
    outcome = read(visitor, "/api/v1/uitslagen/de-brug")
    assert outcome["deelnemers"] is None
    assert outcome["teWeinig"]
    assert read(visitor, "/api/v1/uitslagen/de-brug/cijfers")["cijfers"] == []


def test_another_municipality_is_not_here(client: Visitor, visitor: Visitor, session: Session) -> None:
    other = MunicipalityFactory()
    session.commit()
    client.visit(other)
    assert read(client, "/api/v1/uitslagen")["aantal"] == 0
    is_problem(client.get("/api/v1/uitslagen/de-bus"), 404)
    assert client.get("/api/v1/catalogus.ttl").status_code == 200


@pytest.mark.parametrize(("address", "form"), [("catalogus.ttl", "turtle"), ("catalogus.jsonld", "json-ld")])
def test_the_catalogue_has_what_must_be_in_it(visitor: Visitor, address: str, form: str) -> None:
    graph = Graph().parse(data=visitor.get(f"/api/v1/{address}").data, format=form)
    for kind, properties in MUST.items():
        things = list(graph.subjects(RDF.type, kind))
        assert things, kind
        for thing in things:
            for one in properties:
                assert list(graph.objects(thing, one)), (thing, one)
            for one in AT_MOST_ONE:
                assert len(list(graph.objects(thing, one))) <= 1, (thing, one)
    (dataset,) = [one for one in graph.subjects(RDF.type, DCAT.Dataset) if str(one).endswith("/de-bus")]
    assert graph.value(dataset, DCTERMS.accessRights) == URIRef(AUTHORITY + "access-right/PUBLIC")
    assert str(graph.value(dataset, DCAT.theme)).startswith(AUTHORITY + "data-theme/")
    assert graph.value(graph.value(dataset, DCTERMS.publisher), FOAF.name) is not None
    contact = graph.value(dataset, DCAT.contactPoint)
    assert graph.value(contact, VCARD.hasEmail) == URIRef("mailto:onderzoek@stad.example")
    for distribution in graph.objects(dataset, DCAT.distribution):
        assert str(graph.value(distribution, DCTERMS.format)).startswith(AUTHORITY + "file-type/")
        address = str(graph.value(distribution, DCAT.downloadURL))
        assert visitor.get(address).status_code == 200


def test_a_municipality_without_any_outcome_has_a_catalogue_that_is_whole(client: Visitor, session: Session) -> None:
    """DCAT-AP-NL 3.0 wants at least one dataset in a catalogue: the list of outcomes is one, and may be empty."""
    client.visit(MunicipalityFactory())
    graph = Graph().parse(data=client.get("/api/v1/catalogus.ttl").data, format="turtle")
    for kind, properties in MUST.items():
        (thing,) = graph.subjects(RDF.type, kind)
        for one in properties:
            assert list(graph.objects(thing, one)), (thing, one)
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    assert str(graph.value(dataset, DCTERMS.description)).startswith("Er is nog geen uitslag.")
    (distribution,) = graph.objects(dataset, DCAT.distribution)
    found = read(client, str(graph.value(distribution, DCAT.downloadURL)))
    assert (found["aantal"], found["uitslagen"]) == (0, [])
    assert not list(graph.objects(None, DCTERMS.issued))
    page = client.get("/uitslagen").text
    assert "/api/v1/catalogus.ttl" in page
    assert "Daar staat nu alleen een lege lijst in." in page


def test_both_forms_of_the_catalogue_say_the_same(visitor: Visitor) -> None:
    turtle = Graph().parse(data=visitor.get("/api/v1/catalogus.ttl").data, format="turtle")
    linked = Graph().parse(data=visitor.get("/api/v1/catalogus.jsonld").data, format="json-ld")
    assert turtle.isomorphic(linked)


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
