"""What belongs to another municipality is not there: its numbers answer 404 on every page of the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from werkzeug.routing import IntegerConverter, Rule

from panel.core.access import Role
from panel.core.db import Database
from tests.support.contents import contents
from tests.support.house import roles_of, routes
from tests.support.town import Town
from tests.support.visitor import Visitor


def desk_routes(app: flask.Flask) -> list[Rule]:
    """Return the routes of the desk that are about one numbered thing."""
    return [
        rule
        for rule in routes(app)
        if roles_of(app, rule) and any(isinstance(one, IntegerConverter) for one in rule._converters.values())
    ]


def ask(client: Visitor, app: flask.Flask, rule: Rule, method: str, values: dict[str, Any], host: str) -> int:
    """Ask for a page in one of its methods and return the status."""
    with app.test_request_context(base_url=f"http://{host}"):
        address = flask.url_for(rule.endpoint, **values)
    return client.open(address, method=method).status_code


def test_every_desk_route_hides_another_municipality(
    client: Visitor,
    sqlite_app: flask.Flask,
    town: Town,
    other_town: Town,
    database: Database,
    sign_in: Callable[..., Visitor],
) -> None:
    rules = desk_routes(sqlite_app)
    assert len(rules) > 5
    before: dict[str, tuple[int, str]] = {}
    for role in Role:
        sign_in(client, town.staff[role], town.municipality)
        before = contents(database)
        for rule in (one for one in rules if role in roles_of(sqlite_app, one)):
            for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
                # Whether a thing is ours is asked before its state: one role tries them all, the others one each.
                theirs = other_town.addresses(rule)
                for values in theirs if role is Role.POLICY_OFFICER else theirs[:1]:
                    status = ask(client, sqlite_app, rule, method, values, town.municipality.host)
                    assert status == 404, f"{role} {method} {rule.rule} with another's {values}: {status}"
        assert contents(database) == before


def test_the_same_routes_show_what_is_ours(
    client: Visitor, sqlite_app: flask.Flask, town: Town, sign_in: Callable[..., Visitor]
) -> None:
    """The control: 404 above is about whose it is, not about a wrong address."""
    sign_in(client, town.staff[Role.POLICY_OFFICER], town.municipality)
    for rule in desk_routes(sqlite_app):
        if "GET" in (rule.methods or ()) and Role.POLICY_OFFICER in roles_of(sqlite_app, rule):
            statuses = [
                ask(client, sqlite_app, rule, "GET", values, town.municipality.host) for values in town.addresses(rule)
            ]
            assert min(statuses) < 400, f"{rule.rule}: {statuses}"


def test_a_thing_of_another_municipality_is_not_reached_through_one_of_ours(
    client: Visitor, sqlite_app: flask.Flask, town: Town, other_town: Town, sign_in: Callable[..., Visitor]
) -> None:
    """Routes with two numbers check both: our consultation with another's question is not there either."""
    sign_in(client, town.staff[Role.POLICY_OFFICER], town.municipality)
    for rule in desk_routes(sqlite_app):
        numbered = sorted(name for name in rule.arguments if name.endswith("_id"))
        if len(numbered) < 2 or Role.POLICY_OFFICER not in roles_of(sqlite_app, rule):
            continue
        # The first is a draft: about others a page may say that they are shut before it looks at the second number.
        ours, theirs = town.addresses(rule)[0], other_town.addresses(rule)[0]
        mixed = {**ours, **{name: theirs[name] for name in numbered if name != "consultation_id"}}
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            status = ask(client, sqlite_app, rule, method, mixed, town.municipality.host)
            assert status == 404, f"{method} {rule.rule} with {mixed}: {status}"


def test_staff_of_another_municipality_are_not_staff_here(
    client: Visitor, town: Town, other_town: Town, sign_in: Callable[..., Visitor]
) -> None:
    sign_in(client, other_town.staff[Role.ADMINISTRATOR], other_town.municipality)
    taken_along = client.get_cookie("meepraat", domain=other_town.municipality.host)
    assert taken_along is not None
    client.set_cookie("meepraat", taken_along.value, domain=town.municipality.host)
    client.visit(town.municipality)
    assert client.get("/werkplek").status_code == 403


def test_public_pages_show_only_outcomes_of_their_own_municipality(
    client: Visitor, town: Town, other_town: Town
) -> None:
    client.visit(town.municipality)
    for place in town.places:
        if "reply_id" in place:
            assert client.get(f"/uitslag/{place['code']}").status_code == 200
    for place in other_town.places:
        assert client.get(f"/uitslag/{place['code']}").status_code == 404
