"""A browser that dies in the tunnel: what was answered stands on the phone, and is sent once when there is network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.journeys.conftest import PATIENCE, PHONE, browser_path
from tests.journeys.phone import QUESTIONS, REVIEW, Phone
from tests.journeys.website import Website
from tests.journeys.witness import Witness
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

# The worker takes a page over a moment after it is ready, and one that was just coming in at the next load.
IN_CONTROL = """() => navigator.serviceWorker.ready.then(() => new Promise((resolve) => {
  const tell = () => resolve(navigator.serviceWorker.controller !== null);
  if (navigator.serviceWorker.controller) tell();
  else setTimeout(tell, 2000);
}))"""
# The token of a form lives as long as the browser; a phone that comes back asks for a new one.
WITHOUT_NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "/meedoen/sync")
# What the browser keeps for later, and what is in it.
KEPT_FILES = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(request.url, await (await cache.match(request)).text());
  }
  return found.join("\\n");
}"""


def wait_for_worker(phone: Phone) -> None:
    """Wait until the service worker stands between this page and the network."""
    if not phone.page.evaluate(IN_CONTROL):
        phone.page.reload()
        assert phone.page.evaluate(IN_CONTROL)


@pytest.fixture
def start_browser(
    browser: Browser, website: Website, witness: Witness, tmp_path: Path
) -> Iterator[Callable[[], BrowserContext]]:
    """`start_browser()`: the browser of one phone, with everything that it kept when it was closed before."""
    opened: list[BrowserContext] = []

    def start() -> BrowserContext:
        for before in opened:
            before.close()
        opened.clear()
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "phone",
            executable_path=browser_path(),
            args=["--no-sandbox"],
            base_url=website.address,
            viewport=PHONE,
            locale="nl-NL",
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return witness.follow(context)

    yield start
    for context in opened:
        context.close()


def in_the_tunnel(start: Callable[[], BrowserContext], witness: Witness) -> Phone:
    """Open the browser without network."""
    context = start()
    context.set_offline(True)
    return Phone(context.pages[0], witness)


@pytest.mark.parametrize("tapped", ["before", "after"])
def test_answers_and_a_tap_outlive_the_browser(
    website: Website, witness: Witness, start_browser: Callable[[], BrowserContext], tapped: str
) -> None:
    witness.expects(*WITHOUT_NETWORK)
    website.open_class()
    phone = Phone(start_browser().pages[0], witness)
    phone.comes_in(GROUP_CODE)
    phone.answers(1)
    phone.answers(2)
    phone.sees(QUESTIONS[2])
    wait_for_worker(phone)
    phone.page.context.set_offline(True)
    phone.answers_everything(first=3)
    if tapped == "before":
        phone.taps("Verstuur")
        expect(phone.page.locator("[data-state]")).to_contain_text("Versturen lukt nu niet.")

    for path in ("/meedoen/nakijken", "/meedoen"):
        phone = in_the_tunnel(start_browser, witness)
        phone.opens(path)
        assert phone.looks_back() == REVIEW
    if tapped == "after":
        phone.taps("Verstuur")
        expect(phone.page.locator("[data-state]")).to_contain_text("Versturen lukt nu niet.")
    assert website.sent() == 0
    assert "Meer lampen" not in phone.page.evaluate(KEPT_FILES)
    assert GROUP_CODE not in phone.page.evaluate(KEPT_FILES)

    phone.page.context.set_offline(False)
    phone.sees("Bedankt.")
    assert website.sent() == 1
    assert phone.keeps() == []


def test_who_loses_the_network_after_the_first_screen_finishes_without(
    website: Website, witness: Witness, start_browser: Callable[[], BrowserContext]
) -> None:
    witness.expects(*WITHOUT_NETWORK)
    website.open_class()
    phone = Phone(start_browser().pages[0], witness)
    phone.opens(f"/meedoen/{GROUP_CODE}")
    phone.sees("Welkom.")
    wait_for_worker(phone)
    phone.page.context.set_offline(True)
    phone.takes_part()
    phone.answers(1)
    phone.answers(2)
    phone.page.reload()
    phone.sees(QUESTIONS[2])
    phone.answers_everything(first=3)
    phone = in_the_tunnel(start_browser, witness)
    phone.opens("/meedoen")
    assert phone.looks_back() == REVIEW
    phone.taps("Verstuur")
    assert website.drafts() == website.sent() == 0
    phone.page.context.set_offline(False)
    phone.sees("Bedankt.")
    assert website.sent() == 1
    assert phone.keeps() == []
