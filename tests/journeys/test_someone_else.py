"""A phone that is passed on knows nothing more of who had it before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.phone import QUESTIONS, Phone
from tests.journeys.website import Website
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


def test_the_next_one_begins_at_the_start(website: Website, new_phone: Callable[..., Phone]) -> None:
    website.open_class()
    phone = new_phone()
    phone.comes_in(GROUP_CODE)
    phone.answers_everything()
    assert phone.has_cookie()
    assert phone.keeps() == ["meepraat"]
    phone.sends()
    assert phone.keeps() == []

    phone.taps("Iemand anders op deze telefoon")
    phone.sees("Doe mee.")
    assert not phone.has_cookie()
    assert phone.keeps() == []
    phone.page.go_back()
    phone.sees("Doe mee.")
    for path in ("/meedoen/bedankt", "/meedoen/nakijken", "/meedoen/vraag/1", "/meedoen/welkom"):
        phone.opens(path)
        phone.sees("Doe mee.")

    phone.comes_in(GROUP_CODE)
    assert phone.page.locator("input:checked").count() == 0
    phone.answers_everything()
    phone.sends()
    assert website.sent() == 2


def test_who_does_not_take_part_leaves_nothing(website: Website, new_phone: Callable[..., Phone]) -> None:
    website.open_class()
    phone = new_phone()
    phone.types_code(GROUP_CODE)
    phone.sees("Welkom.")
    phone.taps("Ik doe niet mee")
    phone.sees("Prima.")
    assert not phone.has_cookie()
    assert website.drafts() == 0
    phone.taps("Terug naar het begin")
    phone.sees("Doe mee.")


def test_stopping_half_way_on_a_shared_phone_needs_no_sending(
    website: Website, new_phone: Callable[..., Phone]
) -> None:
    website.open_class()
    phone = new_phone(javascript=False)
    phone.comes_in(GROUP_CODE)
    phone.answers(1)
    phone.sees(QUESTIONS[1])
    phone.types_code(GROUP_CODE)
    phone.sees("Welkom.")
    phone.taps("Ik doe niet mee")
    phone.sees("Prima.")
    assert not phone.has_cookie()
    assert website.drafts() == 0
