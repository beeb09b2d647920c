"""However impatient someone is, what they answered is counted once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.phone import Phone
from tests.journeys.website import Website
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
both = pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture
def ready(website: Website, new_phone: Callable[..., Phone], javascript: bool) -> Phone:
    """A phone on which everything is answered and nothing sent."""
    website.open_class()
    phone = new_phone(javascript=javascript)
    phone.comes_in(GROUP_CODE)
    phone.answers_everything()
    return phone


@both
def test_tapping_twice_sends_once(website: Website, ready: Phone) -> None:
    ready.button("Verstuur").dblclick()
    ready.sees("Bedankt.")
    assert website.sent() == 1


@both
def test_going_back_after_sending_leads_to_the_thanks_again(website: Website, ready: Phone) -> None:
    ready.sends()
    ready.page.go_back()
    ready.sees("Bedankt.")
    assert website.sent() == 1


@both
def test_sending_from_two_tabs_sends_once(website: Website, ready: Phone) -> None:
    other_tab = Phone(ready.page.context.new_page(), ready.witness)
    other_tab.opens("/meedoen/nakijken")
    other_tab.sees("Kijk het na")
    ready.sends()
    other_tab.sends()
    assert website.sent() == 1


def test_the_code_leads_who_has_sent_to_the_thanks(website: Website, new_phone: Callable[..., Phone]) -> None:
    website.open_class()
    phone = new_phone(javascript=False)
    phone.comes_in(GROUP_CODE)
    phone.answers_everything()
    phone.sends()
    phone.types_code(GROUP_CODE)
    phone.sees("Bedankt.")
    assert website.sent() == 1
