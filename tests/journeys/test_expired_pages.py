"""A page that stood open too long comes back with everything that was typed, and one more tap sends it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import select

from panel.consultations.models import PolicyQuestion
from panel.core.clock import today
from tests.factories.accounts import PASSWORD
from tests.journeys.desk import Desk
from tests.journeys.phone import QUESTIONS, Phone
from tests.journeys.website import Website
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

TYPED = "Meer lampen.\nEn een dak, alsjeblieft."
SESSION = "meepraat"
STEP = {
    "Waarom vraag je dit nu?": "Het park wordt volgend jaar opnieuw gemaakt.\nEr is geld voor drie plannen.",
    "Welk besluit volgt er?": "De raad kiest een plan.",
    "Wanneer valt dat besluit?": (today() + dt.timedelta(days=90)).isoformat(),
}


def test_an_answer_in_own_words_comes_back(website: Website, new_phone: Callable[..., Phone]) -> None:
    website.open_class()
    phone = new_phone(javascript=False)
    phone.comes_in(GROUP_CODE)
    for number in range(1, 6):
        phone.answers(number)
    phone.sees(QUESTIONS[5])
    phone.types(TYPED)
    phone.page.context.clear_cookies(name=SESSION)
    phone.taps("Volgende")
    phone.reads("Dat duurde even.")
    phone.sees(QUESTIONS[5])
    assert phone.page.get_by_label("Jouw antwoord").input_value() == TYPED
    phone.taps("Volgende")
    assert phone.looks_back()[5] == TYPED
    phone.page.context.clear_cookies(name=SESSION)
    phone.taps("Verstuur")
    phone.reads("Dat duurde even.")
    phone.sends()
    assert website.sent() == 1


def test_a_phone_with_scripts_gets_a_new_token_by_itself(website: Website, new_phone: Callable[..., Phone]) -> None:
    website.open_class()
    phone = new_phone()
    phone.comes_in(GROUP_CODE)
    phone.answers_everything()
    phone.page.context.clear_cookies(name=SESSION)
    phone.witness.expects("400 for POST")
    phone.sends()
    assert website.sent() == 1


def test_a_step_comes_back_after_signing_in_elsewhere(website: Website, new_desk: Callable[..., Desk]) -> None:
    officer = new_desk(javascript=False)
    email = website.found_municipality()
    officer.signs_in(email)
    officer.begins("Wat mist er in het park?")
    officer.fills(STEP)
    officer.page.context.clear_cookies(name=SESSION)
    Desk(officer.page.context.new_page(), officer.witness).signs_in(email)
    officer.taps("Bewaar en ga verder")
    officer.reads("De pagina stond te lang open.")
    officer.sees("Waarom nu?")
    everything_is_there(officer)
    officer.goes_on("Wat staat vast, wat is nog open?")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_step_comes_back_when_the_officer_was_signed_out(
    website: Website, new_desk: Callable[..., Desk], *, javascript: bool
) -> None:
    officer = new_desk(javascript=javascript)
    email = website.found_municipality()
    officer.signs_in(email)
    officer.begins("Wat mist er in het park?")
    officer.fills(STEP)
    officer.page.context.clear_cookies(name=SESSION)
    officer.witness.expects("400 for POST", "401 for POST", "400 for GET")
    officer.taps("Bewaar en ga verder")
    officer.sees("Log opnieuw in")
    officer.reads("Je bent niet meer ingelogd.")
    officer.reads("Wat je typte, is er nog.")
    officer.reads("De raad kiest een plan.")

    officer.fills({"E-mailadres": email, "Wachtwoord": "een verkeerd wachtwoord"})
    officer.taps("Log in en ga verder")
    officer.reads("horen niet bij elkaar")
    officer.fills({"E-mailadres": email, "Wachtwoord": PASSWORD})
    officer.taps("Log in")
    officer.sees("Waarom nu?")
    officer.reads("Je tekst staat weer in het formulier.")
    everything_is_there(officer)
    with website.database.session(reading=True) as session:
        assert session.scalars(select(PolicyQuestion.decision)).one() == "", "filled, not saved"
    officer.goes_on("Wat staat vast, wat is nog open?")


def everything_is_there(officer: Desk) -> None:
    assert {label: officer.reads_in(label) for label in STEP} == STEP
