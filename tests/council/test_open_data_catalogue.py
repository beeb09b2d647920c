"""The catalogue of published outcomes is whole after DCAT-AP-NL 3.0, in both of its forms."""

from __future__ import annotations

import pytest
from rdflib import DCTERMS, FOAF, RDF, Graph, URIRef
from rdflib.namespace import Namespace
from sqlalchemy.orm import Session

from tests.council.programs import read
from tests.factories import MunicipalityFactory
from tests.support.visitor import Visitor

DCAT = Namespace("http://www.w3.org/ns/dcat#")
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
    DCAT.version,
    DCAT.accessURL,
    DCAT.downloadURL,
)


@pytest.mark.parametrize(("address", "form"), [("catalogus.ttl", "turtle"), ("catalogus.jsonld", "json-ld")])
def test_the_catalogue_has_what_must_be_in_it(program: Visitor, address: str, form: str) -> None:
    graph = Graph().parse(data=program.get(f"/api/v1/{address}").data, format=form)
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
        assert program.get(address).status_code == 200


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


def test_both_forms_of_the_catalogue_say_the_same(program: Visitor) -> None:
    turtle = Graph().parse(data=program.get("/api/v1/catalogus.ttl").data, format="turtle")
    linked = Graph().parse(data=program.get("/api/v1/catalogus.jsonld").data, format="json-ld")
    assert turtle.isomorphic(linked)
