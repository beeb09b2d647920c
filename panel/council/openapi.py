"""The description of the service for programs, in the form that OpenAPI 3 prescribes, in Dutch."""

from __future__ import annotations

from typing import Any

from panel.core.problem import MEDIA_TYPE, VERSION
from panel.results.exports.columns import COLUMNS, Column

MOST_ON_A_PAGE, USUAL_ON_A_PAGE = 500, 100
Part = dict[str, Any]

NUMBERS = {"versie", "vraag_nummer", "aantal", "aantal_niet", "deel", "deel_van", "deel_stap"}
ALWAYS_THERE = {"versie"}


def openapi_document(*, title: str, server: str, contact: dict[str, str]) -> Part:
    """Return the whole description; `server` is the address at which the service begins."""
    return {
        "openapi": "3.0.3",
        "info": {
            "title": title,
            "version": VERSION,
            "description": (
                "Gepubliceerde uitslagen van vragen aan inwoners. Alle aantallen zijn afgerond op 5; er is nergens een "
                "rij per persoon; citaten gaf een mens één voor één vrij. Versie 1 blijft minstens een jaar werken "
                "nadat er een versie 2 is."
            ),
            "contact": contact,
            "license": {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"},
        },
        "servers": [{"url": server}],
        "paths": _paths(),
        "components": {
            "schemas": _schemas(),
            "responses": {
                "Probleem": {
                    "description": "Wat er mis is, en wat nu te doen (RFC 9457).",
                    "headers": _version_header(),
                    "content": {MEDIA_TYPE: {"schema": _ref("schemas", "Probleem")}},
                }
            },
            "parameters": _parameters(),
        },
    }


def _paths() -> Part:
    paged = [_ref("parameters", "pagina"), _ref("parameters", "paginaGrootte")]
    of_one = [_ref("parameters", "code")]
    return {
        "/uitslagen": _get("uitslagen", "Alle uitslagen, de nieuwste eerst", "Uitslagen", paged, 400, 404),
        "/uitslagen/{code}": _get("uitslag", "Eén uitslag in woorden, met vragen en bestanden", "Uitslag", of_one, 404),
        "/uitslagen/{code}/cijfers": _get(
            "cijfers", "Alle gepubliceerde cijfers van één uitslag", "Cijfers", of_one + paged, 400, 404
        ),
        "/uitslagen/{code}/codeboek": _get(
            "codeboek", "Wat de velden en codes van de cijfers betekenen", "Codeboek", of_one, 404
        ),
        "/catalogus": {
            "get": {
                "operationId": "catalogus",
                "summary": "De catalogus van open data (DCAT-AP-NL 3.0)",
                "tags": ["open data"],
                "responses": {
                    "200": {
                        "description": "De catalogus",
                        "headers": _version_header(),
                        "content": {
                            "application/ld+json": {"schema": {"type": "object"}},
                            "text/turtle": {"schema": {"type": "string"}},
                        },
                    },
                    **_problems(406, 429),
                },
            }
        },
    }


def _get(name: str, summary: str, schema: str, parameters: list[Part], *statuses: int) -> Part:
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": ["uitslagen"],
            "parameters": parameters,
            "responses": {
                "200": {
                    "description": summary,
                    "headers": _version_header() | {"ETag": {"schema": {"type": "string"}}},
                    "content": {"application/json": {"schema": _ref("schemas", schema)}},
                },
                "304": {"description": "Niets veranderd sinds de ETag in If-None-Match"},
                **_problems(*statuses, 406, 429),
            },
        }
    }


def _problems(*statuses: int) -> Part:
    return {str(status): _ref("responses", "Probleem") for status in statuses}


def _version_header() -> Part:
    return {"API-Version": {"description": "De hele versie van deze dienst", "schema": {"type": "string"}}}


def _parameters() -> Part:
    whole = {"type": "integer", "minimum": 1}
    return {
        "code": {
            "name": "code", "in": "path", "required": True, "schema": {"type": "string"},
            "description": "De code van de raadpleging, zoals in het adres van de uitslag",
        },
        "pagina": {
            "name": "pagina", "in": "query", "schema": {**whole, "default": 1}, "description": "Welke bladzijde",
        },
        "paginaGrootte": {
            "name": "paginaGrootte", "in": "query", "description": "Hoeveel er op een bladzijde staan",
            "schema": {**whole, "maximum": MOST_ON_A_PAGE, "default": USUAL_ON_A_PAGE},
        },
    }  # fmt: skip


def _schemas() -> Part:
    return {
        "Probleem": _object({
            "type": _text(), "status": _whole(), "title": _text(), "detail": _text(), "instance": _text(),
        }),
        "Link": _object({"href": _text(), "type": _text()}, required=["href"]),
        "Links": {"type": "object", "additionalProperties": _ref("schemas", "Link")},
        "Samenvatting": _object(_summary()),
        "Uitslag": {"allOf": [_ref("schemas", "Samenvatting"), _object(_whole_outcome())]},
        "Uitslagen": _paged("uitslagen", "Samenvatting"),
        "Cijfer": _object({column.in_json: _column(column) for column in COLUMNS}),
        "Cijfers": _paged("cijfers", "Cijfer"),
        "Codeboek": _object({
            "codeboek": _list(_object({"veld": _text(), "code": _text(), "betekenis": _text()})),
            "_links": _ref("schemas", "Links"),
        }),
    }  # fmt: skip


def _summary() -> Part:
    return {
        "code": _text(),
        "titel": _text("Waar het over gaat"),
        "kop": _text("De uitslag in één zin"),
        "bewijs": {"type": "string", "enum": ["SAMPLE", "PANEL", "OPEN", "GROUP"]},
        "bewijsTekst": _text(),
        "deelnemers": _whole("Ongeveer hoeveel mensen; leeg als het er te weinig zijn", empty=True),
        "gewogen": {"type": "boolean"},
        "versie": _whole("Hoger dan 1 na een verbetering"),
        "gepubliceerdOp": {"type": "string", "format": "date"},
        "voorbeeld": {"type": "boolean", "description": "Verzonnen cijfers"},
        "_links": _ref("schemas", "Links"),
    }


def _whole_outcome() -> Part:
    question = {
        "nummer": _whole(), "code": _text(), "tekst": _text(), "getoond": {"type": "boolean"},
        "reden": _text("Waarom er geen cijfers zijn"), "opmerkingen": _list(_text()),
    }  # fmt: skip
    file = {"naam": _text(), "type": _text(), "grootte": _whole("In bytes", empty=True), "href": _text()}
    return {
        "gemeente": _text(),
        "hoeZeker": _list(_text()),
        "wieMissenWe": _list(_text()),
        "teWeinig": _list(_text()),
        "toezegging": _text("Wie wanneer antwoord geeft"),
        "drempel": _whole("Groepen onder dit aantal worden niet getoond"),
        "methode": _list(_object({"vraag": _text(), "antwoord": _text()})),
        "nietGetoond": _list(_object({"uitsplitsing": _text(), "reden": _text()})),
        "vragen": _list(_object(question)),
        "eigenWoorden": _list(_own_words()),
        "adviezen": _list(
            _object(
                {
                    "tekst": _text("Wat een groep adviseert, in eigen woorden"),
                    "waarom": _text(),
                    "groep": _text("Ongeveer hoeveel mensen; leeg als dat niet te tonen is"),
                    "antwoord": _text("Wat de gemeente ermee doet; leeg als dat er nog niet is"),
                }
            )
        ),
        "bestanden": _list(_object(file)),
    }


def _own_words() -> Part:
    theme = {
        "code": _text(), "tekst": _text(), "inWoorden": _text(),
        "aantal": _whole("Ongeveer hoeveel mensen dit schreven; leeg: niet te tonen", empty=True),
    }  # fmt: skip
    quotation = {
        "tekst": _text("Woorden die een mens vrijgaf"),
        "letterlijk": {"type": "boolean", "description": "Of het de woorden zijn van wie ze schreef"},
        "thema": _text("Leeg als het thema niet wordt getoond"),
    }
    return _object({
        "vraag": _text("Code van de open vraag"),
        "tekst": _text(),
        "opmerkingen": _list(_text("Hoe de antwoorden zijn gelezen")),
        "themas": _list(_object(theme)),
        "citaten": _list(_object(quotation)),
    })  # fmt: skip


def _paged(name: str, schema: str) -> Part:
    return _object({
        "aantal": _whole("Hoeveel er zijn op alle bladzijden samen"),
        "pagina": _whole(),
        "paginaGrootte": _whole(),
        name: _list(_ref("schemas", schema)),
        "_links": _ref("schemas", "Links"),
    })  # fmt: skip


def _column(column: Column) -> Part:
    if column.name == "samengevoegd":
        return {**_list(_text()), "description": column.meaning}
    if column.name == "gewogen":
        return {"type": "boolean", "description": column.meaning}
    if column.name in NUMBERS:
        return _whole(column.meaning, empty=column.name not in ALWAYS_THERE)
    # A code that does not apply to a row is an empty text.
    codes = {"enum": [*map(str, column.codes), ""]} if column.codes else {}
    return {"type": "string", "description": column.meaning, **codes}


def _object(properties: Part, required: list[str] | None = None) -> Part:
    return {"type": "object", "required": required or list(properties), "properties": properties}


def _list(items: Part) -> Part:
    return {"type": "array", "items": items}


def _text(description: str = "") -> Part:
    return {"type": "string", **({"description": description} if description else {})}


def _whole(description: str = "", *, empty: bool = False) -> Part:
    described = {"description": description} if description else {}
    return {"type": "integer", **described, **({"nullable": True} if empty else {})}


def _ref(kind: str, name: str) -> Part:
    return {"$ref": f"#/components/{kind}/{name}"}
