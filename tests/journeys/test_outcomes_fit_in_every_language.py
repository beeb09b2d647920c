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

# On paper that is full, every line is wholly on the sheet or wholly off it; the square that leads to the rest is on it.
SHORT_PAPER = "() => { document.querySelector('.mp-outcome').style.blockSize = '95mm' }"
CUT_LINES = """() => {
    const sheet = document.querySelector('.mp-outcome'), edge = sheet.getBoundingClientRect(), found = [];
    const walk = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
    for (let text = walk.nextNode(); text; text = walk.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const line of range.getClientRects())
            if (line.width > 1 && line.top < edge.bottom - 1 && line.bottom > edge.bottom + 1
                && line.left < edge.right && line.right > edge.left) found.push(text.data.trim());
    }
    return found;
}"""


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


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_on_paper_no_line_is_cut_in_half(
    statements: Website, new_context: Callable[..., BrowserContext], language: str
) -> None:
    context = new_context(viewport={"width": 690, "height": 1000})
    context.add_cookies([{"name": NAME, "value": language, "url": statements.address}])
    page = context.new_page()
    page.goto(f"{statements.address}/uitslag/stellingen")
    page.emulate_media(media="print")
    page.evaluate(SHORT_PAPER)
    assert page.evaluate("() => document.querySelector('.mp-outcome').scrollWidth") > 690
    assert page.evaluate(CUT_LINES) == []
    square, sheet = (page.locator(one).bounding_box() for one in (".mp-paper .mp-qr", ".mp-outcome"))
    assert square is not None
    assert sheet is not None
    assert sheet["x"] - 1 <= square["x"] <= sheet["x"] + sheet["width"] - square["width"] + 1
    assert square["y"] + square["height"] < sheet["y"] + sheet["height"]
