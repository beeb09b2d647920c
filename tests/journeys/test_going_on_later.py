"""Who stops half-way goes on where they were, with everything that they had answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.phone import QUESTIONS, Phone
from tests.journeys.website import Website
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
both = pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture
def halfway(website: Website, new_phone: Callable[..., Phone], javascript: bool) -> Phone:
    """A phone on the third question."""
    website.open_class()
    phone = new_phone(javascript=javascript)
    phone.comes_in(GROUP_CODE)
    phone.answers(1)
    phone.answers(2)
    phone.sees(QUESTIONS[2])
    return phone


@both
def test_loading_the_page_again_changes_nothing(website: Website, halfway: Phone) -> None:
    halfway.page.reload()
    halfway.sees(QUESTIONS[2])
    halfway.taps("Terug")
    halfway.sees(QUESTIONS[1])
    halfway.has_chosen("Een veld", "Lampen")
    halfway.taps("Volgende")
    halfway.answers_everything(first=3)
    assert halfway.looks_back()[:2] == ["Elke week", "Een veld, Lampen"]
    halfway.sends()
    assert website.sent() == 1


@both
def test_a_closed_browser_opens_where_it_was(website: Website, halfway: Phone) -> None:
    context = halfway.page.context
    if context not in halfway.witness.without_scripts:
        # What was not brought yet would open by itself, without any code.
        expect(halfway.page.locator("[data-state]")).to_have_text("Bewaard")
    halfway.page.close()
    again = Phone(context.new_page(), halfway.witness)
    again.types_code(GROUP_CODE)
    again.takes_part()
    again.answers_everything(first=3)
    assert again.looks_back()[:2] == ["Elke week", "Een veld, Lampen"]
    again.sends()
    assert website.sent() == 1


@pytest.mark.parametrize("javascript", [True])
def test_what_is_tapped_while_the_page_still_loads_stays(website: Website, halfway: Phone) -> None:
    held: list[Route] = []
    halfway.page.route("**/meedoen/schermen", lambda route: held.append(route))
    with halfway.page.expect_request("**/meedoen/schermen"):
        halfway.page.reload()
    halfway.chooses("Niet fijn")
    with halfway.page.expect_response("**/meedoen/schermen"):
        held[0].continue_()
    halfway.has_chosen("Niet fijn")
    halfway.taps("Volgende")
    halfway.answers_everything(first=4)
    assert halfway.looks_back()[2] == "Niet fijn"
    halfway.sends()
    assert website.sent() == 1
