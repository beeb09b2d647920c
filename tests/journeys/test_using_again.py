"""An officer without a mouse moves, copies and keeps questions; a phone shows answers in an order that stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from panel.accounts.models import User
from panel.consultations.models import Consultation, Question, QuestionKind
from panel.consultations.service import OptionText, add_question
from tests.consultations.making import ready_consultation
from tests.factories import base as factories
from tests.journeys.desk import Desk
from tests.journeys.keyboard import Keyboard
from tests.journeys.phone import Phone
from tests.journeys.website import Website

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

FIRST, SECOND, THIRD = "Hoe vaak sport jij?", "Wat kan beter?", "Wat is het belangrijkst?"
ORDER = "() => [...document.querySelectorAll('main .mp-answer')].map((card) => card.dataset.answer)"
# What the server itself would show, asked with the same cookie.
FROM_SERVER = """async () => {
    const page = await (await fetch(location.pathname)).text();
    const read = new DOMParser().parseFromString(page, 'text/html');
    return [...read.querySelectorAll('main .mp-answer')].map((card) => card.dataset.answer);
}"""


def write_draft(website: Website) -> tuple[str, int]:
    """Write a draft of three questions; return its officer's e-mail address and its number."""
    email = website.found_municipality()
    with website.database.session() as session, factories.using(session):
        officer = session.scalars(select(User).where(User.email == email)).one()
        draft = ready_consultation(session, officer)
        options = [OptionText("Licht"), OptionText("Groen"), OptionText("Rust"), OptionText("Spelen")]
        add_question(session, draft, kind=QuestionKind.TOP_THREE, text=THIRD, options=options)
        session.commit()
        return email, draft.id


def stored(website: Website, draft: int) -> list[str]:
    with website.database.session(reading=True) as session:
        wanted = select(Question.text).where(Question.consultation_id == draft).order_by(Question.position)
        return list(session.scalars(wanted))


def is_told(page: Page, sentence: str) -> None:
    expect(page.get_by_role("status").filter(has_text=sentence)).to_have_count(1)


def test_moving_by_keyboard_is_said_and_keeps_the_focus(website: Website, new_desk: Callable[..., Desk]) -> None:
    email, draft = write_draft(website)
    officer = new_desk()
    officer.signs_in(email)
    page, keys = officer.page, Keyboard(officer.page)
    officer.opens(f"/werkplek/raadplegingen/{draft}/stap/vragen")
    officer.sees("Vragen")
    keys.reaches(f"Naar beneden: {FIRST}")
    for sentence in ("Vraag 1 staat nu op plaats 2.", "Vraag 2 staat nu op plaats 3.", "Vraag 3 staat al onderaan."):
        keys.presses("Enter")
        is_told(page, sentence)
        expect(page.locator(":focus")).to_contain_text(f"Naar beneden: {FIRST}")
    assert stored(website, draft) == [SECOND, THIRD, FIRST]

    officer.follows(THIRD)
    officer.sees("Vraag 2")
    keys.reaches("Naar beneden: antwoord 1")
    keys.presses("Enter")
    is_told(page, "Antwoord 1 staat nu op plaats 2.")
    expect(page.locator(":focus")).to_contain_text("Naar beneden: antwoord 2")
    assert officer.reads_in("Antwoord 1") == "Groen"
    keys.reaches("Toon de antwoorden in")
    page.get_by_label("Toon de antwoorden in").select_option(label="willekeurige volgorde, voor iedereen anders")
    page.get_by_role("button", name="Bewaar", exact=True).last.focus()
    keys.presses("Enter")
    officer.reads("Bewaard.")
    with website.database.session(reading=True) as session:
        question = session.scalars(select(Question).where(Question.text == THIRD)).one()
        assert [one.text for one in question.options] == ["Groen", "Licht", "Rust", "Spelen"]
        assert question.settings == {"order": "RANDOM"}


def test_a_questionnaire_is_copied_and_a_question_kept_without_a_mouse(
    website: Website, new_desk: Callable[..., Desk]
) -> None:
    email, draft = write_draft(website)
    officer = new_desk()
    officer.signs_in(email)
    keys = Keyboard(officer.page)
    officer.opens(f"/werkplek/raadplegingen/{draft}")
    keys.reaches("Opnieuw gebruiken")
    keys.presses("Enter")
    officer.sees("Opnieuw gebruiken")
    keys.reaches("In de bibliotheek")
    keys.presses("Enter")
    officer.reads("De vraag staat in de bibliotheek, als niet getest.")
    keys.reaches("Kopieer de vragenlijst")
    keys.presses("Enter")
    officer.sees("Kopieer de vragenlijst")
    keys.reaches("Wat wil je nu weten?")
    keys.types("Hoe gaat het een jaar later?")
    keys.reaches("Maak de kopie")
    keys.presses("Enter")
    officer.sees("Hoe gaat het een jaar later?")
    officer.reads("Dit is de kopie.")
    copy = int(officer.path.rsplit("/", 1)[1])
    assert stored(website, copy) == stored(website, draft)

    officer.opens(f"/werkplek/raadplegingen/{copy}/vragen/nieuw")
    keys.reaches("Uit de bibliotheek")
    keys.presses("Enter")
    officer.sees("Bibliotheek met vragen")
    keys.reaches(FIRST)
    keys.presses("Enter")
    officer.sees(FIRST)
    keys.reaches("Zet in mijn vragenlijst")
    keys.presses("Enter")
    officer.sees("Vraag 4")
    assert stored(website, copy) == [FIRST, SECOND, THIRD, FIRST]


def test_a_file_is_looked_at_before_it_is_loaded(website: Website, new_desk: Callable[..., Desk]) -> None:
    email, draft = write_draft(website)
    officer = new_desk()
    officer.signs_in(email)
    officer.opens(f"/werkplek/raadplegingen/{draft}/hergebruik")
    with officer.page.expect_download() as saved:
        officer.taps("Bewaar als bestand")
    path = saved.value.path()
    officer.opens("/werkplek/vragenlijst-laden")
    officer.sees("Vragenlijst laden")
    broken = path.with_suffix(".broken")
    broken.write_text(path.read_text(encoding="utf-8").replace('"Licht"', '""'), encoding="utf-8")
    officer.page.get_by_label("Het bestand").set_input_files(broken)
    officer.taps("Bekijk wat erin staat")
    officer.reads("Vraag 3, antwoord 1: de tekst is leeg.")
    officer.sees("Vragenlijst laden")
    officer.page.get_by_label("Het bestand").set_input_files(path)
    officer.taps("Bekijk wat erin staat")
    officer.sees("Dit staat erin")
    officer.reads("Licht · Groen · Rust · Spelen")
    officer.taps("Laad als concept")
    officer.reads("De vragenlijst is geladen.")
    assert stored(website, int(officer.path.rsplit("/", 1)[1])) == stored(website, draft)


def test_a_top_three_in_the_preview_reacts_to_taps(website: Website, new_desk: Callable[..., Desk]) -> None:
    email, draft = write_draft(website)
    officer = new_desk()
    officer.signs_in(email)
    officer.opens(f"/werkplek/raadplegingen/{draft}/telefoon/3")
    page = officer.page
    for answer in ("Rust", "Licht"):
        page.locator(".mp-answer__words").get_by_text(answer, exact=True).click()
    officer.reads("Gekozen: 2 van de 3.")
    pressed = page.locator(".mp-answer[aria-pressed=true]")
    expect(pressed).to_have_count(2)
    officer.taps("Begin opnieuw")
    officer.reads("Gekozen: 0 van de 3.")


def shuffle(website: Website) -> None:
    """Give every question whose answers have no order of their own an order per person."""
    with website.database.transaction() as session:
        for one in session.scalars(select(Question)):
            one.settings = {**one.settings, "order": "RANDOM"}
        for asked in session.scalars(select(Consultation)):
            asked.edition += 1


@pytest.mark.parametrize("network", [True, False], ids=["with network", "without network"])
def test_a_phone_keeps_its_order_with_and_without_network(
    website: Website, new_phone: Callable[..., Phone], network: bool
) -> None:
    code = website.open_drawings()
    shuffle(website)
    orders = set()
    for _person in range(4):
        phone = new_phone()
        page = phone.page
        phone.opens(f"/meedoen/{code}")
        phone.sees("Welkom.")
        phone.taps("Ik doe mee")
        phone.sees("Dit doet jouw antwoord")
        if not network:
            phone.witness.expects("ERR_INTERNET_DISCONNECTED")
            page.context.set_offline(True)
        phone.taps("Snap ik")
        phone.chooses("Gaat wel")
        phone.taps("Volgende")
        phone.sees("Welk plein is het fijnst?")
        mine = page.evaluate(ORDER)
        assert mine[-1] == "DONT_KNOW"
        phone.chooses("Een boom")
        phone.taps("Volgende")
        phone.sees("Wat is voor jou het belangrijkst?")
        second = page.evaluate(ORDER)
        phone.taps("Terug")
        assert page.evaluate(ORDER) == mine
        if network:
            assert page.evaluate(FROM_SERVER) == mine
            page.reload()
            phone.sees("Welk plein is het fijnst?")
            expect(page.locator("main form.mp-screen:not([data-step])")).to_have_count(1)
            assert page.evaluate(ORDER) == mine
        orders.add((*mine, *second))
        page.context.set_offline(False)
    assert len(orders) > 1
