"""An officer writes a bad question and makes it a good one with what the reading check says under the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Route, expect
from sqlalchemy import select

from panel.accounts.models import User
from panel.consultations.models import Question
from tests.consultations.making import ready_consultation
from tests.journeys.desk import Desk
from tests.journeys.keyboard import Keyboard
from tests.journeys.listening import VOICE
from tests.journeys.website import Website
from tests.journeys.witness import fits

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
DOOR = "**/werkplek/leescheck"
BAD = "😀👍🏽 Hallo. De gemeente tracht te helpen."
GOOD = "😀👍🏽 Hallo. De gemeente probeert te helpen."
CURSOR = "field => [field.selectionStart, field.selectionEnd]"
CHOSEN = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
LARGE = "() => { document.documentElement.style.fontSize = '200%' }"


class Writer(Desk):
    """An officer with one question open in the editor."""

    @property
    def text(self) -> Locator:
        return self.page.locator("#field-text")

    @property
    def easy(self) -> Locator:
        return self.page.locator("#field-easy_text")

    @property
    def findings(self) -> Locator:
        """What stands under the official text."""
        return self.page.locator("#advice-text")

    @property
    def spoken(self) -> Locator:
        """What a screen reader was told last."""
        return self.page.locator("main > p[role=status].mp-hidden")


@pytest.fixture
def question(website: Website) -> str:
    """The address of a question in a draft."""
    website.found_municipality()
    with website.database.session() as session:
        made = ready_consultation(session, session.scalars(select(User)).one())
        return f"/werkplek/raadplegingen/{made.id}/vragen/{made.questions[0].id}"


@pytest.fixture
def new_writer(website: Website, new_desk: Callable[..., Desk], question: str) -> Callable[..., Writer]:
    """`new_writer()`, or `new_writer(javascript=False)`."""

    def make(**about: bool) -> Writer:
        desk = new_desk(**about)
        writer = Writer(desk.page, desk.witness)
        writer.signs_in("sanne@proefstad.example")
        writer.opens(question)
        writer.sees("Vraag 1")
        return writer

    return make


def stored(website: Website) -> str:
    with website.database.session(reading=True) as session:
        return session.scalars(select(Question).order_by(Question.id)).first().text  # type: ignore[union-attr]


def test_by_keyboard_only_a_bad_question_becomes_a_good_one(
    website: Website, new_writer: Callable[..., Writer]
) -> None:
    writer = new_writer()
    keys = Keyboard(writer.page)
    keys.reaches("De vraag")
    keys.presses("Control+a")
    keys.types(BAD)
    expect(writer.findings).to_contain_text("‘tracht’ kan makkelijker.")
    expect(writer.findings).to_contain_text("score")
    expect(writer.spoken).to_contain_text("De vraag: ")
    writer.sees("Vraag 1")
    keys.presses("ArrowLeft")
    before = writer.text.evaluate(CURSOR)
    keys.reaches("Vervang ‘tracht’ door probeert")
    keys.presses("Enter")
    expect(writer.text).to_have_value(GOOD)
    expect(writer.text).to_be_focused()
    assert writer.text.evaluate(CURSOR) == [place + len("probeert") - len("tracht") for place in before]
    expect(writer.spoken).to_contain_text("Vervangen: ‘tracht’ door ‘probeert’.")
    expect(writer.findings).not_to_contain_text("tracht")
    writer.sees("Vraag 1")
    keys.presses("Control+z")
    expect(writer.text).to_have_value(BAD)
    expect(writer.findings).to_contain_text("‘tracht’ kan makkelijker.")
    keys.reaches("Vervang ‘tracht’ door probeert")
    keys.presses("Space")
    keys.reaches("Bewaar")
    keys.presses("Enter")
    writer.reads("Bewaard.")
    assert stored(website) == GOOD


def test_a_tap_on_a_finding_chooses_its_words_also_after_more_was_typed(new_writer: Callable[..., Writer]) -> None:
    writer = new_writer()
    writer.text.fill(BAD)
    expect(writer.findings).to_contain_text("tracht")
    writer.findings.get_by_role("link", name="tracht").click()
    expect(writer.text).to_be_focused()
    assert writer.text.evaluate(CHOSEN) == "tracht"
    expect(writer.spoken).to_have_text("Gekozen in de tekst: ‘tracht’.")
    # The list is still about the older text: the network holds the newer question up.
    writer.page.route(DOOR, lambda _route: None)
    writer.text.fill(f"👩‍👩‍👧‍👦 En dan: {BAD}")
    writer.findings.get_by_role("link", name="tracht").click()
    assert writer.text.evaluate(CHOSEN) == "tracht"
    writer.text.fill(BAD.replace("tracht", "trachtte"))
    writer.findings.get_by_role("link", name="tracht").click()
    expect(writer.spoken).to_contain_text("De tekst is intussen anders.")


def test_an_answer_that_comes_too_late_is_dropped(new_writer: Callable[..., Writer]) -> None:
    writer = new_writer()
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    writer.page.route(DOOR, hold_the_first)
    writer.text.fill("Dit is de eerste poging om te implementeren.")
    writer.page.wait_for_timeout(600)
    assert held
    writer.text.fill(BAD)
    expect(writer.findings).to_contain_text("tracht")
    expect(writer.findings).not_to_contain_text("implementeren")


def test_without_network_it_stops_quietly_and_goes_on_later(new_writer: Callable[..., Writer]) -> None:
    writer = new_writer()
    writer.witness.expects("ERR_INTERNET_DISCONNECTED")
    writer.text.fill("Hoe vaak sport je?")
    expect(writer.findings).to_contain_text("De leescheck vond niets")
    writer.page.context.set_offline(True)
    writer.text.fill(BAD)
    writer.reads("Geen internet. De leescheck leest weer mee als het er is.")
    expect(writer.text).to_have_value(BAD)
    writer.sees("Vraag 1")
    writer.page.context.set_offline(False)
    expect(writer.findings).to_contain_text("‘tracht’ kan makkelijker.")
    expect(writer.page.get_by_text("Geen internet. De leescheck")).to_be_hidden()


def test_without_scripts_a_button_checks_and_a_button_mends(
    website: Website, new_writer: Callable[..., Writer]
) -> None:
    writer = new_writer(javascript=False)
    writer.text.fill(BAD)
    writer.taps("Check de tekst")
    writer.sees("Vraag 1")
    expect(writer.findings).to_contain_text("‘tracht’ kan makkelijker.")
    assert stored(website) == "Hoe vaak sport jij?"
    writer.findings.get_by_role("button", name="probeert").click()
    writer.reads("Vervangen: ‘tracht’ door ‘probeert’.")
    expect(writer.text).to_have_value(GOOD)
    writer.page.locator("#field-hint").press("Enter")
    writer.reads("Bewaard.")
    assert stored(website) == GOOD


def test_the_easy_text_is_written_beside_the_official_one(new_writer: Callable[..., Writer]) -> None:
    writer = new_writer()
    writer.text.fill(
        "De gemeente tracht de kosten van het onderhoud van de velden voor alle clubs in de stad te verlagen."
    )
    begin = writer.page.get_by_role("button", name="Begin met de officiële tekst")
    begin.click()
    expect(writer.easy).to_have_value(writer.text.input_value())
    expect(begin).to_be_hidden()
    writer.easy.fill("De gemeente wil dat de velden minder geld kosten.")
    compared = writer.page.locator("[data-compares]")
    expect(compared).to_be_visible()
    longest = compared.locator("[data-figure=longest]")
    expect(longest.first).to_have_text("19")
    expect(longest.last).to_have_text("9")
    official, easy = writer.text.bounding_box(), writer.easy.bounding_box()
    assert official
    assert easy
    assert official["x"] + official["width"] <= easy["x"], "beside each other"
    writer.sees("Vraag 1")
    for width, height in ((768, 1024), (360, 740)):
        writer.page.set_viewport_size({"width": width, "height": height})
        fits(writer.page)
    below = writer.easy.bounding_box()
    official = writer.text.bounding_box()
    assert below
    assert official
    assert below["y"] > official["y"] + official["height"], "below each other on a phone"
    writer.page.evaluate(LARGE)
    fits(writer.page)


def test_the_question_is_heard_from_the_editor_as_a_participant_hears_it(
    new_desk: Callable[..., Desk], question: str
) -> None:
    desk = new_desk()
    desk.page.context.add_init_script(VOICE.replace("LANGUAGES", "['nl-NL']").replace("LOCAL", "true"))
    writer = Writer(desk.page, desk.witness)
    writer.signs_in("sanne@proefstad.example")
    writer.opens(question)
    writer.sees("Vraag 1")
    writer.sees_on_the_phone("Hoe vaak sport jij?")
    writer.taps("Luister naar deze vraag")
    phone = writer.preview.locator("html")
    expect(writer.preview.get_by_role("region", name="Voorlezen")).to_be_visible()
    said: list[str] = []
    for _ in range(12):
        said += phone.evaluate("() => { const last = window.heard.slice(-1)[0]; return last ? [last[0]] : [] }")
        phone.evaluate("() => window.endSentence()")
        writer.page.wait_for_timeout(50)
    assert "Hoe vaak sport jij?" in said
    assert "Elke week" in said
