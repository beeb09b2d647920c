"""After closing an officer reads what people wrote, by keyboard, sorts it and quotes a sentence for everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from panel.answering.answers import Given
from panel.answering.service import seal_given
from panel.consultations.models import Consultation
from panel.open_answers.service import prepare_reading
from tests.journeys.desk import Desk
from tests.journeys.website import Website
from tests.support.scene import some_answers, the_round

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
PEOPLE = 12


def _closed(website: Website) -> int:
    made = website.open_class(seats=None)
    with website.database.transaction() as session:
        consultation = session.get_one(Consultation, made)
        for number in range(PEOPLE):
            words = "Ik ben Fatima en wil lampen" if number == 0 else f"Meer lampen in straat {number}"
            told = some_answers(number).with_given("tip", Given("ANSWERED", words))
            seal_given(session, the_round(consultation), consultation, told)
    website.close(made, count=True)
    with website.database.transaction() as session:
        assert prepare_reading(session, session.get_one(Consultation, made), by=None) == PEOPLE
    return made


def test_read_sorted_counted_and_quoted(website: Website, new_desk: Callable[..., Desk]) -> None:
    made = _closed(website)
    desk = new_desk()
    desk.signs_in(website.found_municipality())
    desk.opens(f"/werkplek/raadplegingen/{made}/open-antwoorden")
    desk.sees("Open antwoorden")
    desk.page.get_by_role("link", name="Maak de lijst met thema’s").click()
    desk.sees("Thema’s")
    for name in ("Licht op straat", "Sport"):
        desk.fills({"Naam van het thema": name, "Wat hoort erbij": f"Alles over {name.lower()}"})
        desk.page.get_by_role("button", name="Voeg toe").click()
        desk.sees("Thema’s")
        desk.page.get_by_role("button", name=f"Bevestig: {name}").click()
        desk.sees("Thema’s")
    desk.page.get_by_role("link", name="Lees antwoorden").click()
    desk.sees("Wat moet de gemeente doen?")
    for _number in range(PEOPLE):
        expect(desk.page.locator("[data-sorts]")).to_be_visible()
        assert "Fatima" not in desk.page.content()
        here = desk.page.url
        desk.page.keyboard.press("1")
        desk.page.keyboard.press("Enter")
        desk.page.wait_for_url(lambda address, before=here: address != before)
    desk.reads("Alles is gelezen.")
    desk.page.get_by_role("link", name="Bekijk de telling").click()
    desk.sees("Telling van de thema’s")
    desk.page.get_by_role("button", name="Zet op de uitslagpagina").click()
    desk.reads("De telling staat op de uitslagpagina.")
    desk.page.go_back()
    desk.opens(here)
    desk.page.get_by_role("link", name="Maak hier een citaat van").click()
    desk.sees("Maak een citaat")
    desk.fills({"Het citaat": "Zet lampen neer, dan durf ik weer."})
    desk.page.get_by_role("button", name="Bewaar het citaat").click()
    desk.sees("Citaten")
    desk.page.get_by_label("Ik heb gekeken").check()
    desk.page.get_by_role("button", name="Zet op de uitslagpagina").click()
    desk.reads("Iedereen kan dit citaat nu lezen.")
    desk.opens("/uitslag/sporten-in-de-buurt")
    expect(desk.page.locator(".mp-own")).to_contain_text("Zet lampen neer, dan durf ik weer.")
    expect(desk.page.locator(".mp-own")).to_contain_text("in onze woorden")
