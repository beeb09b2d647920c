"""A class answers six questions on phones, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.phone import REVIEW, Phone
from tests.journeys.website import Website
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_student_goes_from_the_code_to_the_thanks(
    website: Website, new_phone: Callable[..., Phone], javascript: bool
) -> None:
    website.open_class()
    phone = new_phone(javascript=javascript)
    phone.comes_in("482 913")
    phone.answers_everything()
    assert phone.looks_back() == REVIEW
    assert website.sent() == 0
    phone.sends()
    phone.reads("De groep praat erover.")
    phone.reads(f"{GROUP_CODE[:3]} {GROUP_CODE[3:]}")
    assert website.sent() == 1
    assert website.drafts() == 0
