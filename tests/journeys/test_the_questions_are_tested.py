"""Before anyone is asked: readers try the questions on a phone or on paper, and an officer does something with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, ViewportSize, expect
from sqlalchemy import select

from panel.accounts.models import User
from panel.consultations.models import Consultation
from panel.municipalities.models import Municipality
from tests.journeys.desk import Desk
from tests.journeys.keyboard import Keyboard
from tests.journeys.phone import QUESTIONS, Phone
from tests.journeys.website import Website
from tests.journeys.witness import fits, look
from tests.support.scene import write_class_consultation

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

KEY = "bcdfghjkmnpq"
SMALL: ViewportSize = {"width": 360, "height": 740}


def draft_with_link(website: Website) -> tuple[str, int]:
    """Write six questions for young people and give them a link; return the officer's address and their id."""
    email = website.found_municipality()
    with website.database.transaction() as session:
        officer = session.scalars(select(User).where(User.email == email)).one()
        municipality = session.get_one(Municipality, officer.municipality_id)
        made = write_class_consultation(session, municipality=municipality, officer=officer)
        made.test_key, made.target_groups, made.untested_reason = KEY, "jongeren van 12 tot 18 jaar", ""
        return email, made.id


def counted(website: Website, consultation_id: int) -> tuple[int, int]:
    with website.database.session(reading=True) as session:
        found = session.get_one(Consultation, consultation_id)
        return found.testers, found.testers_of_target


def word(phone: Phone, text: str) -> Locator:
    return phone.page.locator("[data-place]", has=phone.page.locator(f"span:text-is('{text}')")).first


def walks_on(phone: Phone, first: int) -> None:
    """Go past the questions from one on without a remark."""
    for number in range(first, len(QUESTIONS) + 1):
        phone.sees(QUESTIONS[number - 1])
        fits(phone.page)
        phone.taps("Klaar" if number == len(QUESTIONS) else "Volgende")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_reader_tries_the_questions_and_an_officer_settles_what_was_hard(
    website: Website, new_phone: Callable[..., Phone], new_desk: Callable[..., Desk], javascript: bool
) -> None:
    email, consultation_id = draft_with_link(website)
    phone = new_phone(javascript=javascript)
    phone.opens(f"/proef/{KEY}")
    phone.sees("Test deze vragen.")
    fits(phone.page)
    phone.taps("Ja")

    phone.sees(QUESTIONS[0])
    fits(phone.page)
    phone.chooses("Soms")
    word(phone, "buurt").click()
    expect(word(phone, "buurt")).to_contain_text("goed woord")
    for sign in ("goed woord", "moeilijk woord"):
        word(phone, "vaak").click()
        expect(word(phone, "vaak")).to_contain_text(sign)
    phone.has_chosen("Soms")
    phone.taps("Ik snap dit niet")
    phone.reads("Wij weten nu: deze vraag is moeilijk.")
    phone.reads("Sport je vaak buiten?")
    phone.page.get_by_label("Wat vragen wij hier?").fill("Of ik veel sport")
    phone.sees(QUESTIONS[0])
    if javascript:
        look(phone.page, "proef-vraag")
    phone.taps("Volgende")

    phone.sees(QUESTIONS[1])
    phone.taps("Terug")
    phone.sees(QUESTIONS[0])
    expect(word(phone, "vaak")).to_contain_text("moeilijk woord")
    expect(phone.page.get_by_label("Wat vragen wij hier?")).to_have_value("Of ik veel sport")
    phone.taps("Volgende")
    walks_on(phone, 2)
    phone.sees("Bedankt.")
    assert counted(website, consultation_id) == (1, 1)
    assert (website.sent(), website.drafts()) == (0, 0), "nothing of it is an answer"

    phone.taps("Iemand anders op deze telefoon")
    phone.sees("Test deze vragen.")
    phone.taps("Nee")
    walks_on(phone, 1)
    phone.sees("Bedankt.")
    assert counted(website, consultation_id) == (2, 1)

    officer = new_desk(javascript=javascript)
    officer.signs_in(email)
    officer.opens(f"/werkplek/raadplegingen/{consultation_id}/proefronde")
    officer.sees("Proefronde")
    officer.reads("2 mensen hebben getest, 1 uit de doelgroep.")
    officer.reads("Nog 3 mensen nodig, van wie 1 uit de doelgroep.")
    officer.page.set_viewport_size(SMALL)
    fits(officer.page)
    officer.sees("Proefronde")
    point = officer.page.locator(".mp-point", has_text="vaak")
    point.get_by_label("Wat deed je ermee?").fill("Wordt: hoe veel")
    point.get_by_role("button", name="Afgehandeld").click()
    officer.sees("Proefronde")
    officer.reads("1 afgehandeld punt")
    officer.page.locator("summary", has_text="1 afgehandeld punt").click()
    officer.reads("Wordt: hoe veel")
    if javascript:
        look(officer.page, "proefronde")


def test_a_reader_without_a_mouse_or_a_finger(website: Website, new_phone: Callable[..., Phone]) -> None:
    _email, consultation_id = draft_with_link(website)
    phone = new_phone()
    keys = Keyboard(phone.page)
    phone.opens(f"/proef/{KEY}")
    phone.sees("Test deze vragen.")
    keys.reaches("Zeg ik niet")
    keys.presses("Enter")
    phone.sees(QUESTIONS[0])
    keys.reaches("vaak")
    keys.presses("Space", "Space")
    expect(word(phone, "vaak")).to_contain_text("moeilijk woord")
    expect(phone.page.locator("[data-words-said]")).to_have_text("vaak moeilijk woord")
    keys.reaches("Wat vragen wij hier?")
    keys.types("Of ik veel sport")
    keys.reaches("Volgende")
    keys.presses("Enter")
    for number in range(2, len(QUESTIONS) + 1):
        phone.sees(QUESTIONS[number - 1])
        keys.reaches("Klaar" if number == len(QUESTIONS) else "Volgende")
        keys.presses("Enter")
    phone.sees("Bedankt.")
    assert counted(website, consultation_id) == (1, 0)


def test_an_officer_types_in_a_test_from_paper_with_keys_only(website: Website, new_desk: Callable[..., Desk]) -> None:
    email, consultation_id = draft_with_link(website)
    officer = new_desk()
    officer.signs_in(email)
    officer.opens(f"/werkplek/raadplegingen/{consultation_id}/proefronde/papier")
    officer.sees("Een test van papier")
    officer.page.set_viewport_size(SMALL)
    fits(officer.page)
    keys = Keyboard(officer.page)
    keys.reaches("Ja")
    keys.presses("Space")
    keys.reaches("Woorden met een −")
    keys.types("zwemmen")
    keys.presses("Enter")
    officer.sees("Een test van papier")
    officer.reads("staat niet in deze vraag")
    officer.fills({"Woorden met een −": "vaak"})
    officer.taps("Bewaar deze test")
    officer.sees("Proefronde")
    officer.reads("Deze test telt mee.")
    assert counted(website, consultation_id) == (1, 1)


def test_paper_shows_only_the_sheet(website: Website, new_desk: Callable[..., Desk]) -> None:
    email, consultation_id = draft_with_link(website)
    officer = new_desk()
    officer.signs_in(email)
    officer.opens(f"/werkplek/raadplegingen/{consultation_id}/proefronde")
    officer.sees("Proefronde")
    expect(officer.button("Print het testformulier")).to_be_visible()
    officer.page.emulate_media(media="print")
    expect(officer.page.get_by_text("Zet een + boven een goed woord.")).to_be_visible()
    expect(officer.page.get_by_text("Mijn vragen").first).to_be_hidden()
    expect(officer.page.get_by_role("heading", name="Zo laat je testen")).to_be_hidden()
    for question in QUESTIONS:
        expect(officer.page.locator(".mp-testsheet").get_by_text(question)).to_be_visible()
