"""A panel worker has a talk with someone, and types in a pile of paper forms without touching the mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from panel.answering.models import AnswerMode
from panel.answering.modes import modes_of
from panel.consultations.models import Consultation
from panel.core.access import Role
from tests.factories.accounts import PASSWORD
from tests.journeys.desk import Desk
from tests.journeys.phone import QUESTIONS, Phone
from tests.journeys.website import Website
from tests.journeys.witness import look
from tests.support.boxes import opened_boxes
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
FORMS = 10


def counted(website: Website) -> dict[AnswerMode, int]:
    """Return what the boxes say of how they came in."""
    with website.database.session(reading=True) as session:
        consultations = session.scalars(select(Consultation)).all()
        rounds = [(held, one) for held in consultations for one in held.rounds]
        return modes_of(box for held, one in rounds for box in opened_boxes(session, held, website.keys, one))


@pytest.fixture
def worker(website: Website, new_desk: Callable[..., Desk]) -> Desk:
    """A panel worker who has just signed in: the first screen is the next talk."""
    email = website.employ(Role.PANEL_WORKER, "anja@proefstad.example")
    desk = new_desk()
    desk.opens("/inloggen")
    desk.fills({"E-mailadres": email, "Wachtwoord": PASSWORD})
    desk.taps("Log in")
    desk.sees("Gesprek starten")
    return desk


def test_a_talk_is_read_aloud_and_counted(website: Website, worker: Desk) -> None:
    from_letter = website.open_letters()[1][0]
    look(worker.page, "talk-start")
    worker.page.get_by_label("De code").fill("zzzz zzzz")
    worker.taps("Start het gesprek")
    worker.reads("Deze code klopt niet.")
    worker.page.get_by_label("De code").fill(from_letter)
    worker.taps("Start het gesprek")
    phone = Phone(worker.page, worker.witness)
    phone.sees("Welkom.")
    phone.reads("Dit is een gesprek.")
    phone.reads("Lees precies voor wat hier staat.")
    look(worker.page, "talk-welcome")
    phone.taps("Ik doe mee")
    phone.sees("Dit doet uw antwoord")
    phone.taps("Snap ik")
    phone.taps("Volgende")
    for number, question in enumerate(QUESTIONS, start=1):
        phone.sees(question)
        phone.reads("Dit is een gesprek.")
        if number == 2:
            look(worker.page, "talk-question")
        phone.taps("Sla over")
    phone.sees("Hoe oud ben je?")
    phone.chooses("Ouder")
    phone.taps("Volgende")
    phone.sees("Kijk het na")
    phone.sends()
    look(worker.page, "talk-thanks")
    phone.taps("Volgend gesprek")
    worker.sees("Gesprek starten")
    assert worker.page.get_by_label("De code").input_value() == ""
    assert counted(website) == {AnswerMode.CONVERSATION: 1}
    # The same letter counts once, in whatever way.
    worker.page.get_by_label("De code").fill(from_letter)
    worker.taps("Start het gesprek")
    worker.reads("Deze code is al gebruikt.")


def test_ten_paper_forms_by_keyboard_only(website: Website, worker: Desk) -> None:
    website.open_class(seats=FORMS)
    worker.taps("Papier")
    worker.sees("Papier invoeren")
    look(worker.page, "paper-choose")
    page = worker.page
    page.get_by_label("Hoe kunnen jongeren meer sporten?: Klas 3B").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    for number in range(1, FORMS + 1):
        worker.sees("Hoe kunnen jongeren meer sporten?")
        # The first field has the focus: numbers and Tab do the rest.
        for typed in ("1", "13", "2", "1", "3"):
            page.keyboard.type(typed)
            page.keyboard.press("Tab")
        page.keyboard.type(f"Meer lampen, zegt formulier {number}.")
        if number == 1:
            look(page, "paper-form")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        worker.sees("Vergelijk met het papier")
        if number == 1:
            look(page, "paper-compare")
            shown = [text.strip() for text in page.locator("[data-typed]").all_inner_texts()]
            assert shown[:5] == ["Elke week", "Een veld, Lampen", "Gaat wel", "Eens", "3 keer per week"]
        expect(page.get_by_role("button", name="Versturen")).to_be_focused()
        page.keyboard.press("Enter")
        worker.sees("Verstuurd")
        assert all(cookie["name"] != "meepraat-papier" for cookie in page.context.cookies())
        if number == 1:
            look(page, "paper-sent")
        if number < FORMS:
            expect(page.get_by_role("button", name="Volgend formulier")).to_be_focused()
            page.keyboard.press("Enter")
    assert website.sent() == FORMS
    assert counted(website) == {AnswerMode.PAPER: FORMS}
    # Nothing of a form comes back, and the class is full.
    page.go_back()
    page.wait_for_timeout(300)
    assert "Meer lampen" not in page.content()
    worker.opens("/werkplek/papier")
    page.get_by_label("Of: de code op het formulier").fill(GROUP_CODE)
    worker.taps("Begin met dit formulier")
    worker.reads("Deze groep is vol.")


def test_a_wrong_number_is_told_beside_its_question(website: Website, worker: Desk) -> None:
    website.open_class()
    worker.opens("/werkplek/papier")
    worker.page.get_by_label("Of: de code op het formulier").fill(GROUP_CODE)
    worker.taps("Begin met dit formulier")
    worker.sees("Hoe kunnen jongeren meer sporten?")
    worker.page.keyboard.type("7")
    worker.page.keyboard.press("Tab")
    worker.page.keyboard.type("2")
    worker.taps("Vergelijk met het papier")
    worker.reads("Typ een nummer van 1 tot en met 4.")
    worker.witness.examine(worker.page)
    look(worker.page, "paper-wrong")
    assert worker.page.locator("input.mp-paper__field").nth(0).input_value() == "7"
    assert worker.page.locator("input.mp-paper__field").nth(1).input_value() == "2"
