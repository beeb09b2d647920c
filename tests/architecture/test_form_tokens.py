"""Nothing is changed by a form that another site made: every POST without our token is refused."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import flask
from werkzeug.test import TestResponse

from panel.core.access import Role
from panel.core.db import Database
from tests.support.contents import contents
from tests.support.house import roles_of, routes, writing_methods
from tests.support.town import Town
from tests.support.visitor import Visitor


def is_refused(answer: TestResponse) -> bool:
    """Whether nothing was asked for: an error, the way to a door, or back to the page that shows how things stand."""
    sent_to = urlsplit(answer.headers.get("Location", "")).path
    doors = {"/inloggen", "/meedoen", answer.request.path}
    return 400 <= answer.status_code < 500 or (answer.status_code == 302 and sent_to in doors)


def refuse_all(client: Visitor, app: flask.Flask, town: Town, role: Role | None) -> int:
    """Post to every route without a token, as a form and as JSON; return how many routes there were."""
    asked = 0
    for rule in routes(app):
        if not writing_methods(rule) or (role is not None and role not in (roles_of(app, rule) or {role})):
            continue
        asked += 1
        with app.test_request_context(base_url=f"http://{town.municipality.host}"):
            places = town.addresses(rule) if rule.arguments else [{}]
            addresses = [flask.url_for(rule.endpoint, **values) for values in places]
        for address in addresses:
            for body in ({"data": {"code": town.group_code, "title": "Van elders"}}, {"json": {"answers": []}}):
                answer = client.post(address, token=False, **body)  # type: ignore[arg-type]
                assert is_refused(answer), f"{address} as {role}: {answer.status_code}"
    return asked


def test_a_passer_by_without_a_token_is_refused_everywhere(
    client: Visitor, sqlite_app: flask.Flask, town: Town, database: Database
) -> None:
    client.visit(town.municipality)
    before = contents(database)
    assert refuse_all(client, sqlite_app, town, None) > 10
    assert contents(database) == before


def test_someone_who_is_answering_without_a_token_is_refused_everywhere(
    client: Visitor, sqlite_app: flask.Flask, town: Town, database: Database
) -> None:
    client.visit(town.municipality)
    client.post("/meedoen", data={"code": town.group_code}, follow_redirects=True)
    client.post("/meedoen/start", data={"code": town.group_code})
    before = contents(database)
    assert before["draft"][0] == 1
    refuse_all(client, sqlite_app, town, None)
    assert contents(database) == before


def test_staff_without_a_token_are_refused_everywhere(
    client: Visitor, sqlite_app: flask.Flask, town: Town, database: Database, sign_in: Callable[..., Visitor]
) -> None:
    sign_in(client, town.staff[Role.POLICY_OFFICER], town.municipality)
    before = contents(database)
    refuse_all(client, sqlite_app, town, Role.POLICY_OFFICER)
    assert contents(database) == before
    assert client.get("/werkplek").status_code == 200, "still signed in"
