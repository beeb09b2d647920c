"""After "Iemand anders op deze telefoon" nothing of the one before can be found, wherever someone looks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.desk import Desk
from tests.journeys.phone import ANSWERS, QUESTIONS, Phone
from tests.journeys.website import Website
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

OTHER = "Iemand anders op deze telefoon"
STAYS = """async () => ({
  databases: (await indexedDB.databases()).map(({ name }) => name),
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  typed: [...document.querySelectorAll('input:not([type=hidden])')].map((field) => field.value).filter(Boolean),
})"""
CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found.push(new URL(request.url).pathname, await (await cache.match(request)).text());
    }
  }
  return found.join('\\n');
}"""


NOTHING = {"databases": [], "local": [], "session": [], "workers": 0, "typed": []}
REMEMBERS = """() => [...document.querySelectorAll('form')].filter((form) => {
  const asks = [...form.elements].some((field) => field.matches('input:not([type=hidden]), textarea, select'));
  return asks && form.getAttribute('autocomplete') !== 'off';
}).map((form) => form.outerHTML.slice(0, 200))"""


def inspect(phone: Phone) -> None:
    """Look in every corner of the browser."""
    phone.sees("Doe mee.")
    stays = phone.page.evaluate(STAYS)
    # The start may have asked for a new worker already, which keeps our own files and nothing of anybody.
    assert stays | {"workers": 0} == NOTHING
    cached = phone.page.evaluate(CACHED)
    for trace in (GROUP_CODE, ANSWERS[5][0], "data-given", 'name="csrf_token"'):
        assert trace not in cached
    assert not phone.has_cookie()


@pytest.mark.parametrize("moment", ["half-way", "after sending"])
def test_nothing_stays_and_going_back_shows_the_start(
    website: Website, new_phone: Callable[..., Phone], moment: str
) -> None:
    website.open_class()
    phone = new_phone()
    phone.comes_in(GROUP_CODE)
    session = {cookie["name"]: cookie["value"] for cookie in phone.page.context.cookies()}["meepraat"]
    if moment == "half-way":
        phone.answers(1)
        phone.sees(QUESTIONS[1])
    else:
        phone.answers_everything()
        phone.sends()
    phone.taps(OTHER)
    inspect(phone)
    assert session not in {cookie["value"] for cookie in phone.page.context.cookies()}
    for _step in range(4):
        if phone.page.evaluate("history.length") > 1:
            phone.page.evaluate("history.back()")
            phone.page.wait_for_timeout(300)
        inspect(phone)
    assert website.drafts() == 0


def test_nothing_stays_without_scripts(website: Website, new_phone: Callable[..., Phone]) -> None:
    website.open_class()
    phone = new_phone(javascript=False)
    phone.comes_in(GROUP_CODE)
    session = {cookie["name"]: cookie["value"] for cookie in phone.page.context.cookies()}["meepraat"]
    phone.answers_everything()
    phone.taps(OTHER)
    phone.sees("Doe mee.")
    assert not phone.has_cookie()
    assert session not in {cookie["value"] for cookie in phone.page.context.cookies()}
    assert website.drafts() == 0
    for _step in range(8):
        phone.page.go_back()
        phone.sees("Doe mee.")
        assert phone.page.get_by_label("De code").input_value() == ""

    phone.comes_in(GROUP_CODE)
    for number in range(1, len(QUESTIONS) + 1):
        assert phone.page.locator("input:checked").count() == 0
        for field in phone.page.locator("main").get_by_role("textbox").all():
            assert field.input_value() == ""
        phone.answers(number)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_no_form_on_the_way_asks_the_browser_to_remember(
    website: Website, new_phone: Callable[..., Phone], javascript: bool
) -> None:
    website.open_class()
    phone = new_phone(javascript=javascript)
    phone.witness.also.append(remembers_nothing)
    phone.comes_in(GROUP_CODE)
    phone.answers_everything()
    phone.sends()


def remembers_nothing(page: Page) -> None:
    """Check that a browser keeps nothing of what is filled in, whoever opens this page after."""
    assert page.evaluate(REMEMBERS) == []


def test_the_worker_of_the_one_before_goes_too(website: Website, new_phone: Callable[..., Phone]) -> None:
    website.open_class()
    phone = new_phone()
    phone.comes_in(GROUP_CODE)
    phone.page.evaluate("() => navigator.serviceWorker.ready")
    onlooker = phone.page.context.new_page()
    onlooker.goto("/")
    assert onlooker.evaluate(STAYS)["workers"] == 1
    # The start asks for a worker again: it comes too late to be counted here.
    phone.page.route("**/meedoen/iemand-anders", lambda route: route.abort())
    phone.witness.expects("ERR_FAILED")
    with phone.page.expect_event("requestfailed", lambda request: request.url.endswith("/meedoen/iemand-anders")):
        phone.taps(OTHER)
    assert onlooker.evaluate(STAYS) == NOTHING


def test_without_network_the_phone_forgets_at_once(website: Website, new_phone: Callable[..., Phone]) -> None:
    website.open_class()
    phone = new_phone()
    phone.comes_in(GROUP_CODE)
    phone.answers(1)
    phone.page.evaluate("() => navigator.serviceWorker.ready")
    onlooker = phone.page.context.new_page()
    onlooker.goto("/")
    assert onlooker.evaluate(STAYS)["databases"] == ["meepraat"]
    phone.witness.expects("ERR_INTERNET_DISCONNECTED")
    phone.page.context.set_offline(True)
    phone.answers(2)
    phone.taps(OTHER)
    phone.sees("Geen internet")
    # Our own files and their worker may stay: without them the next person would get the browser's own page.
    assert onlooker.evaluate(STAYS) | {"workers": 0} == NOTHING
    assert ANSWERS[5][0] not in onlooker.evaluate(CACHED)
    phone.page.context.set_offline(False)
    phone.opens("/meedoen/vraag/1")
    inspect(phone)


def test_staff_who_are_signed_in_on_the_device_stay_so(website: Website, new_phone: Callable[..., Phone]) -> None:
    email = website.found_municipality()
    website.open_class()
    phone = new_phone()
    desk = Desk(phone.page.context.new_page(), phone.witness)
    desk.signs_in(email)
    phone.comes_in(GROUP_CODE)
    phone.answers(1)
    phone.taps(OTHER)
    inspect(phone)
    desk.page.reload()
    desk.sees("Mijn vragen")


def begins_with_letter(phone: Phone, code: str) -> None:
    """Type the code of a letter, answer without help, and come to the first question that is open."""
    phone.types_code(code)
    phone.sees("Welkom.")
    phone.taps("Ik zelf")
    phone.taps("Ja")
    phone.sees("Dit doet jouw antwoord")
    phone.taps("Snap ik")
    phone.sees("Wat vind je van pizza?")
    phone.taps("Volgende")


def test_the_last_answer_of_a_letter_is_brought_before_the_phone_forgets(
    website: Website, new_phone: Callable[..., Phone]
) -> None:
    _, (code,) = website.open_letters(polite=False)
    phone = new_phone()
    begins_with_letter(phone, code)
    phone.answers(1)
    phone.answers(2)
    phone.sees(QUESTIONS[2])
    phone.taps(OTHER)
    phone.sees("Doe mee.")
    assert phone.page.evaluate(STAYS)["databases"] == []

    at_home = new_phone()
    begins_with_letter(at_home, code)
    at_home.sees(QUESTIONS[2])
    at_home.taps("Terug")
    at_home.has_chosen(*ANSWERS[1])


def test_a_network_that_hangs_holds_nobody_up(website: Website, new_phone: Callable[..., Phone]) -> None:
    _, (code,) = website.open_letters(polite=False)
    phone = new_phone()
    begins_with_letter(phone, code)
    held: list[Route] = []
    phone.page.route("**/meedoen/sync", lambda route: held.append(route))
    phone.answers(1)
    phone.sees(QUESTIONS[1])
    phone.taps(OTHER)
    expect(phone.page.get_by_role("heading", level=1)).to_contain_text("Doe mee.", timeout=8000)
    assert held
    assert phone.page.evaluate(STAYS)["databases"] == []
