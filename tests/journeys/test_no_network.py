"""In the bus tunnel: answers stay on the phone, and are sent when there is network again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.phone import QUESTIONS, REVIEW, Phone
from tests.journeys.website import Website
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


@pytest.fixture
def cut_off(website: Website, new_phone: Callable[..., Phone]) -> Phone:
    """A phone that lost its network at the third question, and answered on."""
    website.open_class()
    phone = new_phone()
    phone.comes_in(GROUP_CODE)
    phone.answers(1)
    phone.answers(2)
    phone.sees(QUESTIONS[2])
    phone.witness.expects("ERR_INTERNET_DISCONNECTED")
    phone.page.context.set_offline(True)
    phone.answers_everything(first=3)
    return phone


def test_everything_arrives_when_the_network_is_back_before_sending(website: Website, cut_off: Phone) -> None:
    cut_off.page.context.set_offline(False)
    assert cut_off.looks_back() == REVIEW
    cut_off.sends()
    assert website.sent() == 1


def test_sending_without_network_is_done_by_itself_later(website: Website, cut_off: Phone) -> None:
    cut_off.taps("Verstuur")
    expect(cut_off.page.locator("[data-state]")).to_contain_text("Versturen lukt nu niet.")
    cut_off.sees("Kijk het na")
    assert website.sent() == 0
    cut_off.page.context.set_offline(False)
    cut_off.sees("Bedankt.")
    assert website.sent() == 1
