"""What watches the other stories does see what is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Error, Page

from tests.journeys.website import Website
from tests.journeys.witness import Witness, fits, violations

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

BAD = "<!doctype html><html><title>Slecht</title><body><img src='data:,'><table width='900'><tr><td>Te breed</table>"


@pytest.fixture
def page(website: Website, new_context: Callable[..., BrowserContext]) -> Page:
    """A page of the real site, with its real headers."""
    website.found_municipality()
    opened = new_context().new_page()
    opened.goto("/hulp")
    return opened


def seen(witness: Witness) -> list[str]:
    """Take what was noted, so that this story does not fail for it."""
    found, witness.troubles = witness.troubles, []
    return found


def test_axe_finds_a_picture_without_words_and_a_page_without_language(page: Page) -> None:
    assert violations(page) == []
    page.set_content(BAD)
    assert {found.split(":")[0] for found in violations(page)} >= {"image-alt", "html-has-lang"}


def test_a_page_that_is_too_wide_does_not_fit(page: Page) -> None:
    fits(page)
    page.set_content(BAD)
    with pytest.raises(AssertionError, match="wider"):
        fits(page)


def test_a_request_to_another_site_is_noted(page: Page, witness: Witness) -> None:
    page.evaluate("() => fetch('http://127.0.0.2:9/a.png').catch(() => 0)")
    assert any("Content Security Policy" in trouble for trouble in seen(witness))
    with pytest.raises(Error):
        page.goto("http://127.0.0.2:9/")
    assert any("asked another site" in trouble for trouble in seen(witness))


def test_a_script_that_the_policy_refuses_is_noted(page: Page, witness: Witness) -> None:
    page.evaluate(
        "() => new Promise(done => { const bad = document.createElement('script'); bad.textContent = '1';"
        " document.addEventListener('securitypolicyviolation', done); document.head.append(bad) })"
    )
    assert any("Content Security Policy" in trouble for trouble in seen(witness))


def test_a_script_that_stops_is_noted(page: Page, witness: Witness) -> None:
    with page.expect_event("pageerror"):
        page.evaluate("() => { setTimeout(() => { throw new Error('kapot') }, 0) }")
    assert any("kapot" in trouble for trouble in seen(witness))


def test_a_missing_picture_is_noted(page: Page, witness: Witness) -> None:
    page.evaluate("() => fetch('/static/bestaat-niet.png')")
    assert any("404 for GET" in trouble for trouble in seen(witness))
