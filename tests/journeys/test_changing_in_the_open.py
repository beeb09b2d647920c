"""What changes while people answer is done from the keyboard, with a reason, and everybody can read it on a phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import select

from panel.consultations.models import Consultation, Question
from panel.core.clock import end_of_day, today
from tests.journeys.desk import Desk
from tests.journeys.keyboard import Keyboard
from tests.journeys.phone import Phone
from tests.journeys.reader import Reader
from tests.journeys.website import Website
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

WRONG, RIGHT = "Hoe vaak sprot jij in jouw buurt?", "Hoe vaak sport jij in jouw buurt?"
MORE_TIME = "Twee klassen waren op kamp."
TYPO = "Er stond een typefout."
STOPPED = "Er is geen geld voor het plan."


def with_a_mistake(website: Website, closes_on: dt.date) -> int:
    """Open the class with a last day and a spelling mistake in its first question; return its id."""
    made = website.open_class()
    with website.database.transaction() as session:
        consultation = session.get_one(Consultation, made)
        consultation.closes_at = end_of_day(closes_on)
        question = session.scalars(select(Question).order_by(Question.position)).first()
        assert question is not None
        question.text = WRONG
    return made


def test_more_time_a_correction_and_stopping_are_read_by_everybody(
    website: Website,
    new_desk: Callable[..., Desk],
    new_phone: Callable[..., Phone],
    new_reader: Callable[..., Reader],
) -> None:
    email = website.found_municipality()
    made = with_a_mistake(website, today() + dt.timedelta(days=5))
    running = f"/werkplek/raadplegingen/{made}/lopend"
    phone = new_phone(javascript=False)
    phone.opens(f"/meedoen/{GROUP_CODE}")
    phone.sees("Welkom.")
    phone.taps("Ik doe mee")
    phone.opens("/meedoen/vraag/1")
    phone.sees(WRONG)

    officer = new_desk()
    keys = Keyboard(officer.page)
    officer.signs_in(email)
    officer.opens(running)
    officer.sees("Hoe kunnen jongeren meer sporten?")
    keys.reaches("Langer open laten")
    keys.presses("Enter")
    officer.sees("Langer open laten")
    officer.reads("Wie al antwoordde, hoeft niets te doen.")
    later = today() + dt.timedelta(days=20)
    keys.reaches("Nieuwe dag")
    keys.types(f"{later:%m%d%Y}")
    keys.reaches("Waarom?")
    keys.types(MORE_TIME)
    keys.reaches("Laat langer open")
    keys.presses("Enter")
    officer.reads("De nieuwe laatste dag staat vast.")
    officer.sees("Hoe kunnen jongeren meer sporten?")
    officer.reads(MORE_TIME)

    keys.reaches("Een schrijffout verbeteren")
    keys.presses("Enter")
    officer.sees("Schrijffouten verbeteren")
    keys.reaches(WRONG)
    keys.presses("Enter")
    officer.sees("Schrijffout verbeteren")
    keys.reaches("De vraag")
    keys.presses("Control+a")
    keys.types("Hoe nooit sport jij in jouw buurt?")
    keys.reaches("Wat verbeter je?")
    keys.types(TYPO)
    keys.reaches("Verbeter")
    keys.presses("Enter")
    officer.reads("Dat kan veranderen wat de vraag of het antwoord betekent.")
    officer.sees("Schrijffout verbeteren")
    officer.fills({"De vraag": RIGHT})
    officer.taps("Verbeter")
    officer.reads("Iedereen ziet nu de goede tekst")

    phone.opens("/meedoen/vraag/1")
    phone.sees(RIGHT)

    officer.opens(running)
    keys.reaches("Stopzetten")
    keys.presses("Enter")
    officer.sees("Stopzetten")
    keys.reaches("Waarom?")
    keys.types(STOPPED)
    keys.reaches("Ja, stop en wis")
    keys.presses("Space")
    keys.reaches("Stop voorgoed")
    keys.presses("Enter")
    officer.reads("De raadpleging is gestopt.")

    phone.opens(f"/meedoen/{GROUP_CODE}")
    phone.sees("Deze vragen gaan niet door.")
    phone.reads(STOPPED)
    reader = new_reader()
    reader.opens(f"/uitslag/{website.code_of(made)}")
    reader.sees("Hoe kunnen jongeren meer sporten?")
    for words in (STOPPED, MORE_TIME, TYPO, WRONG, RIGHT):
        reader.reads(words)
    told = reader.page.locator(".mp-changes__what").all_inner_texts()
    assert told == ["Deze vragen gaan niet door.", "Een schrijffout is verbeterd.", "Meedoen kan langer."]
    assert website.drafts() == 0


def test_who_comes_before_the_first_day_reads_when_it_opens(
    website: Website, new_desk: Callable[..., Desk], new_phone: Callable[..., Phone]
) -> None:
    email = website.found_municipality()
    made, code = website.write_link()
    first = today() + dt.timedelta(days=3)
    officer = new_desk()
    officer.signs_in(email)
    officer.opens(f"/werkplek/raadplegingen/{made}/publiceren")
    officer.sees("Publiceren")
    officer.page.get_by_text("Later openen").click()
    officer.fills({"Eerste dag": first.isoformat(), "Laatste dag": (first + dt.timedelta(days=14)).isoformat()})
    officer.taps("Publiceer")
    officer.sees("Staat klaar")
    officer.reads("Alles is in orde.")

    phone = new_phone()
    phone.opens(f"/meedoen/{code}")
    phone.sees("Deze vragen gaan open op")
    phone.reads("Dat is om 09:00. Kom dan terug.")

    officer.page.get_by_text("Terughalen om te veranderen").click()
    officer.fills({"Waarom haal je hem terug?": "Er ontbreekt een vraag."})
    officer.taps("Maak er weer een concept van")
    officer.reads("De vragenlijst is weer een concept.")
