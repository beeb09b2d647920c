"""Someone speaks an answer and shows a photo; a colleague writes it out; then voice and photo are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect
from sqlalchemy import select

from panel.answering.models import DraftMedia, SealedMedia
from panel.consultations.models import Consultation
from panel.results.models import Recording
from tests.journeys.conftest import browser_path
from tests.journeys.desk import Desk
from tests.journeys.phone import QUESTIONS, Phone
from tests.journeys.website import Website
from tests.support.recordings import allow_media, photo, voice
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
FAKE_MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
PLAY = """async () => {
  const player = document.querySelector('audio');
  player.muted = true;
  await player.play();
  await new Promise((resolve) => player.addEventListener('timeupdate', resolve, { once: true }));
  return player.error === null;
}"""


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Browser]:
    """A Chromium whose microphone beeps."""
    started = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", *FAKE_MICROPHONE])
    yield started
    started.close()


def open_class(website: Website) -> int:
    made = website.open_class()
    with website.database.transaction() as session:
        allow_media(session.get_one(Consultation, made))
    return made


def rows(website: Website, table: type) -> list[object]:
    with website.database.session(reading=True) as session:
        return list(session.scalars(select(table)))


def records(page: Page) -> None:
    page.get_by_role("button", name="Zeg je antwoord").click()
    expect(page.get_by_role("timer")).to_have_text("0:01")
    page.get_by_role("button", name="Stop de opname").click()
    expect(page.locator("[data-player]")).to_be_visible()


def shows(page: Page) -> None:
    page.locator("[data-file]").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    expect(page.locator("[data-preview]")).to_be_visible()


def comes_to_the_last_question(phone: Phone) -> None:
    phone.comes_in(GROUP_CODE)
    for number in range(1, 6):
        phone.answers(number)
    phone.sees(QUESTIONS[5])


def test_spoken_shown_written_out_and_wiped(
    website: Website, new_phone: Callable[..., Phone], new_desk: Callable[..., Desk]
) -> None:
    made = open_class(website)
    phone = new_phone()
    comes_to_the_last_question(phone)
    records(phone.page)
    assert phone.page.evaluate(PLAY)
    phone.page.get_by_role("button", name="Wis de opname").click()
    phone.reads("De opname is gewist.")
    records(phone.page)
    shows(phone.page)
    phone.sees(QUESTIONS[5])
    phone.taps("Volgende")
    assert phone.looks_back()[-1] == "Met een opname\nMet een foto"
    phone.sends()
    assert (len(rows(website, DraftMedia)), len(rows(website, SealedMedia))) == (0, 2)
    website.close(made, count=True)
    desk = new_desk()
    desk.signs_in(website.found_municipality())
    desk.opens(f"/werkplek/raadplegingen/{made}/uitschrijven")
    desk.sees("Uitschrijven")
    for start, word in (("Luister en schrijf", "Een bank in de zon"), ("Kijk en schrijf", "Een leeg veld")):
        desk.page.get_by_role("button", name=start).click()
        desk.sees(QUESTIONS[5])
        if start.startswith("Luister"):
            assert desk.page.evaluate(PLAY)
        desk.fills({"Wat hoor of zie je?": word})
        desk.taps("Bewaar")
        desk.reads("Bewaard.")
        desk.page.get_by_role("button", name="Kijk na").click()
        desk.page.get_by_role("button", name="Klopt, wis").click()
        desk.reads("De opname is gewist. De woorden blijven.")
    desk.sees("Uitschrijven")
    left = [one for one in rows(website, Recording) if isinstance(one, Recording)]
    assert {(one.words, one.box, one.key_name) for one in left} == {
        ("Een bank in de zon", None, None),
        ("Een leeg veld", None, None),
    }
    assert not list(website.keys.folder.glob("*.content"))


def test_recorded_without_network_and_sent_when_it_is_back(website: Website, new_phone: Callable[..., Phone]) -> None:
    open_class(website)
    phone = new_phone()
    comes_to_the_last_question(phone)
    phone.witness.expects("net::ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    phone.page.context.set_offline(True)
    records(phone.page)
    phone.taps("Volgende")
    phone.sees("Kijk het na")
    assert rows(website, DraftMedia) == []
    phone.taps("Verstuur")
    phone.page.context.set_offline(False)
    expect(phone.page.get_by_role("heading", level=1)).to_contain_text("Bedankt", timeout=30_000)
    assert len(rows(website, SealedMedia)) == 1


def test_without_scripts_files_do_the_same(website: Website, new_phone: Callable[..., Phone]) -> None:
    open_class(website)
    phone = new_phone(javascript=False)
    comes_to_the_last_question(phone)
    phone.types("Meer bomen")
    phone.page.get_by_label("Zeg je antwoord").set_input_files(
        {"name": "a.webm", "mimeType": "audio/webm", "buffer": voice()}
    )
    phone.taps("Bewaar")
    phone.sees(QUESTIONS[5])
    phone.reads("De opname is bewaard.")
    assert phone.page.get_by_label("Jouw antwoord").input_value() == "Meer bomen"
    phone.page.get_by_label("Maak een foto").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    phone.taps("Volgende")
    phone.sends()
    assert len(rows(website, SealedMedia)) == 2


def test_a_microphone_that_may_not_be_used_gets_a_sentence(website: Website, new_phone: Callable[..., Phone]) -> None:
    open_class(website)
    phone = new_phone()
    comes_to_the_last_question(phone)
    phone.page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )
    phone.page.get_by_role("button", name="Zeg je antwoord").click()
    phone.reads("De microfoon mag niet aan.")
    phone.sees(QUESTIONS[5])
