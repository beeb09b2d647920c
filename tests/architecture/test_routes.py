"""Every route says who may see it, has a Dutch kebab-case address, and knows what kind of value stands in it."""

from __future__ import annotations

import re
from collections import Counter

import flask
import pytest

from panel.core.access import EVERY_ROLE, Role, allow, public
from tests.support.house import roles_of, routes, writing_methods

WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
VARIABLE = re.compile(r"<(?:(?P<converter>[a-z]+)(?:\(.*\))?:)?(?P<name>[a-z_]+)>")
# The values in an address that are words: codes that people get or see, and names out of a fixed list.
WORDS = {
    "code",
    "file_address",
    "step_address",
    "waiting_name",
    "question_key",
    "kind_address",
    "media_name",
    "recording_key",
    "answer_key",
}


def without_ending(part: str) -> str:
    """Return a part of an address without the ending that says what kind of file it is."""
    return re.sub(r"\.(js|json|jsonld|ttl)$", "", part)


def test_every_route_wears_exactly_one_of_public_and_allow(sqlite_app: flask.Flask) -> None:
    for rule in routes(sqlite_app):
        view = sqlite_app.view_functions[rule.endpoint]
        assert hasattr(view, "meepraat_roles"), f"{rule.rule} wears neither @public nor @allow"
        roles = roles_of(sqlite_app, rule)
        assert roles is None or (roles and roles <= EVERY_ROLE), f"{rule.rule} is open to nobody"


def test_a_view_cannot_wear_both() -> None:
    def view() -> str:
        return ""

    with pytest.raises(TypeError):
        allow(Role.ADMINISTRATOR)(public(view))


def test_a_view_that_wears_neither_is_shut(sqlite_app: flask.Flask, session: object) -> None:
    sqlite_app.add_url_rule("/vergeten", "forgotten", lambda: "open")
    assert sqlite_app.test_client().get("/vergeten").status_code in {403, 503}


def test_the_desk_is_never_public(sqlite_app: flask.Flask) -> None:
    desk = [rule for rule in routes(sqlite_app) if rule.rule.startswith("/werkplek")]
    assert len(desk) > 3
    for rule in desk:
        assert roles_of(sqlite_app, rule), f"{rule.rule} is at the desk and open to everybody"


def test_addresses_are_kebab_case_and_typed(sqlite_app: flask.Flask) -> None:
    for rule in routes(sqlite_app):
        for part in rule.rule.strip("/").split("/"):
            variable = VARIABLE.fullmatch(part)
            if variable is None:
                assert part == "" or WORD.fullmatch(without_ending(part)), f"{rule.rule}: {part} is not kebab-case"
                continue
            assert variable["converter"], f"{rule.rule}: {part} does not say what kind of value it is"
            if variable["converter"] == "string":
                assert variable["name"] in WORDS, f"{rule.rule}: {part} takes any text"


def test_no_two_views_share_an_address_and_a_method(sqlite_app: flask.Flask) -> None:
    seen = Counter((rule.rule, method) for rule in routes(sqlite_app) for method in rule.methods or ())
    assert [both for both, times in seen.items() if times > 1 and both[1] != "OPTIONS"] == []


def test_no_view_both_shows_and_changes(sqlite_app: flask.Flask) -> None:
    both = [
        rule.rule
        for rule in routes(sqlite_app)
        if writing_methods(rule) and "GET" in (rule.methods or ()) and rule.rule != "/meedoen/sync"
    ]
    assert both == []


def test_the_addresses_that_others_rely_on_are_there(sqlite_app: flask.Flask) -> None:
    known = {VARIABLE.sub("<>", rule.rule) for rule in routes(sqlite_app)}
    promised = {
        "/", "/meedoen", "/meedoen/<>", "/uitslagen", "/uitslag/<>", "/inloggen", "/werkplek", "/toegankelijkheid",
        "/privacy", "/healthz", "/metrics",
    }  # fmt: skip
    assert promised <= known
