"""A page that stood open too long comes back with everything that was typed, and one more tap sends it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from panel.core.clock import today
from tests.factories.accounts import PASSWORD
from tests.journeys.desk import Desk
from tests.journeys.phone import QUESTIONS, Phone
from tests.journeys.website import Website
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

TYPED = "Meer lampen.\nEn een dak, alsjeblieft."
SESSION = "meepraat"
POLICY_QUESTION = {
    "Wat wil je weten?": "Wat mist er in het park?",
    "Waarom vraag je dit nu?": "Het park wordt volgend jaar opnieuw gemaakt.\nEr is geld voor drie plannen.",
    "Welke invloed hebben mensen?": "De raad kiest uit jullie ideeën.",
    "Wie geeft antwoord?": "Noor Bos",
    "Welke functie?": "wethouder groen",
    "Wanneer krijgen mensen antwoord?": (today() + dt.timedelta(days=90)).isoformat(),
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


def test_a_policy_question_comes_back_after_signing_in_elsewhere(
    website: Website, new_desk: Callable[..., Desk]
) -> None:
    officer = new_desk()
    email = website.found_municipality()
    officer.signs_in(email)
    officer.opens("/werkplek/vragen/nieuw")
    officer.fills(POLICY_QUESTION)
    officer.page.context.clear_cookies(name=SESSION)
    Desk(officer.page.context.new_page(), officer.witness).signs_in(email)
    officer.taps("Bewaar en ga verder")
    officer.reads("De pagina stond te lang open.")
    officer.sees("Nieuwe vraag")
    everything_is_there(officer)
    officer.taps("Bewaar en ga verder")
    officer.sees("Wie doet mee?")


def test_a_policy_question_comes_back_when_the_officer_was_signed_out(
    website: Website, new_desk: Callable[..., Desk]
) -> None:
    officer = new_desk()
    email = website.found_municipality()
    officer.signs_in(email)
    officer.opens("/werkplek/vragen/nieuw")
    officer.fills(POLICY_QUESTION)
    officer.page.context.clear_cookies(name=SESSION)
    officer.taps("Bewaar en ga verder")
    officer.sees("Verstuur nog een keer")
    officer.reads("Je bent niet meer ingelogd.")
    officer.reads("Wat je typte, is er nog.")
    officer.reads("Wat mist er in het park?")

    with officer.page.expect_popup() as opened:
        officer.follows("Log in op een nieuwe pagina")
    tab = Desk(opened.value, officer.witness)
    tab.sees("Inloggen")
    tab.fills({"E-mailadres": email, "Wachtwoord": PASSWORD})
    tab.taps("Log in")
    tab.sees("Mijn vragen")

    officer.taps("Verstuur")
    officer.sees("Nieuwe vraag")
    everything_is_there(officer)
    officer.taps("Bewaar en ga verder")
    officer.sees("Wie doet mee?")


def everything_is_there(officer: Desk) -> None:
    assert {label: officer.reads_in(label) for label in POLICY_QUESTION} == POLICY_QUESTION
