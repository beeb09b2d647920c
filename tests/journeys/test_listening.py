"""Someone listens instead of reading: to a person's voice, to the phone's own, or to the server's."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from panel.app import create_app
from panel.consultations.models import Consultation, Option, Question
from panel.core.context import settings
from panel.media.folder import MediaFolder
from panel.media.service import keep_sound
from tests.journeys.listening import Listener
from tests.journeys.phone import QUESTIONS, Phone
from tests.journeys.website import Website, served
from tests.media.making import tone
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
FIRST_SCREEN = ["Vraag 1 van 6", QUESTIONS[0], "Elke week", "Soms", "Nooit", "Weet ik niet", "Knop: Volgende"]


def record(website: Website, *, question: str, option: str) -> None:
    """Give one question and one of its answers a recording."""
    with website.app.app_context():
        folder = MediaFolder(settings().media)
    with website.database.transaction() as session:
        asked = session.scalars(select(Question).where(Question.key == question)).one()
        answer = session.scalars(select(Option).where(Option.question_id == asked.id, Option.key == option)).one()
        town = session.get_one(Consultation, asked.consultation_id).municipality_id
        asked.audio_id = keep_sound(session, folder, municipality_id=town, content=tone(0.6)).id
        answer.audio_id = keep_sound(session, folder, municipality_id=town, content=tone(0.6)).id


def test_the_phones_own_voice_reads_the_screen_in_order(website: Website, new_phone: Callable[..., Phone]) -> None:
    website.open_class()
    phone = new_phone()
    listener = Listener(phone).has_voice("nl-NL")
    sounds = listener.follows_sounds()
    phone.comes_in(GROUP_CODE)
    assert listener.said() == [], "nothing plays by itself"
    listener.listens()
    expect(listener.button).to_have_attribute("aria-pressed", "true")
    listener.says("Vraag 1 van 6")
    assert listener.marked() == "Vraag 1 van 6"
    listener.ends_sentence()
    listener.says(QUESTIONS[0])
    assert listener.marked() == QUESTIONS[0]
    phone.witness.examine(phone.page)
    said = listener.hears_to_the_end()
    assert [words for words in said if words in FIRST_SCREEN] == FIRST_SCREEN
    expect(listener.button).to_have_attribute("aria-pressed", "false")
    assert phone.page.locator(".mp-reading-now").count() == 0
    assert sounds == []
    assert {language for _words, _rate, language in listener.heard()} == {"nl-NL"}


def test_pause_goes_on_where_it_was_and_slower_stays_for_the_next_screens(
    website: Website, new_phone: Callable[..., Phone]
) -> None:
    website.open_class()
    phone = new_phone()
    listener = Listener(phone).has_voice("nl-NL")
    phone.comes_in(GROUP_CODE)
    listener.listens()
    listener.says("Vraag 1 van 6")
    listener.ends_sentence()
    listener.says(QUESTIONS[0])
    listener.taps_player("Pauze")
    assert listener.marked() == QUESTIONS[0]
    expect(phone.page.get_by_role("button", name="Ga door", exact=True)).to_be_focused()
    phone.witness.examine(phone.page)
    count = len(listener.said())
    phone.page.wait_for_timeout(200)
    assert len(listener.said()) == count
    listener.taps_player("Ga door")
    phone.page.wait_for_function("count => window.heard.length > count", arg=count)
    assert listener.said()[-1] == QUESTIONS[0]
    listener.taps_player("Langzamer")
    phone.page.wait_for_function("count => window.heard.length > count", arg=count + 1)
    quick, slow = listener.heard()[-2][1], listener.heard()[-1][1]
    assert slow < quick
    phone.chooses("Elke week")
    phone.taps("Volgende")
    phone.sees(QUESTIONS[1])
    assert phone.page.locator(".mp-player").count() == 0, "another screen ends the voice"
    listener.listens()
    slower = phone.page.get_by_role("button", name="Langzamer", exact=True)
    expect(slower).to_have_attribute("aria-pressed", "true")
    assert listener.heard()[-1][1] == slow
    listener.taps_player("Stop")
    expect(listener.button).to_be_focused()
    assert phone.page.locator(".mp-player").count() == 0


def test_the_loudspeaker_beside_an_answer_reads_it_and_chooses_nothing(
    website: Website, new_phone: Callable[..., Phone]
) -> None:
    website.open_class()
    phone = new_phone()
    listener = Listener(phone).has_voice("nl-NL")
    phone.comes_in(GROUP_CODE)
    beside = phone.page.get_by_role("button", name="Lees voor: Soms", exact=True)
    box = beside.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 48
    beside.click()
    listener.says("Soms")
    expect(beside).to_have_attribute("aria-pressed", "true")
    assert listener.marked() == "Soms"
    listener.ends_sentence()
    expect(beside).to_have_attribute("aria-pressed", "false")
    assert listener.said() == ["Soms"]
    assert phone.page.locator(".mp-answer__input:checked").count() == 0
    beside.focus()
    phone.page.keyboard.press("Enter")
    phone.page.wait_for_function("() => window.heard.length === 2")
    assert phone.page.locator(".mp-answer__input:checked").count() == 0


def test_a_person_who_was_recorded_comes_first(website: Website, new_phone: Callable[..., Phone]) -> None:
    website.open_class()
    record(website, question="how-often", option="sometimes")
    phone = new_phone()
    listener = Listener(phone).has_voice("nl-NL")
    played: list[str] = []
    phone.page.on("request", lambda one: played.append(one.url) if "/media/" in one.url else None)
    phone.comes_in(GROUP_CODE)
    assert played == [], "a recording only comes when someone listens"
    listener.listens()
    said = listener.hears_to_the_end()
    assert len(set(played)) == 2
    assert QUESTIONS[0] not in said
    assert "Soms" not in said
    assert {"Vraag 1 van 6", "Elke week", "Nooit"} <= set(said)


@pytest.mark.parametrize("voices", [(), ("en-GB",)], ids=["mute", "English only"])
def test_a_phone_without_a_voice_for_the_page_hears_the_server(
    website: Website, new_phone: Callable[..., Phone], voices: tuple[str, ...]
) -> None:
    website.open_class()
    phone = new_phone()
    listener = Listener(phone).has_voice(*voices)
    phone.comes_in(GROUP_CODE)
    sounds = listener.follows_sounds()
    phone.page.get_by_role("button", name="Lees voor: Elke week", exact=True).click()
    player = phone.page.locator(".mp-player")
    expect(player).to_be_visible()
    expect(player).to_have_count(0)
    assert len(sounds) == 1
    heard = phone.page.evaluate("document.querySelector('[data-listen]').sound.duration")
    assert heard > 0.3
    assert listener.said() == []


def test_a_voice_that_lives_elsewhere_is_not_used(website: Website, new_phone: Callable[..., Phone]) -> None:
    """Such a voice would send the words of the screen, and of an answer, to another company."""
    website.open_class()
    phone = new_phone()
    listener = Listener(phone).has_voice("nl-NL", local=False)
    phone.comes_in(GROUP_CODE)
    listener.listens()
    listener.taps_player("Stop")
    assert listener.said() == []


def test_own_answers_are_read_by_the_phone_only(website: Website, new_phone: Callable[..., Phone]) -> None:
    website.open_class()
    speaking = new_phone()
    listener = Listener(speaking).has_voice("nl-NL")
    speaking.comes_in(GROUP_CODE)
    speaking.answers_everything()
    listener.listens()
    assert "Meer lampen bij het veld." in listener.hears_to_the_end()
    mute = new_phone()
    asked = Listener(mute).has_voice().follows_sounds()
    mute.comes_in(GROUP_CODE)
    mute.answers_everything()
    Listener(mute).listens()
    mute.page.wait_for_function("() => document.querySelector('[data-listen]').sound.currentTime > 0.2")
    expect(mute.page.locator(".mp-player")).to_have_count(0, timeout=60_000)
    assert asked
    listed = mute.page.request.get("/meedoen/nakijken?voorlezen=lijst").text()
    assert "Meer lampen" not in listed
    assert "Elke week" not in listed


def test_without_network_a_mute_phone_says_so_in_one_sentence(
    website: Website, new_phone: Callable[..., Phone]
) -> None:
    website.open_class()
    phone = new_phone()
    phone.witness.expects("ERR_INTERNET_DISCONNECTED")
    listener = Listener(phone).has_voice()
    phone.comes_in(GROUP_CODE)
    listener.listens()
    listener.taps_player("Stop")
    phone.page.context.set_offline(True)
    listener.listens()
    said = phone.page.get_by_role("status").filter(has_text="Voorlezen lukt nu niet.")
    expect(said).to_have_text("Voorlezen lukt nu niet. Er is geen internet.")
    phone.witness.examine(phone.page)
    phone.page.context.set_offline(False)
    listener.taps_player("Stop")


def test_without_any_voice_there_is_no_button(
    website: Website, new_phone: Callable[..., Phone], tmp_path: Path
) -> None:
    website.open_class()
    with website.app.app_context():
        here = settings().model_copy(update={"speech_program": ""})
    with served(create_app(here)) as silent:
        phone = new_phone()
        phone.witness.address = silent.address
        Listener(phone).has_voice()
        phone.page.goto(f"{silent.address}/meedoen")
        phone.sees("Doe mee.")
        assert not phone.page.get_by_text("Lees voor", exact=True).is_visible()


def test_without_scripts_the_browsers_own_player_reads_the_screen(
    website: Website, new_phone: Callable[..., Phone]
) -> None:
    website.open_class()
    phone = new_phone(javascript=False)
    phone.comes_in(GROUP_CODE)
    assert not phone.page.get_by_role("button", name="Lees voor: Soms").is_visible()
    player = phone.page.locator("audio")
    expect(player).to_have_count(1)
    expect(player).to_have_attribute("preload", "none")
    sound = phone.page.request.get(str(player.get_attribute("src")))
    assert sound.headers["content-type"] == "audio/mp4"
    assert sound.body()[4:8] == b"ftyp"
    player.evaluate("audio => audio.play()")
    # Without scripts the page has no clock to wait with.
    for _ in range(50):
        if player.evaluate("audio => audio.currentTime") > 0.2:
            return
        time.sleep(0.1)
    pytest.fail("the player did not play")
