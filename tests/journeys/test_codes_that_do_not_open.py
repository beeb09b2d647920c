"""A code that does not lead in says why in its own sentence, and there is always a way on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.crowd import answer_over_http
from tests.journeys.phone import Phone
from tests.journeys.website import Website
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

UNKNOWN = "Deze code klopt niet."


@pytest.fixture
def phone(new_phone: Callable[..., Phone]) -> Phone:
    return new_phone()


def goes_on_with_another_code(phone: Phone, code: str) -> None:
    phone.taps("Andere code")
    phone.types_code(code)
    phone.sees("Welkom.")


@pytest.mark.parametrize("wrong", ["111111", "482 914", "bord", "48 29 13 77", "<b>482913</b>"])
def test_a_wrong_code_stays_in_the_field_to_be_mended(website: Website, phone: Phone, wrong: str) -> None:
    website.open_class()
    phone.types_code(wrong)
    phone.reads(UNKNOWN)
    phone.sees("Doe mee.")
    assert phone.page.get_by_label("De code").input_value() == wrong
    phone.page.get_by_label("De code").fill(GROUP_CODE)
    phone.taps("Verder")
    phone.sees("Welkom.")


def test_no_code_at_all_is_asked_for(website: Website, phone: Phone) -> None:
    website.open_class()
    phone.types_code("  ")
    phone.reads("Vul eerst de code in.")
    phone.sees("Doe mee.")


def test_an_unknown_code_in_a_link_leads_to_the_field(website: Website, phone: Phone) -> None:
    website.open_class()
    phone.opens("/meedoen/111111")
    phone.reads(UNKNOWN)
    phone.sees("Doe mee.")


def test_a_full_group_sends_to_the_one_who_leads_it(website: Website, phone: Phone) -> None:
    consultation_id = website.open_class(seats=1)
    website.another_group(consultation_id, name="Klas 3C", seats=2, code="605512")
    answer_over_http(website.visitor(), GROUP_CODE, [[]] * 6)
    phone.types_code(GROUP_CODE)
    phone.sees("Deze groep is vol.")
    phone.reads("Vraag je begeleider om een plek erbij.")
    goes_on_with_another_code(phone, "605512")


def test_a_closed_group_says_that_it_is_done_and_when_the_answer_comes(website: Website, phone: Phone) -> None:
    website.close(website.open_class())
    phone.types_code(GROUP_CODE)
    phone.sees("Deze groep is klaar.")
    phone.reads("staat hier wat er is gedaan.")
    phone.taps("Naar de uitslag")
    phone.sees("Hoe kunnen jongeren meer sporten?")


def test_a_link_that_everybody_may_use_says_that_it_is_closed(website: Website, phone: Phone) -> None:
    code = website.open_link()
    phone.opens(f"/meedoen/{code}")
    phone.sees("Welkom.")
    website.close_everything()
    phone.opens(f"/meedoen/{code}")
    phone.sees("Deze vragen zijn gesloten.")


def test_who_was_busy_when_the_group_closed_is_told_so(website: Website, phone: Phone) -> None:
    consultation_id = website.open_class()
    phone.comes_in(GROUP_CODE)
    phone.answers_everything()
    website.close(consultation_id)
    phone.witness.expects("410 for POST")
    phone.taps("Verstuur")
    phone.reads("Deze groep is klaar.")
    assert website.sent() == 0
