"""With keys only, an officer asks a question of a part of the people, sees the way drawn, and is stopped in time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import select

from panel.accounts.models import User
from panel.consultations.models import Consultation
from tests.consultations.making import ready_consultation
from tests.factories import base as factories
from tests.journeys.conftest import PHONE, SCREEN
from tests.journeys.typist import Typist
from tests.journeys.website import Website
from tests.journeys.witness import Witness

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

WHO = ("Iedereen", "Alleen na een antwoord op vraag 1")


def draft_of(website: Website) -> tuple[int, str]:
    """Write a questionnaire of two questions; return its id and the e-mail address of its officer."""
    email = website.found_municipality()
    with website.database.session() as session, factories.using(session):
        return ready_consultation(session, session.scalars(select(User)).one()).id, email


@pytest.fixture
def new_typist(new_context: Callable[..., BrowserContext], witness: Witness) -> Callable[..., Typist]:
    """`new_typist(viewport=..., javascript=False)`: someone at the town hall without a mouse."""
    return lambda **more: Typist(new_context(**{"viewport": SCREEN, **more}).new_page(), witness)


def test_a_question_goes_to_who_gave_one_answer(website: Website, new_typist: Callable[..., Typist]) -> None:
    number, email = draft_of(website)
    officer = new_typist()
    officer.signs_in(email)
    officer.opens(f"/werkplek/raadplegingen/{number}/vragen/nieuw/open")
    officer.sees("Vraag 3")
    officer.fills({"De vraag": "Waarom sport jij niet?"})
    expect(officer.page.get_by_label("Nooit", exact=True)).to_be_hidden()
    officer.picks("Alleen na een antwoord op vraag 1", among=WHO)
    officer.taps("Bewaar")
    officer.reads("Kruis aan bij welk antwoord deze vraag hoort, of kies ‘Iedereen’.")
    officer.sees("Vraag 3")
    officer.keys.reaches("Nooit")
    officer.keys.presses("Space")
    officer.taps("Bewaar")
    officer.reads("Bewaard.")
    expect(officer.page.get_by_label("Nooit", exact=True)).to_be_checked()

    officer.taps("Terug naar de vragen")
    officer.sees("Vragen")
    officer.reads("Alleen wie bij vraag 1 ‘Nooit’ antwoordt.")
    officer.taps("Naar boven: Waarom sport jij niet?")
    expect(officer.page.get_by_role("status").filter(has_text="Vraag 3 staat nu op plaats 2.")).to_have_count(1)
    officer.witness.expects("409 for POST")
    officer.keys.presses("Enter")
    officer.reads("Vraag 2 hoort bij een antwoord op vraag 1. Hij moet daar dus onder blijven.")
    officer.taps("Bekijk wie welke vraag krijgt")
    officer.sees("Wie krijgt welke vraag?")
    officer.reads("Iedereen krijgt 2 vragen. De langste route is 3 vragen.")
    expect(officer.page.get_by_role("img", name="Tekening van de route.")).to_be_visible()
    with website.database.session(reading=True) as session:
        made = session.scalars(select(Consultation)).one()
        assert [one.only_if_answers for one in made.questions] == [[], [made.questions[0].options[2].key], []]


def test_the_same_without_a_script_on_a_small_screen(website: Website, new_typist: Callable[..., Typist]) -> None:
    number, email = draft_of(website)
    officer = new_typist(javascript=False, viewport=PHONE)
    officer.signs_in(email)
    officer.opens(f"/werkplek/raadplegingen/{number}/vragen/nieuw/stelling")
    officer.sees("Vraag 3")
    officer.fills({"De vraag": "Sporten is te duur."})
    officer.picks("Alleen na een antwoord op vraag 1", among=WHO)
    officer.keys.reaches("Soms")
    officer.keys.presses("Space")
    officer.taps("Bewaar")
    officer.reads("Bewaard.")
    officer.opens(f"/werkplek/raadplegingen/{number}/vragen/route")
    officer.sees("Wie krijgt welke vraag?")
    officer.reads("Wie ‘Soms’ antwoordt, krijgt ook vraag 3.")
    assert officer.page.evaluate("() => document.documentElement.scrollWidth") == PHONE["width"]
