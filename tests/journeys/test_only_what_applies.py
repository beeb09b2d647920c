"""Someone gets only the questions that apply to them: with scripts, without them and without network."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from panel.answering.answers import Answers, Given
from panel.consultations.models import Consultation
from panel.consultations.queries import consultation_by_id
from tests.answering.routed import put_routes
from tests.journeys.phone import QUESTIONS, Phone
from tests.journeys.website import Website
from tests.support.boxes import opened_boxes
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
SHORT = ["Nooit", "Lampen", "Een pad."]
LONG = ["Elke week", "Lampen", "Niet fijn", "Eens", "Een pad."]


def open_routed(website: Website) -> int:
    """Open the class consultation, in which three questions are not for everybody."""
    made = website.open_class()
    with website.database.transaction() as session:
        put_routes(session, session.get_one(Consultation, made))
    return made


def sealed(website: Website, consultation_id: int) -> list[Answers]:
    with website.database.session(reading=True) as session:
        row = session.get_one(Consultation, consultation_id)
        whole = consultation_by_id(session, row.municipality_id, row.id)
        assert whole is not None
        return opened_boxes(session, whole, website.keys)


def at(phone: Phone, question: int, step: str) -> None:
    """See a question, with how far it is."""
    phone.sees(QUESTIONS[question - 1])
    expect(phone.page.locator(".mp-step")).to_have_text(step)


def changes(phone: Phone, number: int, answer: str, button: str) -> None:
    """Look at one of the answers again, and give another."""
    phone.follows(f"vraag {number}")
    phone.chooses(answer)
    phone.taps(button)


@pytest.mark.parametrize("way", ["scripts", "no scripts", "no network"])
def test_someone_gets_only_what_applies_and_sends_nothing_else(
    website: Website, new_phone: Callable[..., Phone], way: str
) -> None:
    consultation_id = open_routed(website)
    phone = new_phone(javascript=way != "no scripts")
    phone.types_code(GROUP_CODE)
    phone.reads("Het zijn hoogstens 6 vragen.")
    phone.takes_part()
    if way == "no network":
        phone.witness.expects("ERR_INTERNET_DISCONNECTED")
        phone.page.context.set_offline(True)
    at(phone, 1, "Vraag 1 van hoogstens 6")
    phone.chooses("Nooit")
    phone.taps("Volgende")
    at(phone, 2, "Vraag 2 van hoogstens 4")
    phone.chooses("Lampen")
    phone.taps("Volgende")
    at(phone, 6, "Vraag 3 van 3")
    phone.types("Een pad.")
    phone.taps("Terug")
    at(phone, 2, "Vraag 2 van 3")
    phone.taps("Volgende")
    phone.sees(QUESTIONS[5])
    phone.taps("Volgende")
    assert phone.looks_back() == SHORT

    again = "Nakijken" if way == "no scripts" else "Volgende"
    changes(phone, 1, "Elke week", again)
    at(phone, 3, "Vraag 3 van hoogstens 5")
    phone.chooses("Niet fijn")
    phone.taps(again)
    at(phone, 4, "Vraag 4 van 5")
    phone.chooses("Eens")
    phone.taps(again)
    assert phone.looks_back() == LONG
    changes(phone, 1, "Nooit", again)
    assert phone.looks_back() == SHORT
    changes(phone, 1, "Elke week", again)
    assert phone.looks_back() == LONG
    changes(phone, 1, "Nooit", again)
    assert phone.looks_back() == SHORT
    phone.taps("Terug")
    at(phone, 6, "Vraag 3 van 3")
    phone.taps("Volgende")
    phone.sees("Kijk het na")
    phone.page.context.set_offline(False)
    phone.sends()
    assert sealed(website, consultation_id) == [
        Answers(
            {
                "how-often": Given("ANSWERED", "never"),
                "wishes": Given("ANSWERED", ["lamps"]),
                "tip": Given("ANSWERED", "Een pad."),
            }
        )
    ]


def test_who_goes_on_elsewhere_comes_to_what_applies(website: Website, new_phone: Callable[..., Phone]) -> None:
    open_routed(website)
    phone = new_phone()
    phone.comes_in(GROUP_CODE)
    phone.chooses("Nooit")
    phone.taps("Volgende")
    phone.sees(QUESTIONS[1])
    phone.chooses("Een veld")
    phone.taps("Volgende")
    at(phone, 5, "Vraag 3 van 4")
    expect(phone.page.locator("[data-state]")).to_have_text("Bewaard")
    # The address of a question that is not for this person, as the button of the browser may still lead to.
    phone.opens("/meedoen/vraag/3")
    at(phone, 5, "Vraag 3 van 4")
    phone.page.reload()
    at(phone, 5, "Vraag 3 van 4")
