"""The open-data catalogue of a municipality after DCAT-AP-NL 3.0: a dataset a consultation, a distribution a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LICENCE = "http://creativecommons.org/publicdomain/zero/1.0/deed.nl"
ACCESS = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
THEME = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/NLD"
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
FREQUENCIES = "http://publications.europa.eu/resource/authority/frequency/"
STATUS = "http://publications.europa.eu/resource/authority/dataset-status/COMPLETED"
MUNICIPALITY_TYPE = "http://purl.org/adms/publishertype/LocalAuthority"
RULES = "https://logius-standaarden.github.io/API-Design-Rules/"


@dataclass(frozen=True)
class Distribution:
    """One file of a dataset: where it is, what it is called, its EU file type and its media type."""

    address: str
    title: str
    file_type: str
    media_type: str
    size: int | None = None


@dataclass(frozen=True)
class Dataset:
    """One published outcome, which never changes; or the list of all of them, which has no day and no version."""

    address: str
    identifier: str
    title: str
    description: str
    keyword: str
    version: str
    issued: dt.date | None
    period: tuple[dt.date | None, dt.date | None]
    distributions: Sequence[Distribution]


@dataclass(frozen=True)
class Catalogue:
    """All published outcomes of one municipality, and who answers for them; DCAT-AP-NL wants one dataset at least."""

    address: str
    home: str
    service: str
    title: str
    description: str
    publisher: str
    contact_name: str
    contact_email: str
    contact_page: str
    datasets: Sequence[Dataset]


def catalogue_as(catalogue: Catalogue, form: str) -> bytes:
    """Return the catalogue as `json-ld` or `turtle`. Raises KeyError for any other form."""
    graph = _Graph(catalogue)
    if form == "json-ld":
        context = {prefix: str(space) for prefix, space in graph.spaces.items()}
        return bytes(graph.triples.serialize(format="json-ld", context=context, auto_compact=True, encoding="utf-8"))
    return bytes(graph.triples.serialize(format={"turtle": "turtle"}[form], encoding="utf-8"))


class _Graph:
    """The triples of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        import rdflib  # noqa: PLC0415 - loads slowly, and only this module speaks RDF

        self.rdf = rdflib
        self.triples = rdflib.Graph()
        names = {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
            "adms": "http://www.w3.org/ns/adms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        }
        self.spaces = {prefix: rdflib.Namespace(address) for prefix, address in names.items()}
        for prefix, space in self.spaces.items():
            self.triples.bind(prefix, space)
        self.publisher = self._thing("foaf:Agent", f"{catalogue.home}#gemeente")
        self.contact = self._thing("vcard:Organization", f"{catalogue.home}#contact")
        self._people(catalogue)
        self.service = self._service(catalogue)
        self._catalogue(catalogue)

    def _term(self, short: str) -> Any:
        prefix, name = short.split(":")
        return self.spaces[prefix][name]

    def _thing(self, kind: str, address: str | None = None) -> Any:
        thing = self.rdf.BNode() if address is None else self.rdf.URIRef(address)
        self.triples.add((thing, self.rdf.RDF.type, self._term(kind)))
        return thing

    def _tell(self, thing: Any, property_: str, *values: Any) -> None:
        for value in values:
            self.triples.add((thing, self._term(property_), value))

    def _uri(self, address: str) -> Any:
        return self.rdf.URIRef(address)

    def _text(self, text: str) -> Any:
        return self.rdf.Literal(text, lang="nl")

    def _plain(self, value: object, kind: str) -> Any:
        return self.rdf.Literal(value, datatype=self._term(kind))

    def _people(self, catalogue: Catalogue) -> None:
        self._tell(self.publisher, "foaf:name", self._text(catalogue.publisher))
        self._tell(self.publisher, "dct:type", self._uri(MUNICIPALITY_TYPE))
        self._tell(self.contact, "vcard:fn", self._text(catalogue.contact_name))
        if catalogue.contact_email:
            self._tell(self.contact, "vcard:hasEmail", self._uri(f"mailto:{catalogue.contact_email}"))
        self._tell(self.contact, "vcard:hasURL", self._uri(catalogue.contact_page))

    def _described(self, thing: Any, title: str, description: str, identifier: str) -> None:
        """Tell what every resource must say of itself."""
        self._tell(thing, "dct:title", self._text(title))
        self._tell(thing, "dct:description", self._text(description))
        self._tell(thing, "dct:identifier", self._plain(identifier, "xsd:anyURI"))
        self._tell(thing, "dct:publisher", self.publisher)
        self._tell(thing, "dct:creator", self.publisher)
        self._tell(thing, "dcat:contactPoint", self.contact)
        self._tell(thing, "dct:language", self._uri(LANGUAGE))
        self._tell(thing, "dcat:theme", self._uri(THEME))

    def _service(self, catalogue: Catalogue) -> Any:
        service = self._thing("dcat:DataService", f"{catalogue.service}#dienst")
        self._described(
            service, f"API van {catalogue.publisher}", "Alle gepubliceerde uitslagen als JSON.", catalogue.service
        )
        self._tell(service, "dct:accessRights", self._uri(ACCESS))
        self._tell(service, "dct:license", self._uri(LICENCE))
        self._tell(service, "dct:conformsTo", self._uri(RULES))
        self._tell(service, "dcat:endpointURL", self._uri(catalogue.service))
        self._tell(service, "dcat:endpointDescription", self._uri(f"{catalogue.service}/openapi.json"))
        return service

    def _catalogue(self, catalogue: Catalogue) -> None:
        thing = self._thing("dcat:Catalog", catalogue.address)
        self._described(thing, catalogue.title, catalogue.description, catalogue.address)
        self._tell(thing, "dct:license", self._uri(LICENCE))
        self._tell(thing, "foaf:homepage", self._uri(catalogue.home))
        self._tell(thing, "dcat:service", self.service)
        days = [dataset.issued for dataset in catalogue.datasets if dataset.issued is not None]
        if days:
            self._tell(thing, "dct:modified", self._plain(max(days), "xsd:date"))
        for dataset in catalogue.datasets:
            one = self._dataset(dataset)
            self._tell(thing, "dcat:dataset", one)
            self._tell(self.service, "dcat:servesDataset", one)

    def _dataset(self, dataset: Dataset) -> Any:
        thing = self._thing("dcat:Dataset", dataset.identifier)
        self._described(thing, dataset.title, dataset.description, dataset.identifier)
        self._tell(thing, "dct:accessRights", self._uri(ACCESS))
        self._tell(thing, "dcat:keyword", self._text(dataset.keyword))
        self._tell(thing, "dcat:landingPage", self._uri(dataset.address))
        often = "NEVER" if dataset.issued is not None else "IRREG"
        self._tell(thing, "dct:accrualPeriodicity", self._uri(FREQUENCIES + often))
        if dataset.issued is not None:
            self._tell(thing, "dcat:version", self.rdf.Literal(dataset.version))
            self._tell(thing, "dct:issued", self._plain(dataset.issued, "xsd:date"))
            self._tell(thing, "dct:modified", self._plain(dataset.issued, "xsd:date"))
            self._tell(thing, "adms:status", self._uri(STATUS))
        self._period(thing, *dataset.period)
        for distribution in dataset.distributions:
            self._tell(thing, "dcat:distribution", self._distribution(distribution, dataset))
        return thing

    def _period(self, thing: Any, first: dt.date | None, last: dt.date | None) -> None:
        if first is None and last is None:
            return
        period = self._thing("dct:PeriodOfTime")
        if first is not None:
            self._tell(period, "dcat:startDate", self._plain(first, "xsd:date"))
        if last is not None:
            self._tell(period, "dcat:endDate", self._plain(last, "xsd:date"))
        self._tell(thing, "dct:temporal", period)

    def _distribution(self, file: Distribution, dataset: Dataset) -> Any:
        thing = self._thing("dcat:Distribution", f"{file.address}#distributie")
        self._tell(thing, "dct:title", self._text(file.title))
        self._tell(thing, "dcat:accessURL", self._uri(dataset.address))
        self._tell(thing, "dcat:downloadURL", self._uri(file.address))
        self._tell(thing, "dct:license", self._uri(LICENCE))
        self._tell(thing, "dct:format", self._uri(FILE_TYPES + file.file_type))
        self._tell(thing, "dcat:mediaType", self._uri(MEDIA_TYPES + file.media_type))
        self._tell(thing, "dct:language", self._uri(LANGUAGE))
        if dataset.issued is not None:
            self._tell(thing, "dct:issued", self._plain(dataset.issued, "xsd:date"))
        if file.size is not None:
            self._tell(thing, "dcat:byteSize", self._plain(file.size, "xsd:nonNegativeInteger"))
        return thing
