"""On a phone of 320 pixels, and with letters of twice the size, nothing has to be moved sideways to be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.journeys.crawl import crawl
from tests.journeys.crowd import answer_over_http
from tests.journeys.desk import Desk
from tests.journeys.phone import Phone
from tests.journeys.website import Website
from tests.journeys.witness import Witness, fits
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

LARGE_LETTERS = (
    "document.addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%' })"
)
SIZES = {
    "320 pixels": ({"width": 320, "height": 640}, ""),
    "letters of 200%": ({"width": 360, "height": 740}, LARGE_LETTERS),
}
ANSWERED = (["weekly"], ["field", "lamps"], ["so-so"], ["AGREE"], ["3"], ["Meer lampen."])
STARTS = ("/", "/meedoen", "/uitslagen", "/inloggen", "/werkplek", "/werkplek/vragen/nieuw")


@pytest.fixture(params=SIZES)
def small(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> BrowserContext:
    """A browser with little room."""
    viewport, script = SIZES[request.param]
    context = new_context(viewport=viewport)
    if script:
        context.add_init_script(script)
    return context


def test_the_whole_flow_fits(website: Website, witness: Witness, small: BrowserContext) -> None:
    website.open_class(with_age=True)
    witness.also.append(fits)
    phone = Phone(small.new_page(), witness)
    phone.comes_in(GROUP_CODE)
    for number in range(1, 7):
        phone.answers(number)
    phone.sees("Hoe oud ben je?")
    phone.chooses("14 of 15 jaar")
    phone.taps("Volgende")
    assert phone.looks_back()[6] == "14 of 15 jaar"
    phone.sends()
    assert website.sent() == 1


def test_pages_of_the_desk_and_of_outcomes_fit(website: Website, witness: Witness, small: BrowserContext) -> None:
    consultation_id = website.open_class()
    for _ in range(12):
        answer_over_http(website.visitor(), GROUP_CODE, ANSWERED)
    website.close(consultation_id, count=True)
    website.open_link()
    officer = Desk(small.new_page(), witness)
    officer.signs_in(website.found_municipality())
    visited = crawl(officer.page, STARTS, fits, alike=1, most=40)
    assert {path: status for path, status in visited.items() if status >= 400} == {}
    assert f"/uitslag/{website.code_of(consultation_id)}" in visited
    assert len(visited) > 12
