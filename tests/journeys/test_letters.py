"""An officer prints letters and paper: each as many pages as it should be, in je and u, with short and long texts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from panel.consultations.models import AddressForm, Consultation, PolicyQuestion, PrivacyGround, State
from panel.municipalities.models import Municipality
from tests.journeys.desk import Desk
from tests.journeys.keyboard import Keyboard
from tests.journeys.website import Website
from tests.journeys.witness import fits, look

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
PAGE = re.compile(rb"/Type\s*/Page\b")
TITLE = "Wat moet er beter aan de bus in onze gemeente, en welke haltes missen mensen in Noord en in het buitengebied?"
HELP = "Bibliotheek Centrum, Marktstraat 12, elke dinsdag van 10.00 tot 12.00 uur. Buurthuis De Kade, Havenweg 3."


def pages(desk: Desk, path: str) -> int:
    """Print a page as the browser does, and return on how many sheets."""
    desk.opens(path)
    return len(PAGE.findall(desk.page.pdf(prefer_css_page_size=True)))


def prepared(website: Website, consultation_id: int, *, long: bool, form: AddressForm) -> None:
    """Give a consultation the shortest or the longest texts that are still usual."""
    with website.database.transaction() as session:
        made = session.get_one(Consultation, consultation_id)
        asked = session.get_one(PolicyQuestion, made.policy_question_id)
        town = session.scalars(select(Municipality)).one()
        town.contact_name, town.contact_phone = "Anja de Wit", "0800-1234"
        made.address_form, made.retention_months = form, 12
        made.privacy_ground = PrivacyGround.CONSENT if long else PrivacyGround.PUBLIC_TASK
        made.help_places = HELP if long else "de bibliotheek"
        asked.title = TITLE if long else "Wat vind je van de bus?"
        asked.influence = "U geeft advies. De gemeenteraad beslist in juni." * (2 if long else 1)
        made.promised_by = "Hanneke van den Bosch-de Vries, wethouder mobiliteit, jeugd en sport"


def at_the_desk(website: Website, new_desk: Callable[..., Desk]) -> Desk:
    desk = new_desk()
    desk.signs_in(website.found_municipality())
    return desk


@pytest.mark.parametrize(("long", "form"), [(False, AddressForm.JE), (True, AddressForm.U)])
def test_a_letter_is_one_page(website: Website, new_desk: Callable[..., Desk], long: bool, form: AddressForm) -> None:
    group = website.open_class(with_age=True)
    prepared(website, group, long=long, form=form)
    desk = at_the_desk(website, new_desk)
    letters = f"/werkplek/raadplegingen/{group}/brieven"
    for document in ("groepsbrief", "ouderbrief", "herinnering", "poster", "poster?formaat=a3", "groepsbrief?taal=ar"):
        assert pages(desk, f"{letters}/{document}") == 1, document
        desk.witness.examine(desk.page)
    letter, _codes = website.open_letters()
    prepared(website, letter, long=long, form=form)
    for document in ("uitnodiging", "herinnering", "poster"):
        assert pages(desk, f"/werkplek/raadplegingen/{letter}/brieven/{document}") == 1, document
    name = "long" if long else "short"
    for document in ("groepsbrief", "ouderbrief", "poster"):
        desk.opens(f"{letters}/{document}")
        look(desk.page, f"letter-{document}-{name}")
        desk.page.set_viewport_size({"width": 360, "height": 740})
        fits(desk.page)
        desk.page.set_viewport_size({"width": 1280, "height": 800})


def test_no_question_on_paper_is_cut_in_two(website: Website, new_desk: Callable[..., Desk]) -> None:
    """Printed at the height of a page, no question sticks out over its end."""
    group = website.open_class(with_age=True)
    prepared(website, group, long=True, form=AddressForm.JE)
    desk = at_the_desk(website, new_desk)
    address = f"/werkplek/raadplegingen/{group}/vragenlijst-op-papier"
    assert 2 <= pages(desk, address) <= 4
    desk.page.emulate_media(media="print")
    kept = desk.page.evaluate(
        "() => [...document.querySelectorAll('.mp-asked-on-paper')].map((one) => getComputedStyle(one).breakInside)"
    )
    assert len(kept) == 7
    assert set(kept) == {"avoid"}
    # No question is higher than a page, so that this can be kept.
    heights = desk.page.evaluate(
        "() => [...document.querySelectorAll('.mp-asked-on-paper')].map((one) => one.getBoundingClientRect().height)"
    )
    assert max(heights) < 900
    desk.page.emulate_media(media="screen")
    desk.sees("Vragen op papier")
    look(desk.page, "questionnaire-on-paper")


def test_a_stack_of_letters_is_ordered_and_printed_by_keyboard(website: Website, new_desk: Callable[..., Desk]) -> None:
    letter, _codes = website.open_letters()
    desk = at_the_desk(website, new_desk)
    desk.opens(f"/werkplek/raadplegingen/{letter}/lopend")
    desk.follows("Brieven en papier")
    desk.sees("Brieven en papier")
    look(desk.page, "letters-desk")
    keyboard = Keyboard(desk.page)
    keyboard.reaches("Maak een stapel brieven")
    keyboard.presses("Enter")
    desk.sees("Een stapel brieven")
    keyboard = Keyboard(desk.page)
    keyboard.reaches("Hoeveel brieven?")
    keyboard.types("12")
    keyboard.presses("Enter")
    desk.sees("12 brieven")
    desk.reads("De brieven liggen klaar")
    look(desk.page, "letters-stack")
    stack = desk.path
    desk.opens(f"{stack}/printen")
    desk.sees("12 brieven")
    assert len(PAGE.findall(desk.page.pdf(prefer_css_page_size=True))) == 12
    codes = desk.page.locator(".mp-sheet__code").all_inner_texts()
    assert len(set(codes)) == 12
    desk.opens(stack)
    desk.taps("Gooi de brieven weg")
    desk.sees("Brieven en papier")
    # A code on a letter that was printed goes on working.
    desk.opens("/meedoen")
    desk.page.get_by_label("code").first.fill(codes[0])
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("Welkom")


def test_free_sentences_are_changed_with_the_reading_check_beside_them(
    website: Website, new_desk: Callable[..., Desk]
) -> None:
    group = website.open_class()
    desk = at_the_desk(website, new_desk)
    desk.opens(f"/werkplek/raadplegingen/{group}/brieven/ouderbrief")
    desk.follows("Verander de vrije zinnen")
    desk.sees("Brief voor ouders")
    hard = "Derhalve verzoeken wij u vriendelijk kennis te nemen van bovengenoemde participatieverordening."
    desk.fills({"Hoe begint het?": "Beste ouders,", "Waarom krijgen mensen dit?": hard})
    expect(desk.page.locator("#advice-paragraph")).to_contain_text("erhalve")
    desk.taps("Bewaar")
    desk.reads("Bewaard.")
    look(desk.page, "letter-text")
    desk.witness.examine(desk.page)
    desk.follows("Bekijk de brief")
    desk.reads("Beste ouders,")
    desk.reads("Derhalve verzoeken wij u")


def test_letters_are_there_for_a_draft_without_scripts(website: Website, new_desk: Callable[..., Desk]) -> None:
    group = website.open_class()
    with website.database.transaction() as session:
        made = session.get_one(Consultation, group)
        made.state, made.closes_at = State.DRAFT, None
    desk = new_desk(javascript=False)
    desk.signs_in(website.found_municipality())
    desk.opens(f"/werkplek/raadplegingen/{group}")
    desk.follows("Brieven en papier")
    desk.follows("Groepsbrief")
    desk.reads("Wacht met printen")
    assert len(PAGE.findall(desk.page.pdf(prefer_css_page_size=True))) == 1
