"""The description of /api/v1 is whole, and every address answers as it says."""

from __future__ import annotations

import re
from typing import Any

import flask

from tests.council.programs import read
from tests.support.visitor import Visitor


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


def test_the_description_is_whole(program: Visitor) -> None:
    document = read(program, "/api/v1/openapi.json")
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


def test_every_described_address_answers_as_described(program: Visitor) -> None:
    document = read(program, "/api/v1/openapi.json")
    for code in ("de-bus", "de-brug"):
        for path, one in document["paths"].items():
            answer = program.get("/api/v1" + path.replace("{code}", code))
            assert answer.status_code == 200, path
            described = one["get"]["responses"]["200"]["content"]
            assert answer.mimetype in described, path
            if answer.mimetype == "application/json":
                check(document, described["application/json"]["schema"], answer.get_json(), path)


def test_every_address_is_described(program: Visitor, sqlite_app: flask.Flask) -> None:
    document = read(program, "/api/v1/openapi.json")
    there = {rule.rule for rule in sqlite_app.url_map.iter_rules() if rule.rule.startswith("/api/")}
    described = {"/api/v1" + path.replace("{code}", "<string:code>") for path in document["paths"]}
    assert there - described == {"/api/v1", "/api/v1/openapi.json", "/api/v1/catalogus.ttl", "/api/v1/catalogus.jsonld"}
