"""A council member with one minute and a phone: the message, how sure it is, who is missing, and what happens now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from panel.consultations.models import EvidenceKind, State
from panel.core.clock import today
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.journeys.reader import Reader
from tests.journeys.website import HOST, Website
from tests.journeys.witness import fits, look
from tests.results.samples import freeze_sample

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

TITLE = "Wat vinden bewoners van de bus?"
ORDER = (".mp-outcome__question", ".mp-headline", ".mp-people", ".mp-bars", ".mp-first__kind", ".mp-facts")


@pytest.fixture
def frozen(website: Website, session: Session) -> Website:
    """A municipality with one outcome, of a sample of 612 people, whose answer is promised."""
    asked = PolicyQuestionFactory(municipality=MunicipalityFactory(host=HOST), title=TITLE)
    day = today() + dt.timedelta(days=40)
    made = ConsultationFactory(
        policy_question=asked, code="de-bus", state=State.REPORTED, evidence_kind=EvidenceKind.SAMPLE, promised_on=day
    )
    freeze_sample(session, made, 612, all_kinds=True)
    return website


def test_the_whole_message_without_touching_anything(frozen: Website, new_reader: Callable[..., Reader]) -> None:
    member = new_reader()
    member.opens("/uitslagen")
    member.sees("Uitslagen")
    member.follows(TITLE)
    member.sees(TITLE)
    places = [member.page.locator(f".mp-first {one}").first.bounding_box() for one in ORDER]
    tops = [place["y"] for place in places if place]
    assert len(tops) == len(ORDER)
    assert tops == sorted(tops)
    headline = places[1]
    assert headline is not None
    assert headline["y"] + headline["height"] < 500
    assert len(member.bars()) <= 4
    for words in ("Steekproef", "ongeveer 610 mensen", "Hoe zeker is dit?", "Wie missen we?", "Wat gebeurt er nu?"):
        member.reads(words)
    fits(member.page)
    assert not member.loaded_plotly()
    look(member.page, "uitslag-in-een-minuut")


def test_comparing_groups_and_keeping_a_chart(frozen: Website, new_reader: Callable[..., Reader]) -> None:
    member = new_reader(accept_downloads=True)
    member.opens("/uitslag/de-bus")
    part = member.question("Hoe veilig voel je je bij de halte?")
    part.get_by_text("Vergelijk: Leeftijd").click()
    figure = part.locator("figure").nth(1)
    figure.get_by_text("Bekijk de cijfers").click()
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-chart-state", "drawn")
    expect(figure.locator(".legend .traces")).to_have_count(6)
    fits(member.page)
    member.witness.examine(member.page)
    with member.page.expect_download() as kept:
        figure.get_by_role("button", name="Bewaar als plaatje").click()
    assert kept.value.suggested_filename == "cijfers-2-age.png"


def test_without_scripts_the_page_says_the_same(frozen: Website, new_reader: Callable[..., Reader]) -> None:
    plain, usual = new_reader(javascript=False), new_reader()
    for reader in (plain, usual):
        reader.opens("/uitslag/de-bus")
    assert plain.headline == usual.headline
    assert plain.bars() == usual.bars()
    part = plain.question("Wat moet er met de bus gebeuren?")
    part.get_by_text("Bekijk de cijfers").first.click()
    expect(part.get_by_role("table").first).to_be_visible()
    expect(plain.page.get_by_role("button", name="Print")).to_have_count(0)


def test_from_right_to_left_nothing_sticks_out(frozen: Website, new_reader: Callable[..., Reader]) -> None:
    member = new_reader()
    member.opens("/uitslag/de-bus")
    member.page.evaluate("() => { document.documentElement.dir = 'rtl' }")
    member.page.evaluate("() => document.querySelectorAll('details').forEach(more => { more.open = true })")
    fits(member.page)


def test_on_paper_it_is_one_sheet(frozen: Website, new_reader: Callable[..., Reader]) -> None:
    member = new_reader()
    member.opens("/uitslag/de-bus")
    sheet = member.page.pdf(format="A4")
    assert sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page ") == 1


def test_everybody_reads_how_it_was_measured(frozen: Website, new_reader: Callable[..., Reader]) -> None:
    member = new_reader()
    member.opens("/uitslag/de-bus")
    member.follows("Hoe meten wij? Lees de uitleg")
    member.sees("Hoe hebben we dit gemeten?")
    fits(member.page)
