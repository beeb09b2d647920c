"""A tablet in the library: two people one after the other, and a third who walks away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from panel.core.access import Role
from tests.factories.accounts import PASSWORD
from tests.journeys.desk import Desk
from tests.journeys.phone import QUESTIONS, Phone
from tests.journeys.website import Website
from tests.journeys.witness import look
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
TABLET = {"width": 768, "height": 1024}


@pytest.fixture
def desk(website: Website, new_desk: Callable[..., Desk]) -> Desk:
    """A trainer at a computer."""
    consultation = website.open_class(seats=3)
    made = new_desk()
    made.opens("/inloggen")
    email = website.employ(Role.FACILITATOR, "trainer@proefstad.example")
    made.fills({"E-mailadres": email, "Wachtwoord": PASSWORD})
    made.taps("Log in")
    made.sees("Vragen van de gemeente")
    made.opens(f"/werkplek/raadplegingen/{consultation}/lopend")
    made.taps("Tablet klaarzetten")
    made.sees("Tablet klaarzetten")
    return made


def address_of_tablet(desk: Desk) -> str:
    desk.taps("Zet een tablet klaar")
    desk.sees("Tablet klaarzetten")
    shown = desk.page.locator(".mp-door__address").inner_text().strip()
    return "/meedoen" + shown.split("/meedoen", 1)[1]


def takes_part(tablet: Phone) -> None:
    tablet.taps("Ik doe mee")
    tablet.sees("Dit doet jouw antwoord")
    tablet.taps("Snap ik")
    tablet.sees("Wat vind je van pizza?")
    tablet.taps("Volgende")
    tablet.sees(QUESTIONS[0])


def is_at_the_start(tablet: Phone, address: str) -> None:
    tablet.page.wait_for_url(f"**{address}")
    tablet.sees("Welkom.")
    assert not tablet.has_cookie()


def test_two_people_in_a_row_and_one_who_walks_away(
    website: Website, desk: Desk, new_phone: Callable[..., Phone]
) -> None:
    address = address_of_tablet(desk)
    look(desk.page, "tablet-desk")
    tablet = new_phone(viewport=TABLET)
    tablet.page.clock.install()
    tablet.opens(address)
    is_at_the_start(tablet, address)
    # Nothing on a tablet leads away, but help is there in words.
    assert tablet.page.locator("header a.mp-brand, footer a").count() == 0
    tablet.page.get_by_text("Hulp nodig?").click()
    tablet.reads("Bel Veilig Thuis: 0800-2000.")
    look(tablet.page, "tablet-welcome")

    takes_part(tablet)
    tablet.answers_everything()
    tablet.sends()
    look(tablet.page, "tablet-thanks")
    tablet.taps("Iemand anders op deze tablet")
    is_at_the_start(tablet, address)
    assert tablet.keeps() == []

    # The second reads on after "Bedankt"; the tablet asks, and returns by itself.
    takes_part(tablet)
    assert tablet.page.locator("input:checked").count() == 0
    tablet.answers_everything()
    tablet.sends()
    tablet.page.clock.run_for(31_000)
    tablet.reads("Is er nog iemand?")
    tablet.page.clock.run_for(31_000)
    is_at_the_start(tablet, address)
    assert website.sent() == 2

    # The third is called away in the middle: asked in time, once stayed, then gone with everything.
    takes_part(tablet)
    tablet.chooses("Elke week")
    tablet.page.clock.run_for(91_000)
    tablet.reads("Is er nog iemand?")
    tablet.reads("Nog 30 seconden.")
    tablet.witness.examine(tablet.page)
    look(tablet.page, "tablet-still")
    tablet.taps("Ja, ik ga verder")
    expect(tablet.page.locator("dialog[data-still]")).to_be_hidden()
    tablet.has_chosen("Elke week")
    tablet.taps("Volgende")
    tablet.sees(QUESTIONS[1])
    tablet.page.clock.run_for(91_000)
    tablet.page.clock.run_for(11_000)
    tablet.reads("Nog 20 seconden.")
    tablet.page.clock.run_for(20_000)
    is_at_the_start(tablet, address)
    assert website.drafts() == 0
    assert tablet.keeps() == []
    tablet.page.go_back()
    tablet.page.wait_for_timeout(300)
    assert QUESTIONS[1] not in tablet.page.content().split("<template")[0]

    # The seat of the third is free: one more of the three may come in.
    tablet.opens(address)
    takes_part(tablet)
    assert website.drafts() == 1


def test_an_answer_that_is_late_takes_no_seat_for_who_walked_away(
    website: Website, desk: Desk, new_phone: Callable[..., Phone]
) -> None:
    address = address_of_tablet(desk)
    tablet = new_phone(viewport=TABLET)
    tablet.page.clock.install()
    tablet.opens(address)
    takes_part(tablet)
    brought: list[Route] = []
    tablet.page.route("**/meedoen/sync", lambda route: brought.append(route))
    tablet.chooses("Elke week")
    tablet.taps("Volgende")
    tablet.sees(QUESTIONS[1])
    tablet.page.clock.run_for(5_000)
    tablet.page.wait_for_timeout(300)
    assert len(brought) == 1

    # The tablet wipes what it keeps and tells the server; only then the answer of before arrives there.
    wiping: list[Route] = []
    tablet.page.route("**/meedoen/iemand-anders", lambda route: wiping.append(route))
    for _ in range(10):
        tablet.page.clock.run_for(20_000)
        tablet.page.wait_for_timeout(50)
        if wiping:
            break
    reply = wiping[0].fetch()
    tablet.witness.expects("400 for POST", "401 for POST")
    for late in brought:
        late.continue_()
    tablet.page.wait_for_timeout(500)
    wiping[0].fulfill(response=reply)
    is_at_the_start(tablet, address)
    assert website.drafts() == 0


def test_without_scripts_one_button_makes_room(website: Website, desk: Desk, new_phone: Callable[..., Phone]) -> None:
    address = address_of_tablet(desk)
    tablet = new_phone(viewport=TABLET, javascript=False)
    tablet.opens(address)
    tablet.sees("Welkom.")
    takes_part(tablet)
    tablet.answers(1)
    tablet.sees(QUESTIONS[1])
    tablet.taps("Iemand anders op deze tablet")
    is_at_the_start(tablet, address)
    assert website.drafts() == 0
    takes_part(tablet)
    tablet.answers_everything()
    tablet.sends()
    tablet.taps("Iemand anders op deze tablet")
    is_at_the_start(tablet, address)
    assert website.sent() == 1
    # Every page of the site that asks for a code leads back to the tablet's own start.
    tablet.opens("/meedoen/vraag/2")
    is_at_the_start(tablet, address)


def test_a_tablet_that_the_desk_ends_is_an_ordinary_one_again(
    website: Website, desk: Desk, new_phone: Callable[..., Phone]
) -> None:
    address = address_of_tablet(desk)
    tablet = new_phone(viewport=TABLET)
    tablet.opens(address)
    tablet.sees("Welkom.")
    desk.taps("Beëindig de tablet")
    desk.reads("Er staat nu geen tablet klaar.")
    tablet.opens(address)
    tablet.sees("Deze tablet is gestopt.")
    tablet.opens("/meedoen")
    tablet.sees("Doe mee.")
    tablet.comes_in(GROUP_CODE)
    assert website.drafts() == 1
