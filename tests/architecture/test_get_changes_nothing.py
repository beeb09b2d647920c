"""Looking at a page changes nothing: not for a passer-by, not for someone who is answering, not for staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import flask
import pytest

from panel.core.access import Role, public
from panel.core.db import Database, current_session
from panel.municipalities.models import District
from tests.support.contents import contents
from tests.support.house import roles_of, routes
from tests.support.town import Town
from tests.support.visitor import Visitor


def addresses(app: flask.Flask, town: Town) -> Iterator[str]:
    """Give the address of every page, for everything in the municipality that it can be about."""
    with app.test_request_context(base_url=f"http://{town.municipality.host}"):
        for rule in routes(app):
            if "GET" in (rule.methods or ()):
                for values in town.addresses(rule) if rule.arguments else [{}]:
                    yield flask.url_for(rule.endpoint, **values)
    yield f"/meedoen/{town.group_code}"
    yield f"/meedoen/{town.personal_code}"
    yield "/bestaat-niet"


def visit_all(client: Visitor, app: flask.Flask, town: Town) -> dict[str, int]:
    """Visit every page and return its status by address."""
    found = {address: client.get(address).status_code for address in addresses(app, town)}
    broken = [f"{address}: {status}" for address, status in found.items() if status >= 500]
    assert broken == []
    return found


def test_a_passer_by_changes_nothing(client: Visitor, sqlite_app: flask.Flask, town: Town, database: Database) -> None:
    client.visit(town.municipality)
    before = contents(database)
    statuses = visit_all(client, sqlite_app, town)
    assert contents(database) == before
    assert statuses["/"] == 200


def test_someone_who_is_answering_changes_nothing_by_looking(
    client: Visitor, sqlite_app: flask.Flask, town: Town, database: Database
) -> None:
    client.visit(town.municipality)
    client.post("/meedoen", data={"code": town.group_code}, follow_redirects=True)
    client.post("/meedoen/start", data={"code": town.group_code})
    before = contents(database)
    assert before["draft"][0] == 1
    statuses = visit_all(client, sqlite_app, town)
    assert contents(database) == before
    assert statuses["/meedoen/vraag/1"] == 200


@pytest.mark.parametrize("role", [Role.POLICY_OFFICER, Role.COUNCIL_MEMBER])
def test_staff_change_nothing_by_looking(
    role: Role,
    client: Visitor,
    sqlite_app: flask.Flask,
    town: Town,
    database: Database,
    sign_in: Callable[..., Visitor],
) -> None:
    sign_in(client, town.staff[role], town.municipality)
    before = contents(database)
    statuses = visit_all(client, sqlite_app, town)
    assert contents(database) == before
    for rule in routes(sqlite_app):
        roles = roles_of(sqlite_app, rule)
        if roles and not rule.arguments and "GET" in (rule.methods or ()):
            assert (statuses[rule.rule] == 403) == (role not in roles), rule.rule


def test_a_page_that_would_write_is_refused(
    client: Visitor, sqlite_app: flask.Flask, town: Town, database: Database
) -> None:
    """The control: this is what the guard catches."""

    @public
    def writes() -> str:
        current_session().add(District(municipality_id=town.municipality.id, name="Geschreven bij het kijken"))
        return "geschreven"

    sqlite_app.add_url_rule("/schrijft-bij-kijken", "writes", writes)
    client.visit(town.municipality)
    before = contents(database)
    assert client.get("/schrijft-bij-kijken").status_code == 500
    assert contents(database) == before
