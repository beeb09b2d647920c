"""Open answers of another municipality are not there, and an answer is not reached through another question."""

from __future__ import annotations

from collections.abc import Callable

import flask
from sqlalchemy.orm import Session

from panel.core.access import Role
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.municipalities.models import Municipality
from panel.open_answers.queries import texts_of
from tests.factories import MunicipalityFactory, UserFactory
from tests.open_answers.making import closed_with, many, prepared, themes_for
from tests.support.visitor import Visitor


def test_another_municipality_finds_nothing(
    client: Visitor,
    session: Session,
    database: Database,
    keys: KeyDirectory,
    sqlite_app: flask.Flask,
    sign_in: Callable[..., Visitor],
) -> None:
    made = closed_with(session, database, keys, many(10, 5))
    question = prepared(session, made)
    (theme,) = themes_for(session, made, ["licht"])
    key = next(iter(texts_of(session, question))).hex()
    ours = session.get_one(Municipality, made.municipality_id)
    here = f"/werkplek/raadplegingen/{made.id}/open-antwoorden"
    other = MunicipalityFactory()
    stranger = UserFactory(municipality=other, role=Role.POLICY_OFFICER)
    session.commit()
    sign_in(client, stranger, other)
    looking = ["", *(f"/tip/{one}" for one in ("themas", "lezen", "tweede-lezer", "telling", "citaten"))]
    looking += [f"/tip/themas/{theme.id}", f"/tip/lezen/{key}", f"/tip/tweede-lezer/{key}", f"/tip/lezen/{key}/citaat"]
    assert {client.get(f"{here}{path}").status_code for path in looking} == {404}
    changing = ["/klaarzetten", "/tip/themas", f"/tip/themas/{theme.id}", f"/tip/lezen/{key}", "/tip/telling"]
    changing += [
        f"/tip/tweede-lezer/{key}",
        f"/tip/lezen/{key}/verbergen",
        f"/tip/lezen/{key}/citaat",
        "/tip/citaten/1",
    ]
    assert {client.post(f"{here}{path}", data={"edition": 1}).status_code for path in changing} == {404}
    sign_in(client, UserFactory(municipality=ours, role=Role.POLICY_OFFICER), ours)
    assert client.get(f"{here}/tip/lezen/{key}").status_code == 200
    assert client.get(f"{here}/how-often/lezen/{key}").status_code == 404
    assert client.get(f"{here}/tip/lezen/{'0' * 32}").status_code == 404
    assert client.get(f"{here}/tip/lezen/geen-naam").status_code == 404
