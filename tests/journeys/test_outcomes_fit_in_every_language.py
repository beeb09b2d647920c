"""On a small phone an outcome fits in every language, and no word beside a colour is broken in two."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page
from sqlalchemy.orm import Session

from panel.consultations.models import State
from panel.core.reading import LANGUAGES, NAME
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.journeys.website import HOST, Website
from tests.journeys.witness import fits
from tests.results.map_samples import freeze_mapped

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
# A word stands on one line when the box around its letters is as high as the letters are.
BROKEN = """() => [...document.querySelectorAll('.mp-scale__word, .mp-scale__ends')].flatMap(part => {
    const found = [], walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let text = walk.nextNode(); text; text = walk.nextNode())
        for (const word of text.data.matchAll(/\\S+/g)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map(one => Math.round(one.top))).size > 1) found.push(word[0]);
        }
    return found;
})"""
# The arrow at an end of a scale stands beside its word, not under it.
LOOSE_ARROWS = """() => [...document.querySelectorAll('.mp-scale__ends > span')].filter(end => {
    const [one, other] = [...end.children].map(part => part.getBoundingClientRect());
    return one.bottom <= other.top || other.bottom <= one.top;
}).length"""


@pytest.fixture
def statements(website: Website, session: Session) -> Website:
    """An outcome of statements with a map: many scales, and long words in Turkish."""
    asked = PolicyQuestionFactory(municipality=MunicipalityFactory(host=HOST), title="Wat vinden we?")
    freeze_mapped(session, ConsultationFactory(policy_question=asked, code="stellingen", state=State.REPORTED))
    return website


def test_at_360_pixels_words_stay_whole(statements: Website, new_context: Callable[..., BrowserContext]) -> None:
    context = new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    for language in LANGUAGES:
        context.add_cookies([{"name": NAME, "value": language, "url": statements.address}])
        page.goto(f"{statements.address}/uitslag/stellingen")
        assert page.locator("html").get_attribute("lang") == language
        stands_well(page)
        page.evaluate(OPEN_ALL)
        stands_well(page)


def stands_well(page: Page) -> None:
    fits(page)
    assert page.locator(".mp-scale__word").count() > 10
    assert page.evaluate(BROKEN) == [], page.locator("html").get_attribute("lang")
    assert page.evaluate(LOOSE_ARROWS) == 0
