"""An outcome in another language reads as its reader writes: its own commas, its own titles, its own months."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from panel.municipalities.models import Municipality
from tests.council.test_outcome_languages import consultation, reads, town
from tests.results.map_samples import freeze_mapped
from tests.support.foreign_text import own_texts
from tests.support.respondent_texts import LANGUAGES
from tests.support.visitor import Visitor

pytestmark = pytest.mark.sqlite
__all__ = ["town"]

ADDRESSES = ("/uitslagen", "/uitslag/de-bus", "/uitslag/te-klein", "/uitslag/loopt-nog", "/uitslag/gestopt",
             "/uitslag/stellingen")  # fmt: skip
ARABIC_LETTER, DIRECTION = "[\u0600-\u06ff]", "[\u2066-\u2069\\s]*"
# A comma between figures is how Arabic groups thousands here; beside a letter it is Latin.
LATIN_MARK = re.compile(f"{ARABIC_LETTER}{DIRECTION}[,;?]|[,;?]{DIRECTION}{ARABIC_LETTER}")
TITLE = re.compile("<title>(.*?)</title>", re.DOTALL)
DUTCH_MONTHS = re.compile(r"\b(januari|februari|maart|mei|juni|juli|augustus|oktober)\b")


@pytest.fixture
def mapped(session: Session, town: Municipality) -> Municipality:
    """The town, with an outcome that has a map of opinions as well."""
    freeze_mapped(session, consultation(town, "stellingen"))
    return town


def test_arabic_has_no_latin_comma(client: Visitor, mapped: Municipality) -> None:
    visitor = reads(client, mapped, "ar")
    for address in ADDRESSES:
        texts = own_texts(visitor.get(address).text, "ar")
        assert [one for one in texts if LATIN_MARK.search(one)] == [], address


def test_a_latin_comma_would_be_found() -> None:
    for wrong in ("المجموعة A, حوالي 135 شخصًا", "نعم, لا", "لماذا?"):
        assert LATIN_MARK.search(wrong)
    assert not LATIN_MARK.search("شارك حوالي 610 من أصل 2,150، ثم لا.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_days_are_in_the_language_of_the_page(client: Visitor, mapped: Municipality, language: str) -> None:
    kept = {}
    for cookie in ("nl", language):
        visitor = reads(client, mapped, cookie)
        kept[cookie] = {address: visitor.get(address).text for address in ADDRESSES}
    for address in ("/uitslagen", "/uitslag/de-bus", "/uitslag/te-klein", "/uitslag/stellingen"):
        dutch, foreign = (TITLE.findall(kept[one][address])[0] for one in ("nl", language))
        assert "Uitslag" in dutch
        assert "Uitslag" not in foreign, address
    assert any(DUTCH_MONTHS.search(page) for page in kept["nl"].values())
    said = [text for page in kept[language].values() for text in own_texts(page, language)]
    assert [text for text in said if DUTCH_MONTHS.search(text)] == []
