"""Choosing a picture and a top three: with a finger, with keys only, with scripts and without, on little room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.keyboard import Keyboard
from tests.journeys.phone import Phone
from tests.journeys.website import Website
from tests.journeys.witness import Witness, fits

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

PICTURES = "Welk plein is het fijnst?"
PLACES = "Wat is voor jou het belangrijkst?"
SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
LARGE = "document.addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%' })"
# Whether the whole of what has the focus can be seen, with nothing of ours lying over it.
IS_FREE = """() => {
    const found = document.activeElement.closest('.mp-answer') || document.activeElement;
    const box = found.getBoundingClientRect();
    const bar = document.querySelector('.mp-actions--stays > .utrecht-button').getBoundingClientRect();
    const under = !found.matches('.mp-actions--stays *') && box.bottom > bar.top && box.top < bar.bottom;
    return !under && box.bottom > 0 && box.top < innerHeight;
}"""


def comes_in(phone: Phone, code: str) -> None:
    phone.opens(f"/meedoen/{code}")
    phone.takes_part()
    phone.sees(PICTURES)


def place_of(page: Page, answer: str) -> str:
    """Return the number on a card, and check that a screen reader hears the same."""
    card = page.locator(".mp-answer--place", has=page.get_by_text(answer, exact=True))
    number = card.locator("[data-place] > span").last
    shown = number.inner_text() if number.is_visible() else ""
    expect(card).to_have_attribute("aria-pressed", "true" if shown else "false")
    expect(card).to_have_accessible_name(f"{answer} nummer {shown}" if shown else answer)
    return shown


@SCRIPTS
def test_a_finger_chooses_a_picture_and_three_places(
    website: Website, witness: Witness, new_phone: Callable[..., Phone], javascript: bool
) -> None:
    witness.also.append(fits)
    phone = new_phone(javascript=javascript)
    comes_in(phone, website.open_drawings())
    page = phone.page
    assert page.locator(".mp-answer__picture").count() == 3
    expect(page.get_by_role("img", name="Een boom")).to_be_visible()
    page.get_by_text("Wat is ‘glijbaan’?").click()
    phone.reads("Een schuine plaat om van te glijden.")
    phone.sees(PICTURES)
    phone.chooses("Een boom")
    phone.taps("Volgende")
    phone.sees(PLACES)
    for answer in ("Rust", "Meer licht", "Spelen", "Meer groen"):
        phone.chooses(answer)
    phone.reads("Je hebt er al drie. Haal er eerst één weg.")
    phone.sees(PLACES)
    assert [place_of(page, one) for one in ("Meer licht", "Meer groen", "Rust", "Spelen")] == ["2", "", "1", "3"]
    phone.chooses("Rust")
    phone.reads("Gekozen: 2 van de 3.")
    assert [place_of(page, one) for one in ("Meer licht", "Spelen")] == ["1", "2"]
    phone.taps("Volgende")
    assert phone.looks_back() == ["Een boom", "1. Meer licht\n2. Spelen"]
    page.get_by_role("link", name="Verander vraag 2").click()
    phone.sees(PLACES)
    phone.taps("Begin opnieuw")
    phone.reads("Gekozen: 0 van de 3.")
    phone.chooses("Weet ik niet")
    page.locator(".mp-actions--stays button").click()
    assert phone.looks_back() == ["Een boom", "Weet ik niet"]
    phone.sends()
    assert website.sent() == 1


@SCRIPTS
def test_keys_alone_are_enough(website: Website, new_phone: Callable[..., Phone], javascript: bool) -> None:
    phone = new_phone(javascript=javascript)
    comes_in(phone, website.open_drawings())
    keys = Keyboard(phone.page)
    keys.reaches("Een bank")
    keys.presses("ArrowDown", "Enter")
    phone.sees(PLACES)
    for answer in ("Meer licht", "Rust"):
        keys.reaches(answer)
        keys.presses("Space")
        expect(phone.page.locator(f".mp-answer--place:has-text('{answer}')")).to_have_attribute("aria-pressed", "true")
    keys.reaches("Volgende")
    keys.presses("Enter")
    assert phone.looks_back() == ["Een boom", "1. Meer licht\n2. Rust"]


@pytest.mark.parametrize("letters", ["", LARGE], ids=["letters as they are", "letters of 200%"])
def test_next_stays_in_sight_and_never_covers_what_has_the_focus(
    website: Website, witness: Witness, new_phone: Callable[..., Phone], letters: str
) -> None:
    witness.also.append(fits)
    phone = new_phone()
    page = phone.page
    page.set_viewport_size({"width": 320, "height": 480})
    if letters:
        page.add_init_script(letters)
    comes_in(phone, website.open_drawings())
    phone.chooses("Een bank")
    phone.taps("Volgende")
    phone.sees(PLACES)
    bar = page.locator(".mp-actions--stays > .utrecht-button")
    page.locator(".mp-answer--place").first.scroll_into_view_if_needed()
    expect(bar).to_be_in_viewport(ratio=1)
    stops = page.locator("main button:visible, main summary:visible").count()
    page.locator("h1").focus()
    for _ in range(stops):
        page.keyboard.press("Tab")
        assert page.evaluate(IS_FREE), page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)")
