"""Two officers and a flat battery: what is typed is kept while it is typed, and nobody overwrites anybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Response, expect
from sqlalchemy import select

from panel.accounts.models import UnsavedText
from panel.consultations.models import PolicyQuestion
from panel.core.access import Role
from tests.factories.accounts import PASSWORD
from tests.journeys.desk import Desk
from tests.journeys.website import Website

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

SESSION = "meepraat"
WHY = "Waarom vraag je dit nu?"
MINE, THEIRS = "Er komt geld voor het park.", "Het park is toe aan een opknapbeurt."
KEPT = "Wat je typt, wordt vastgehouden."


def is_kept(officer: Desk) -> None:
    """Wait until the page says so; the first reading check of a fresh server takes its time before."""
    expect(officer.page.get_by_text(KEPT)).to_be_visible(timeout=20_000)


def test_a_flat_battery_loses_nothing(website: Website, new_desk: Callable[..., Desk]) -> None:
    officer = new_desk()
    email = website.found_municipality()
    officer.signs_in(email)
    officer.begins("Wat mist er in het park?")
    page = officer.path
    officer.fills({WHY: MINE})
    is_kept(officer)
    officer.page.context.close()

    elsewhere = new_desk()
    elsewhere.signs_in(email)
    elsewhere.opens(page)
    elsewhere.sees("Waarom nu?")
    elsewhere.reads("Dit had je nog niet bewaard (vandaag")
    elsewhere.reads(MINE)
    assert elsewhere.reads_in(WHY) == ""
    elsewhere.taps("Ga hiermee verder")
    elsewhere.reads("Je tekst staat weer in het formulier.")
    elsewhere.sees("Waarom nu?")
    assert elsewhere.reads_in(WHY) == MINE
    elsewhere.goes_on("Wat staat vast, wat is nog open?")
    elsewhere.opens(page)
    assert elsewhere.reads_in(WHY) == MINE
    expect(elsewhere.page.get_by_text("Dit had je nog niet bewaard")).to_have_count(0)


def test_a_closed_tab_loses_nothing_either(website: Website, new_desk: Callable[..., Desk]) -> None:
    officer = new_desk()
    officer.signs_in(website.found_municipality())
    officer.begins("Wat mist er in het park?")
    page = officer.path
    officer.fills({WHY: MINE})
    # Sooner than typing is kept by the clock: leaving the page keeps it.
    officer.opens("/werkplek")
    officer.sees("Mijn vragen")
    officer.opens(page)
    officer.reads("Dit had je nog niet bewaard (vandaag")
    officer.sees("Waarom nu?")
    officer.taps("Gooi weg")
    officer.sees("Waarom nu?")
    expect(officer.page.get_by_text("Dit had je nog niet bewaard")).to_have_count(0)


def test_the_second_officer_is_told_and_overwrites_nothing(website: Website, new_desk: Callable[..., Desk]) -> None:
    first, second = new_desk(), new_desk()
    first.signs_in(website.found_municipality())
    second.signs_in(website.employ(Role.POLICY_OFFICER, "anja@proefstad.example"))
    first.begins("Wat mist er in het park?")
    second.opens(first.path)
    second.sees("Waarom nu?")
    expect(second.page.get_by_text("schrijft hier nu ook")).to_have_count(0)
    first.fills({WHY: MINE})
    is_kept(first)
    second.fills({WHY: THEIRS})
    second.reads("schrijft hier nu ook.")
    first.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    first.reads("Anja Smit schrijft hier nu ook.")
    first.witness.examine(first.page)
    first.goes_on("Wat staat vast, wat is nog open?")

    second.taps("Bewaar en ga verder")
    second.reads("Een collega bewaarde dit net voor jou")
    second.reads(MINE)
    assert second.reads_in(WHY) == THEIRS
    with website.database.session(reading=True) as session:
        assert session.scalars(select(PolicyQuestion.explanation)).one() == MINE
    second.fills({WHY: f"{MINE} {THEIRS}"})
    second.goes_on("Wat staat vast, wat is nog open?")
    with website.database.session(reading=True) as session:
        assert session.scalars(select(UnsavedText)).all() == []


def test_who_is_signed_out_while_writing_signs_in_beside_it_and_goes_on(
    website: Website, new_desk: Callable[..., Desk]
) -> None:
    officer = new_desk()
    email = website.found_municipality()
    officer.signs_in(email)
    officer.begins("Wat mist er in het park?")
    officer.page.context.clear_cookies(name=SESSION)
    officer.witness.expects("400 for POST")
    officer.fills({WHY: MINE})
    officer.reads("Je bent niet meer ingelogd. Je tekst blijft hier staan.")
    officer.sees("Waarom nu?")
    with officer.page.expect_popup() as opened:
        officer.follows("Log in op een nieuwe pagina, en kom hier terug")
    tab = Desk(opened.value, officer.witness)
    tab.fills({"E-mailadres": email, "Wachtwoord": PASSWORD})
    tab.taps("Log in")
    tab.sees("Mijn vragen")
    tab.page.close()
    officer.page.bring_to_front()
    # A window that comes to the front can say so twice.
    kept: list[str] = []
    with officer.page.expect_response(lambda one: _kept(one, kept) == 2):
        officer.page.evaluate("() => { for (const _ of [1, 2]) window.dispatchEvent(new Event('focus')); }")
    officer.reads("Je bent weer ingelogd. Je kunt verder.")
    officer.goes_on("Wat staat vast, wat is nog open?")
    with website.database.session(reading=True) as session:
        assert session.scalars(select(PolicyQuestion.explanation)).one() == MINE


def _kept(response: Response, kept: list[str]) -> int:
    """Return how often the text was taken so far."""
    if response.request.method == "POST" and response.ok:
        kept.append(response.url)
    return len(kept)


def test_the_level_and_the_number_speak_while_choosing(website: Website, new_desk: Callable[..., Desk]) -> None:
    officer = new_desk()
    officer.signs_in(website.found_municipality())
    officer.begins("Wat mist er in het park?")
    page = officer.path.rsplit("/", 1)[0]
    officer.opens(f"{page}/invloed")
    officer.page.get_by_label("Mensen geven advies", exact=True).check()
    assert officer.reads_in("Deze zin lezen deelnemers").startswith("Jij geeft advies.")
    officer.fills({"Deze zin lezen deelnemers": "De raad kiest uit jullie ideeën."})
    officer.page.get_by_label("Mensen beslissen", exact=True).check()
    assert officer.reads_in("Deze zin lezen deelnemers") == "De raad kiest uit jullie ideeën."
    officer.opens(f"{page}/wie")
    officer.page.get_by_label("Steekproef", exact=True).check()
    officer.fills({"Hoeveel antwoorden verwacht je?": "300"})
    officer.reads("Te weinig voor een uitspraak over de hele gemeente.")
    officer.sees("Wie doet mee?")
    officer.fills({"Hoeveel antwoorden verwacht je?": "600"})
    officer.reads("Genoeg voor een uitspraak over de hele gemeente.")
