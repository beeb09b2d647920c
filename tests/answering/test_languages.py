"""The same questions in six languages and in easy Dutch: only what is read changes, never what is answered."""

from __future__ import annotations

import re

import flask
import pytest
from flask_babel import gettext
from sqlalchemy.orm import Session

from panel.answering.routes.blueprint import answering
from panel.consultations.models import Consultation, ConsultationTranslation, OptionTranslation, QuestionTranslation
from panel.core.i18n import choose_words
from panel.core.reading import NAME
from tests.answering.conftest import Phone
from tests.support.scene import GROUP_CODE

LANGUAGES = ("nl", "en", "ar", "tr", "pl", "uk")
ARABIC_QUESTION = "كم مرة تمارس الرياضة في حيّك؟"


@pytest.fixture
def translated(session: Session, consultation: Consultation) -> Consultation:
    """The class consultation with its first question in Arabic, and two of its three answers."""
    first = consultation.questions[0]
    consultation.translations.append(ConsultationTranslation(language="ar", topic="الرياضة في حيّك", source="x"))
    first.translations.append(QuestionTranslation(language="ar", text=ARABIC_QUESTION, source="x"))
    for option, text in zip(first.options[:2], ("كل أسبوع", "أحيانًا"), strict=True):
        option.translations.append(OptionTranslation(language="ar", text=text, source="x"))
    consultation.edition += 1
    session.commit()
    return consultation


def reads(phone: Phone, cookie: str) -> Phone:
    phone.client.set_cookie(NAME, cookie)
    return phone


def said(app: flask.Flask, cookie: str, dutch: str) -> str:
    """Return a sentence of ours as a reader with this cookie gets it."""
    with app.test_request_context("/meedoen", headers={"Cookie": f"{NAME}={cookie}"}):
        choose_words()
        return str(gettext(dutch))


def tag(page: str) -> str:
    found = re.search(r"<html[^>]*>", page)
    assert found
    return found.group()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_speaks_the_language_that_was_chosen(phone: Phone, sqlite_app: flask.Flask, language: str) -> None:
    reads(phone, language)
    phone.begin()
    direction = "rtl" if language == "ar" else "ltr"
    for address in ("/meedoen", "/meedoen/invloed", "/meedoen/oefenen", "/meedoen/vraag/1", "/hulp", "/leeshulp", "/"):
        phone.open(address)
        assert tag(phone.page).startswith(f'<html lang="{language}" dir="{direction}"'), address
    phone.open("/meedoen/vraag/1")
    assert said(sqlite_app, language, "Volgende") in phone.page


@pytest.mark.parametrize(
    "cookie", ["zz", "large.xx.ar", "nl_SIMPLE", "nl-simple", "../../etc", "%00", "ar" * 3000, '"', "{{7*7}}", "é", "."]
)
def test_a_cookie_with_anything_in_it_never_breaks_a_page(phone: Phone, cookie: str) -> None:
    response = phone.client.get("/meedoen", headers={"Cookie": f"{NAME}={cookie}".encode().decode("latin-1")})
    assert response.status_code == 200
    assert "{{7*7}}" not in tag(response.get_data(as_text=True))


def test_the_page_comes_with_the_letters_that_were_chosen(phone: Phone) -> None:
    reads(phone, "largest.easy.high.calm").open("/meedoen")
    for word in ('data-letters="largest"', 'data-contrast="high"', 'data-calm="yes"', 'data-easy="yes"', 'lang="nl"'):
        assert word in tag(phone.page)
    reads(phone, "").open("/meedoen")
    assert "data-" not in tag(phone.page)


def test_a_translated_question_is_shown_and_what_is_not_translated_says_so(
    phone: Phone, translated: Consultation, sqlite_app: flask.Flask
) -> None:
    reads(phone, "ar").begin()
    assert ARABIC_QUESTION in phone.page
    assert "كل أسبوع" in phone.page
    assert '<span class="mp-answer__words" lang="nl" dir="ltr">Nooit</span>' in phone.page
    assert said(sqlite_app, "ar", "Een deel is er alleen in het Nederlands.") in phone.page
    phone.open("/meedoen/vraag/3")
    assert '<h1 class="mp-question__title" lang="nl" dir="ltr">Hoe fijn vind je jouw buurt?</h1>' in phone.page
    assert said(sqlite_app, "ar", "Deze vraag is er alleen in het Nederlands.") in phone.page


def test_the_welcome_says_that_part_of_the_questions_is_in_dutch(
    phone: Phone, translated: Consultation, sqlite_app: flask.Flask
) -> None:
    reads(phone, "ar").open(f"/meedoen/{GROUP_CODE}")
    assert "الرياضة في حيّك" in phone.page
    assert said(sqlite_app, "ar", "Een deel is er alleen in het Nederlands.") in phone.page
    reads(phone, "pl").open(f"/meedoen/{GROUP_CODE}")
    assert said(sqlite_app, "pl", "De vragen zijn er alleen in het Nederlands.") in phone.page
    reads(phone, "nl").open(f"/meedoen/{GROUP_CODE}")
    assert "alleen in het Nederlands" not in phone.page


def test_an_answer_counts_the_same_in_every_language(phone: Phone, translated: Consultation) -> None:
    reads(phone, "ar").begin()
    phone.answer_everything()
    phone.open("/meedoen/nakijken")
    assert ARABIC_QUESTION in phone.page
    assert "كل أسبوع" in phone.page
    reads(phone, "nl").open("/meedoen/nakijken")
    assert "Elke week" in phone.page
    assert "كل أسبوع" not in phone.page


def test_two_readers_of_one_consultation_never_get_each_others_screens(phone: Phone, translated: Consultation) -> None:
    phone.begin()
    for cookie, title in (
        ("ar", ARABIC_QUESTION),
        ("", "Hoe vaak sport jij in jouw buurt?"),
        ("easy", "Sport je vaak"),
    ):
        reads(phone, cookie).open("/meedoen/schermen")
        first = phone.page.split('data-screen="2"')[0]
        assert title in first.split("<details")[0], cookie


def test_easy_reading_shows_the_easy_question_and_keeps_the_official_one(phone: Phone) -> None:
    reads(phone, "easy").begin()
    assert '<h1 class="mp-question__title">Sport je vaak buiten?</h1>' in phone.page
    assert "<p>Hoe vaak sport jij in jouw buurt?</p>" in phone.page


def test_easy_dutch_uses_its_own_sentences_and_only_for_dutch_readers(sqlite_app: flask.Flask) -> None:
    with sqlite_app.test_request_context("/meedoen", headers={"Cookie": f"{NAME}=easy"}):
        choose_words()
        domain = sqlite_app.extensions["meepraat_easy_words"]
        assert domain.get_translations() is not None
        assert gettext("Een tekst die nergens staat") == "Een tekst die nergens staat"
    assert said(sqlite_app, "easy.ar", "Volgende") == said(sqlite_app, "ar", "Volgende")


def test_an_error_on_an_answer_is_told_in_the_readers_language(phone: Phone, sqlite_app: flask.Flask) -> None:
    reads(phone, "tr").begin()
    phone.tap("/meedoen/vraag/1", do="NEXT")
    assert said(sqlite_app, "tr", "Kies een antwoord. Overslaan mag ook.") in phone.page


def test_digits_of_other_scripts_are_understood(phone: Phone) -> None:
    phone.open("/meedoen")
    assert phone.tap("/meedoen", code="٤٨٢ ٩١٣").request.path == "/meedoen/welkom"
    phone.tap("/meedoen/start")
    phone.tap("/meedoen/vraag/5", answer="١٢", do="NEXT")
    phone.open("/meedoen/nakijken")
    assert "12 keer per week" in phone.page


def test_the_browsers_language_is_offered_but_never_chosen_silently(phone: Phone) -> None:
    page = phone.client.get("/meedoen", headers={"Accept-Language": "uk-UA,uk;q=0.9"}).get_data(as_text=True)
    assert tag(page).startswith('<html lang="nl"')
    assert re.search(r'name="language" value="uk" lang="uk"[^>]*>.*?Українська', page, re.DOTALL)
    page = phone.client.get("/meedoen", headers={"Accept-Language": "de,fr"}).get_data(as_text=True)
    assert 'class="mp-own-language"' not in page


def test_a_choice_is_kept_on_the_device_and_brings_back_where_someone_was(phone: Phone) -> None:
    phone.begin()
    response = phone.client.post("/leeshulp", data={"letters": "large", "terug": "/meedoen/vraag/3"})
    assert response.headers["Location"] == "/meedoen/vraag/3"
    (cookie,) = [line for line in response.headers.getlist("Set-Cookie") if line.startswith(NAME)]
    assert cookie.startswith(f"{NAME}=large;")
    assert "Path=/" in cookie
    assert "SameSite=Lax" in cookie
    assert "HttpOnly" not in cookie
    response = phone.client.post("/leeshulp", data={"language": "ar", "terug": "/meedoen/vraag/3", "stay": "yes"})
    assert response.headers["Location"] == "/leeshulp?terug=/meedoen/vraag/3"
    phone.open("/leeshulp?terug=/meedoen/vraag/3")
    assert 'data-letters="large"' in tag(phone.page)
    assert 'dir="rtl"' in tag(phone.page)
    assert 'href="/meedoen/vraag/3"' in phone.page
    assert re.search(r'name="language" value="ar" aria-pressed="true"', phone.page)


@pytest.mark.parametrize(
    "address", ["https://elders.example", "//elders.example", "/\\elders.example", "x", "/leeshulp"]
)
def test_nobody_is_sent_elsewhere_after_choosing(phone: Phone, address: str) -> None:
    response = phone.client.post("/leeshulp", data={"calm": "yes", "terug": address, "self": "x"})
    assert response.headers["Location"] == "/meedoen"


def test_someone_else_on_this_phone_starts_without_the_choices_of_the_one_before(phone: Phone) -> None:
    reads(phone, "largest.ar").begin()
    phone.client.post("/meedoen/iemand-anders")
    assert phone.client.get_cookie(NAME) is None
    phone.open("/meedoen")
    assert tag(phone.page) == '<html lang="nl" dir="ltr">'


def test_outcomes_follow_the_reader_and_the_desk_stays_dutch(phone: Phone) -> None:
    reads(phone, "large.ar").open("/uitslagen")
    assert tag(phone.page) == '<html lang="ar" dir="rtl" data-letters="large">'
    phone.open("/hoe-we-meten")
    assert tag(phone.page) == '<html lang="nl" dir="ltr" data-letters="large">'
    phone.open("/inloggen")
    assert tag(phone.page) == '<html lang="nl" dir="ltr">'


def test_all_pages_of_the_phone_are_marked_as_read_by_respondents(sqlite_app: flask.Flask) -> None:
    assert {answering.name, "answering_sync", "council", "home", "reading_help"} <= sqlite_app.extensions[
        "meepraat_respondent_pages"
    ]
