"""Headers and cookies that protect every page."""

from __future__ import annotations

import logging
import re

import flask
import pytest

from config import MissingSecretError, Settings
from panel.app import create_app
from tests.factories import MunicipalityFactory
from tests.factories import base as factories
from tests.support.visitor import Visitor

PAGES = ("/", "/privacy", "/inloggen", "/meedoen", "/bestaat-niet", "/uitslagen")


@pytest.mark.parametrize("address", PAGES)
def test_only_scripts_with_this_page_s_nonce_may_run(address: str, client: Visitor) -> None:
    MunicipalityFactory()
    first, second = client.get(address), client.get(address)
    policies = [answer.headers["Content-Security-Policy"] for answer in (first, second)]
    nonces = [re.search(r"script-src 'self' 'nonce-([\w-]{16,})'", policy) for policy in policies]
    assert all(nonces)
    assert policies[0] != policies[1]
    assert "unsafe-eval" not in policies[0]
    assert "script-src 'self' 'unsafe-inline'" not in policies[0]
    for tag in re.findall(r"<script[^>]*>", first.get_data(as_text=True)):
        assert f'nonce="{nonces[0].group(1)}"' in tag if nonces[0] else False


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_no_styles_or_handlers_in_its_tags(address: str, client: Visitor) -> None:
    MunicipalityFactory()
    page = client.get(address).get_data(as_text=True)
    assert re.findall(r"<[^>]+\s(?:style|on[a-z]+)=", page) == []
    assert re.findall(r"<style(?![^>]* nonce=)", page) == []


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_the_other_headers(address: str, client: Visitor) -> None:
    MunicipalityFactory()
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert "Server" not in headers or "Werkzeug" not in headers["Server"]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: Visitor) -> None:
    MunicipalityFactory()
    cookies = client.get("/").headers.getlist("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_a_plain_page_sets_no_cookie(client: Visitor) -> None:
    MunicipalityFactory()
    assert client.get("/privacy").headers.getlist("Set-Cookie") == []


@pytest.mark.sqlite
def test_production_sends_its_cookie_over_https_only(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"env": "production"}))
    assert app.config["SESSION_COOKIE_SECURE"]
    assert "Strict-Transport-Security" in app.test_client().get("/healthz").headers


@pytest.mark.sqlite
@pytest.mark.parametrize("missing", ["secret_key", "pepper"])
def test_production_does_not_start_without_its_secrets(missing: str, settings: Settings) -> None:
    with pytest.raises(MissingSecretError, match=f"MEEPRAAT_{missing.upper()}"):
        create_app(settings.model_copy(update={"env": "production", missing: None}))


@pytest.mark.sqlite
def test_a_page_is_compressed_when_the_browser_can_read_that(client: Visitor) -> None:
    MunicipalityFactory()
    assert client.get("/privacy", headers={"Accept-Encoding": "br"}).headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in client.get("/privacy").headers


def test_limits_count_what_was_tried_too_often(settings: Settings, sqlite_app: flask.Flask, session: object) -> None:
    MunicipalityFactory()
    limited = create_app(settings.model_copy(update={"rate_limits": True}))
    limited.test_client_class = Visitor
    visitor = limited.test_client()
    statuses = [
        visitor.post("/inloggen", data={"email": "a@b.example", "password": "x"}).status_code for _ in range(12)
    ]
    assert statuses[0] == 400
    assert statuses[-1] == 429
    answer = visitor.post("/inloggen", data={"email": "a@b.example", "password": "x"})
    assert "Wacht een minuut." in answer.get_data(as_text=True)
    assert limited.test_client().get("/inloggen").status_code == 200


def test_a_form_with_hundreds_of_thousands_of_fields_is_not_shown_again(client: Visitor) -> None:
    MunicipalityFactory()
    answer = client.post(
        "/meedoen/niet-mee", data="a=&" * 240_000, content_type="application/x-www-form-urlencoded", token=False
    )
    assert answer.status_code == 413
    assert len(answer.get_data()) < 20_000


@pytest.mark.parametrize("address", ["/meedoen/niet-mee", "/werkplek/vragen/nieuw", "/inloggen"])
def test_a_form_on_another_site_gets_no_page_of_ours_to_send_it_again(address: str, client: Visitor) -> None:
    MunicipalityFactory()
    answer = client.post(
        address, data={"title": "Druk op Verstuur"}, headers={"Sec-Fetch-Site": "cross-site"}, token=False
    )
    assert answer.status_code == 403
    assert "Druk op Verstuur" not in answer.get_data(as_text=True)
    assert answer.headers.getlist("Set-Cookie") == []


def test_the_log_of_too_many_tries_holds_no_address(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    limited = create_app(settings.model_copy(update={"env": "development", "rate_limits": True}))
    with limited.extensions["meepraat_database"].transaction() as session, factories.using(session):
        MunicipalityFactory()
    visitor = limited.test_client()
    statuses = {visitor.get(f"/meedoen/{100_000 + number}").status_code for number in range(80)}
    assert 429 in statuses
    assert "127.0.0.1" not in caplog.text


@pytest.mark.parametrize("host", ["x" * 300 + ".example", "a b/../c"])
def test_a_host_name_that_is_none_still_gets_a_page(client: Visitor, host: str) -> None:
    response = client.get("/", headers={"Host": host})
    assert response.status_code in {200, 400, 503}
    assert "<h1" in response.get_data(as_text=True)
