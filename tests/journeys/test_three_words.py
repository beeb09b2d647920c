"""Someone asks for three words, writes them down, and takes the answers away on another phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.phone import Phone
from tests.journeys.website import Website
from tests.journeys.witness import fits
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

WISH = "Ik wil drie woorden."


def sends_and_writes_down(phone: Phone) -> str:
    """Answer everything, tick the wish, send, and return the words as someone writes them down."""
    phone.comes_in(GROUP_CODE)
    phone.answers_everything()
    phone.page.get_by_label(WISH).check()
    phone.sends()
    words = phone.page.locator(".mp-words__three span").all_inner_texts()
    assert len(words) == 3
    fits(phone.page)
    return " ".join(words)


def looks_up(phone: Phone, code: str, words: str) -> None:
    phone.opens("/bonnetje")
    phone.page.get_by_label("De code").fill(code)
    phone.page.get_by_label("De drie woorden").fill(words)
    phone.taps("Verder")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_words_take_the_answers_away_on_another_phone(
    website: Website, new_phone: Callable[..., Phone], javascript: bool
) -> None:
    website.open_class()
    words = sends_and_writes_down(new_phone(javascript=javascript))
    assert website.sent() == 1
    later = new_phone(javascript=javascript)
    looks_up(later, GROUP_CODE, "tafel regen fiets")
    later.reads("Wij vinden niets met deze code en woorden.")
    assert later.page.get_by_label("De drie woorden").input_value() == "tafel regen fiets"
    looks_up(later, "482 913", words.upper())
    later.sees("Jouw antwoord is binnen.")
    assert words not in later.page.url
    later.taps("Haal mijn antwoord weg")
    later.sees("Wil je jouw antwoord weghalen?")
    fits(later.page)
    later.taps("Nee, laat het staan")
    later.sees("Jouw antwoord is binnen.")
    assert website.sent() == 1
    later.taps("Haal mijn antwoord weg")
    later.taps("Ja, haal het weg")
    later.sees("Het antwoord is weg.")
    assert website.sent() == 0
    looks_up(later, GROUP_CODE, words)
    later.reads("Wij vinden niets met deze code en woorden.")


def test_who_asks_nothing_sees_no_words(website: Website, new_phone: Callable[..., Phone]) -> None:
    website.open_class()
    phone = new_phone()
    phone.comes_in(GROUP_CODE)
    phone.answers_everything()
    phone.sends()
    assert phone.page.locator(".mp-words").count() == 0
