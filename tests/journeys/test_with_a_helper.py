"""Someone of 58 who reads with difficulty answers a letter, with a helper beside her."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.journeys.phone import QUESTIONS, Phone
from tests.journeys.website import Website
from tests.journeys.witness import look

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
both = pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
INFORMAL = re.compile(r"\b(jij|je|jou|jouw|jullie)\b", re.IGNORECASE)


def speaks_politely(phone: Phone, *, but_for: tuple[str, ...] = ()) -> None:
    """Check that no word of our own on this screen says "je"; the questions themselves are the officer's words."""
    shown = phone.page.locator("main").inner_text()
    for text in but_for:
        shown = shown.replace(text, "")
    assert INFORMAL.search(shown) is None, shown


@both
def test_a_letter_is_answered_with_a_helper(
    website: Website, new_phone: Callable[..., Phone], javascript: bool
) -> None:
    _, (code,) = website.open_letters()
    phone = new_phone(javascript=javascript)
    phone.opens(f"/meedoen/{code}")
    phone.sees("Welkom.")
    phone.reads("U kunt later verder met dezelfde code.")
    phone.reads("Wie vult in?")
    speaks_politely(phone, but_for=("sporten in je buurt",))
    if javascript:
        look(phone.page, "welcome-letter")
    phone.taps("Iemand helpt mij")
    phone.sees("Dag helper.")
    assert code not in phone.path
    speaks_politely(phone)
    if javascript:
        look(phone.page, "helper")
    phone.taps("Snap ik")
    phone.sees("Kunt u dit goed lezen?")
    phone.reads("Helper: lees voor en wacht.")
    phone.taps("Groter")
    phone.sees("Kunt u dit goed lezen?")
    assert phone.page.locator("html").get_attribute("data-letters") == "large"
    if javascript:
        look(phone.page, "letters")
    phone.taps("Ja")
    phone.sees("Dit doet uw antwoord")
    speaks_politely(phone, but_for=("Jij geeft advies.",))
    phone.taps("Snap ik")
    phone.sees("Wat vindt u van pizza?")
    phone.taps("Volgende")
    for number, question in enumerate(QUESTIONS, start=1):
        phone.sees(question)
        phone.reads("Kies niet voor de ander.")
        if number >= 5:
            phone.page.get_by_label("Uw antwoord").fill("3")
        else:
            phone.page.locator(".mp-answer__words").first.click()
        phone.taps("Volgende")
    phone.sees("Hoe oud ben je?")
    phone.chooses("Zeg ik liever niet")
    phone.taps("Volgende")
    phone.sees("Kijk het na")
    phone.sends()
    speaks_politely(phone)
    assert website.sent() == 1
    # The helper and the letters were of this person: the next one chooses anew.
    phone.taps("Iemand anders op deze telefoon")
    phone.sees("Doe mee.")
    assert phone.page.locator("html").get_attribute("data-letters") is None
    assert {cookie["name"] for cookie in phone.page.context.cookies()} <= {"meepraat"}


@both
def test_who_needs_nobody_goes_on_anywhere_with_the_code(
    website: Website, new_phone: Callable[..., Phone], javascript: bool
) -> None:
    _, (code,) = website.open_letters()
    first = new_phone(javascript=javascript)
    first.opens(f"/meedoen/{code}")
    first.sees("Welkom.")
    first.taps("Ik zelf")
    first.sees("Kunt u dit goed lezen?")
    first.taps("Ja")
    first.sees("Dit doet uw antwoord")
    assert first.page.get_by_text("Helper: lees voor").is_hidden()
    first.taps("Snap ik")
    first.taps("Volgende")
    first.sees(QUESTIONS[0])
    first.chooses("Soms")
    # With scripts an answer is brought some seconds later.
    with first.page.expect_response("**/meedoen/sync" if javascript else "**/meedoen/vraag/1"):
        first.taps("Volgende")
    first.sees(QUESTIONS[1])
    first.taps("Iemand anders op deze telefoon")
    first.sees("Doe mee.")

    later = new_phone(javascript=javascript)
    later.opens(f"/meedoen/{code}")
    with later.page.expect_response("**/meedoen/start"):
        later.taps("Ik zelf")
    later.sees("Kunt u dit goed lezen?")
    later.opens("/meedoen/vraag/1")
    later.sees(QUESTIONS[0])
    later.has_chosen("Soms")


def test_a_closed_letter_is_told_politely(website: Website, new_phone: Callable[..., Phone]) -> None:
    consultation, (code,) = website.open_letters()
    website.close(consultation)
    phone = new_phone()
    phone.opens(f"/meedoen/{code}")
    phone.sees("Deze vragen zijn gesloten.")
    speaks_politely(phone)
