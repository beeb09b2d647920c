"""Answering and signing in without a mouse or a finger."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.factories.accounts import PASSWORD
from tests.journeys.desk import Desk
from tests.journeys.keyboard import Keyboard
from tests.journeys.phone import QUESTIONS, Phone
from tests.journeys.website import Website
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_code_to_the_thanks(website: Website, new_phone: Callable[..., Phone], javascript: bool) -> None:
    website.open_class()
    phone = new_phone(javascript=javascript)
    keys = Keyboard(phone.page)
    phone.opens("/meedoen")
    keys.reaches("De code")
    keys.types(GROUP_CODE)
    keys.presses("Enter")
    for heading, button in (("Welkom.", "Ik doe mee"), ("Dit doet jouw antwoord", "Snap ik")):
        phone.sees(heading)
        keys.reaches(button)
        keys.presses("Enter")
    phone.sees("Wat vind je van pizza?")
    keys.reaches("Lekker")
    keys.presses("ArrowDown")
    phone.has_chosen("Gaat wel")
    keys.reaches("Volgende")
    keys.presses("Enter")

    phone.sees(QUESTIONS[0])
    keys.reaches("Elke week")
    keys.presses("Space", "Enter")
    phone.sees(QUESTIONS[1])
    for answer in ("Een veld", "Lampen"):
        keys.reaches(answer)
        keys.presses("Space")
    keys.reaches("Volgende")
    keys.presses("Enter")
    phone.sees(QUESTIONS[2])
    keys.reaches("Fijn")
    keys.presses("ArrowDown", "Enter")
    phone.sees(QUESTIONS[3])
    keys.reaches("Sla over")
    keys.presses("Enter")
    phone.sees(QUESTIONS[4])
    keys.reaches("Jouw antwoord")
    keys.types("3")
    keys.presses("Enter")
    phone.sees(QUESTIONS[5])
    keys.reaches("Jouw antwoord")
    keys.types("Meer lampen.")
    keys.reaches("Volgende")
    keys.presses("Enter")

    answers = ["Elke week", "Een veld, Lampen", "Gaat wel", "Overgeslagen", "3 keer per week", "Meer lampen."]
    assert phone.looks_back() == answers
    keys.reaches("Verstuur")
    keys.presses("Enter")
    phone.sees("Bedankt.")
    assert website.sent() == 1


def test_an_officer_signs_in_and_skips_the_menu(website: Website, new_desk: Callable[..., Desk]) -> None:
    email = website.found_municipality()
    officer = new_desk()
    keys = Keyboard(officer.page)
    officer.opens("/inloggen")
    keys.reaches("E-mailadres")
    keys.types(email)
    keys.reaches("Wachtwoord")
    keys.types(PASSWORD)
    keys.presses("Enter")
    officer.sees("Mijn vragen")
    keys.reaches("Naar de inhoud")
    keys.presses("Enter")
    keys.reaches("Stel een vraag")
    keys.presses("Enter")
    officer.sees("Wat wil je weten?")
