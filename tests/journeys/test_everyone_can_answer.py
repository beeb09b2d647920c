"""Two people answer, each in every way: a fifteen-year-old in class, and someone of 58 with a letter from the town."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, Request, expect

from panel.core.reading import NAME
from tests.journeys.conftest import browser_path
from tests.journeys.listening import Listener
from tests.journeys.person import WAYS, Person, Way, polite
from tests.journeys.phone import QUESTIONS
from tests.journeys.website import Website
from tests.journeys.witness import Witness, fits
from tests.support.bus import BUS_QUESTIONS, SCHOOL
from tests.support.recordings import photo, voice
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

FAKE_MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
NewPerson = Callable[..., Person]


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Browser]:
    """A Chromium whose microphone beeps."""
    started = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", *FAKE_MICROPHONE])
    yield started
    started.close()


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Way:
    return WAYS[request.param]


@pytest.fixture
def new_person(website: Website, witness: Witness, new_context: Callable[..., BrowserContext], way: Way) -> NewPerson:
    """`new_person()`: someone with a phone of their own, who uses it in the way of this story."""
    witness.also.append(fits)

    def make() -> Person:
        # Axe would measure the colour of a button half-way its change.
        about = {"reduced_motion": "reduce", "extra_http_headers": {"Accept-Language": way.language}}
        context = new_context(javascript=way.javascript, viewport=way.viewport, has_touch=not way.keys, **about)
        if way.language != "nl":
            context.add_cookies([{"name": NAME, "value": way.language, "url": website.address}])
        page = context.new_page()
        if way.letters != 100:
            # The size in the settings of the browser itself, which needs no script.
            sizes = {"standard": 16 * way.letters // 100, "fixed": 13 * way.letters // 100}
            context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})
        return Person(page, witness, website, way)

    return make


def test_the_class_of_a_fifteen_year_old(website: Website, new_person: NewPerson, way: Way) -> None:
    consultation_id = website.open_class()
    pupil = new_person()
    brought: list[Request] = []
    pupil.page.on("request", lambda one: brought.append(one) if one.method == "POST" else None)
    listener = Listener(pupil)
    if way.javascript:
        listener.has_voice("nl-NL", "ar-EG")

    types_the_code_from_the_board(pupil)
    pupil.sees("Welkom.")
    yes, no = (pupil.button(pupil.word(one)).bounding_box() for one in ("Ik doe mee", "Ik doe niet mee"))
    assert yes
    assert no
    assert (yes["width"], yes["height"]) == (no["width"], no["height"])
    if way.javascript:
        listens(pupil, listener)
    pupil.taps("Ik doe mee")
    pupil.sees("Dit doet jouw antwoord")
    pupil.taps("Snap ik")
    pupil.sees("Wat vind je van pizza?")
    pupil.chooses("Gaat wel")
    pupil.goes_on()

    answers_the_six_questions(pupil)
    pupil.sees("Kijk het na")
    answers = ["Elke week", "Een veld, Lampen", "Weet ik niet", "Overgeslagen", "3 keer per week", "Meer lampen."]
    assert pupil.looks_back() == [pupil.word(one) for one in answers]
    pupil.acts(f"{pupil.word('Verander')} {pupil.word('vraag %(number)s', number=3)}")
    pupil.sees(QUESTIONS[2])
    pupil.chooses("Niet fijn")
    pupil.taps("Volgende" if way.javascript else "Nakijken")
    assert pupil.looks_back()[2] == "Niet fijn"
    pupil.taps_twice("Verstuur")
    pupil.sees("Bedankt.")
    assert website.sent() == 1
    assert not way.javascript or all("practice" not in (one.post_data or "") for one in brought)
    pupil.reads("482 913")
    pupil.reads(website.day_of_reply(way.language))
    pupil.hands_over()
    assert not pupil.has_cookie()

    website.close(consultation_id)
    pupil.opens(f"/meedoen/{GROUP_CODE}")
    pupil.sees("Deze groep is klaar.")
    pupil.reads("Vraag je begeleider om hulp.")


def types_the_code_from_the_board(pupil: Person) -> None:
    pupil.opens("/meedoen")
    pupil.sees("Doe mee.")
    for code in ("482 910", "482 913"):
        field = pupil.page.locator("[name=code]")
        expect(field).to_have_css("direction", "ltr")
        field.fill(code)
        pupil.taps("Verder")
        if code == "482 910":
            pupil.reads("Deze code klopt niet. Kijk nog een keer goed.")
            pupil.sees("Doe mee.")


def listens(person: Person, listener: Listener) -> None:
    """Tap "Lees voor", hear the first words of the screen, and stop."""
    person.taps("Lees voor")
    listener.says(person.page.locator("main h1").first.inner_text())
    person.witness.examine(person.page)
    person.taps("Stop")
    expect(person.page.locator(".mp-player")).to_have_count(0)


def answers_the_six_questions(pupil: Person) -> None:
    """Once "ik snap dit niet", once "weet ik niet", once "sla over", once back; with scripts also once no network."""
    network = pupil.page.context.set_offline
    pupil.sees(QUESTIONS[0])
    pupil.chooses("Elke week")
    pupil.goes_on()
    pupil.sees(QUESTIONS[1])
    pupil.taps("Ik snap dit niet")
    pupil.reads("Dank je. Wij weten nu: deze vraag is moeilijk.")
    pupil.sees(QUESTIONS[1])
    pupil.chooses("Een veld", "Lampen")
    pupil.goes_on()
    pupil.sees(QUESTIONS[2])
    pupil.chooses("Weet ik niet")
    pupil.goes_on()
    pupil.sees(QUESTIONS[3])
    pupil.taps("Sla over")
    pupil.sees(QUESTIONS[4])
    if pupil.way.javascript:
        pupil.witness.expects("net::ERR_INTERNET_DISCONNECTED", "Failed to fetch")
        network(True)
    pupil.types("3")
    pupil.goes_on()
    pupil.sees(QUESTIONS[5])
    if pupil.way.javascript:
        pupil.reads("Nog niet verstuurd. Je antwoord staat op je telefoon.")
        network(False)
    pupil.taps("Terug")
    pupil.sees(QUESTIONS[4])
    expect(pupil.page.locator("main [name=answer]")).to_have_value("3")
    pupil.goes_on()
    pupil.sees(QUESTIONS[5])
    pupil.types("Meer lampen.")
    pupil.goes_on()


def test_the_letter_of_someone_of_58(website: Website, new_person: NewPerson, way: Way) -> None:
    code = website.open_bus_letter()
    first = new_person()
    listener = Listener(first)
    if way.javascript:
        listener.has_voice("nl-NL", "ar-EG")
    comes_in_with_a_helper(first, code)
    polite(first)
    first.taps("Groter")
    first.sees("Kunt u dit goed lezen?")
    expect(first.page.locator("html")).to_have_attribute("data-letters", "large")
    first.taps("Ja")
    influence_and_practice(first)
    first.sees(BUS_QUESTIONS[0])
    polite(first)
    if way.javascript:
        listens_to_the_question(first, listener)
    first.chooses("Soms")
    first.goes_on()
    first.sees(BUS_QUESTIONS[1])
    first.chooses("Op tijd", "Rustig")
    with first.page.expect_response("**/meedoen/sync" if way.javascript else "**/meedoen/vraag/2"):
        first.goes_on()
    first.sees(BUS_QUESTIONS[2])
    first.page.close()

    later = new_person()
    comes_in_with_a_helper(later, code)
    goes_on_where_it_was(later)
    polite(later)
    later.unfolds(later.word("Wat is %(word)s?", word="‘halte’"))
    later.reads("Een plek waar de bus stopt.")
    later.chooses("Eens")
    later.goes_on()
    later.sees(BUS_QUESTIONS[3])
    polite(later)
    later.types("5")
    later.goes_on()
    later.sees(BUS_QUESTIONS[4])
    polite(later)
    later.types("Meer bussen in de avond.")
    speaks_and_shows(later)
    later.goes_on()
    later.sees(SCHOOL)
    later.chooses("Zeg ik liever niet")
    later.goes_on()
    looks_back_and_sends(later)
    assert website.sent() == 1
    polite(later)
    later.reads(website.day_of_reply(way.language))
    assert later.page.locator(".mp-words__three span").count() == 3
    later.hands_over()
    later.opens(f"/meedoen/{code}")
    later.sees("Deze code is al gebruikt.")
    assert (website.sent(), website.drafts()) == (1, 0)


def comes_in_with_a_helper(person: Person, code: str) -> None:
    person.opens(f"/meedoen/{code}")
    person.sees("Welkom.")
    person.reads("U kunt later verder met dezelfde code.")
    polite(person)
    person.taps("Iemand helpt mij")
    person.sees("Dag helper.")
    assert code not in person.page.url
    polite(person)
    person.taps("Snap ik")
    person.sees("Kunt u dit goed lezen?")


def influence_and_practice(person: Person) -> None:
    person.sees("Dit doet uw antwoord")
    polite(person)
    person.taps("Snap ik")
    person.sees("Wat vindt u van pizza?")
    polite(person)
    person.goes_on()


def goes_on_where_it_was(person: Person) -> None:
    """On another phone everything before is still there, and the first question without an answer comes."""
    person.taps("Ja")
    influence_and_practice(person)
    person.sees(BUS_QUESTIONS[2])
    person.taps("Terug")
    person.sees(BUS_QUESTIONS[1])
    person.has_chosen("Op tijd", "Rustig")
    person.goes_on()
    person.sees(BUS_QUESTIONS[2])


def listens_to_the_question(person: Person, listener: Listener) -> None:
    person.taps("Lees voor")
    listener.says(person.page.locator("main .mp-step").first.inner_text())
    listener.ends_sentence()
    listener.says(BUS_QUESTIONS[0])
    assert listener.marked() == BUS_QUESTIONS[0]
    person.taps("Stop")


def speaks_and_shows(person: Person) -> None:
    """Give a recording, without scripts from a file, and a photo."""
    page = person.page
    if person.way.javascript:
        person.taps("Zeg uw antwoord")
        expect(page.get_by_role("timer")).to_have_text("0:01")
        person.taps("Stop de opname")
        expect(page.locator("[data-player]")).to_be_visible()
        page.locator("[data-file]").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
        expect(page.locator("[data-preview]")).to_be_visible()
    else:
        page.locator("[name=voice]").set_input_files({"name": "a.webm", "mimeType": "audio/webm", "buffer": voice()})
        page.locator("[name=photo]").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    person.sees(BUS_QUESTIONS[4])


def looks_back_and_sends(person: Person) -> None:
    person.sees("Kijk het na")
    polite(person)
    *chosen, spoken, school = person.looks_back()
    assert chosen == ["Soms", "Op tijd, Rustig", person.word("Eens"), "5 minuten"]
    assert spoken.splitlines()[0] == "Meer bussen in de avond."
    assert school == person.word("Zeg ik liever niet")
    person.page.locator("[name=receipt]").check()
    person.taps_twice("Verstuur")
    person.sees("Bedankt.")
