"""Read this first: how one answer goes from a question at the town hall to the outcome and back to who gave it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest

from panel.core.clock import today
from tests.journeys.crowd import answer_over_http
from tests.journeys.desk import Desk
from tests.journeys.phone import Phone
from tests.journeys.reader import Reader
from tests.journeys.website import Website
from tests.journeys.witness import look

pytestmark = pytest.mark.browser

SPORT, BUILD, FUN, SAFE, TIMES, TIP = (
    "Hoe vaak sport jij buiten?",
    "Wat moet er komen?",
    "Hoe leuk is het veld?",
    "Het veld is veilig in de avond.",
    "Hoeveel dagen per week sport jij?",
    "Wat wil jij nog zeggen?",
)
TITLE = "Hoe wordt sporten in de wijk leuker?"
CLASSMATES = 11
PROMISED = 100


def test_from_a_question_to_an_outcome_and_a_reply(
    website: Website,
    new_desk: Callable[..., Desk],
    new_phone: Callable[..., Phone],
    new_reader: Callable[..., Reader],
) -> None:
    officer = new_desk()
    code = _the_officer_asks(website, officer)

    _two_students_answer(website, code, new_phone)
    classmates = _eleven_classmates_answer(website, code)
    assert website.sent() == classmates + 2

    _the_officer_closes(website, officer)
    _a_council_member_reads(new_reader())
    _the_officer_replies(officer)
    _a_student_finds_the_reply(new_phone(), code)


def _the_officer_asks(website: Website, officer: Desk) -> str:
    """Write a question with all six kinds of screens, and open it to one class. Return the class's code."""
    officer.signs_in(website.found_municipality())
    officer.begins(TITLE)
    officer.fills({"Waarom vraag je dit nu?": "De raad kiest in het najaar wat er op het veld komt."})
    officer.goes_on("Wat staat vast, wat is nog open?")
    officer.fills({"Hier kun je over meedenken": "Wat er op het veld komt."})
    officer.goes_on("Welke invloed hebben mensen?")
    officer.fills({"Deze zin lezen deelnemers": "De raad kiest uit jullie ideeën."})
    officer.goes_on("Wie doet mee?")
    officer.page.get_by_label("Groep", exact=True).check()
    officer.fills({"Dit gaat over": "sporten in jouw wijk"})
    officer.taps("Bewaar en stop")
    officer.sees(TITLE)
    officer.takes_step("Wie antwoordt, en wanneer?")
    officer.fills({
        "Wie geeft antwoord?": "Noor Bos",
        "Welke functie?": "wethouder sport",
        "Wanneer krijgen mensen antwoord?": (today() + dt.timedelta(days=PROMISED)).isoformat(),
    })  # fmt: skip
    officer.taps("Bewaar en stop")
    officer.sees(TITLE)
    _writes_six_questions(officer)
    officer.sees_on_the_phone("Welkom.")

    officer.follows("Maak ten minste één groep met een code.")
    officer.sees("Nieuwe groep")
    officer.fills({"Hoe heet de groep?": "Klas 3B", "Hoeveel mensen doen mee?": "14"})
    officer.taps("Maak de groep")
    officer.sees("Groepen")
    code = officer.group_code()
    assert re.fullmatch(r"\d{6}", code)

    website.make_ready()
    officer.taps("Terug naar de raadpleging")
    officer.reads("Alles is ingevuld")
    officer.sees(TITLE)
    look(officer.page, "raadpleging")
    officer.taps("Naar publiceren")
    officer.sees("Publiceren")
    officer.reads("Deze installatie slaat de tweede lezer over.")
    officer.taps("Publiceer")
    officer.reads("Geopend zonder tweede lezer.")
    officer.sees(TITLE)
    assert officer.group_code() == code
    officer.taps("Op het bord")
    officer.sees("Doe mee")
    officer.reads("0 van 14 klaar")
    return code


def _writes_six_questions(officer: Desk) -> None:
    officer.adds_question("Kies één", SPORT, ("Vaak", "Soms", "Nooit"))
    officer.adds_question("Kies meer", BUILD, ("Lampen", "Een dak", "Bankjes"))
    officer.adds_question("Schaal", FUN, ("Leuk", "Gaat wel", "Niet leuk"))
    officer.adds_question("Stelling", SAFE)
    officer.adds_question("Getal", TIMES, Laagste_getal="0", Hoogste_getal="7", Waar_begint_een_nieuwe_groep="1, 3, 5")
    officer.adds_question("Open antwoord", TIP)


def _two_students_answer(website: Website, code: str, new_phone: Callable[..., Phone]) -> None:
    """One phone runs scripts, the other none; nobody at the town hall sees an answer."""
    for number, javascript in enumerate((True, False), start=1):
        student = new_phone(javascript=javascript)
        student.types_code(code)
        student.reads("Dit gaat over sporten in jouw wijk.")
        student.takes_part()
        student.sees(SPORT)
        student.chooses("Vaak")
        student.taps("Volgende")
        student.sees(BUILD)
        student.chooses("Lampen", "Bankjes")
        student.taps("Volgende")
        student.sees(FUN)
        student.chooses("Gaat wel")
        student.taps("Volgende")
        student.sees(SAFE)
        student.chooses("Weet ik niet")
        student.taps("Volgende")
        student.sees(TIMES)
        student.types("2")
        student.taps("Volgende")
        student.sees(TIP)
        student.types("Doe er lampen bij.")
        student.taps("Volgende")
        assert student.looks_back() == [
            "Vaak", "Lampen, Bankjes", "Gaat wel", "Weet ik niet", "2", "Doe er lampen bij.",
        ]  # fmt: skip
        student.sends()
        student.reads("De groep praat erover.")
        assert website.sent() == number


def _eleven_classmates_answer(website: Website, code: str) -> int:
    """Read the values of the cards from the first one's pages, as a browser would, and answer like a class does."""
    first = website.visitor()
    first.post("/meedoen", data={"code": code})
    first.post("/meedoen/start", data={})
    cards = [re.findall(r'name="answer" value="([^"]+)"', first.get(f"/meedoen/vraag/{at}").text) for at in range(1, 4)]
    assert [len(values) for values in cards] == [4, 4, 4]
    first.post("/meedoen/iemand-anders", data={})
    often, build, fun = cards
    for number in range(CLASSMATES):
        screens = (
            [often[number % 2]],
            [build[0]] if number % 3 else [build[0], build[1]],
            [fun[number % 2]],
            ["AGREE"],
            [str(number % 4)],
            ["Meer licht graag."] if number % 2 else [],
        )
        answer_over_http(website.visitor(), code, screens)
    return CLASSMATES


def _the_officer_closes(website: Website, officer: Desk) -> None:
    officer.page.reload()
    officer.reads("13 van 14 klaar")
    officer.follows("Terug naar de werkplek")
    officer.sees(TITLE)
    officer.taps("Sluiten")
    officer.sees("Sluiten")
    officer.fills({"Waarom": "De hele klas is klaar."})
    officer.taps("Sluit en tel de antwoorden")
    officer.reads("Alle sporen van personen zijn gewist.")
    officer.sees("Sluiten")
    assert website.sent() == 0
    assert website.drafts() == 0


def _a_council_member_reads(member: Reader) -> None:
    member.opens("/uitslagen")
    member.sees("Uitslagen")
    look(member.page, "uitslagen")
    member.follows(TITLE)
    member.sees(TITLE)
    assert len(member.headline.split()) <= 20
    assert member.headline.endswith(".")
    assert "Vaak" in member.headline
    assert [answer for answer, _ in member.bars()] == ["Vaak", "Soms", "Nooit", "Weet ik niet"]
    assert all(re.search(r"van de 10|iedereen|niemand|helft", words) for _, words in member.bars())
    member.reads("Groep")
    member.reads("Hoe zeker is dit?")
    member.reads("Wie missen we?")

    assert not member.loaded_plotly()
    table = member.opens_figures(BUILD)
    assert "Lampen" in [row[0] for row in table]
    member.sees_chart(BUILD)
    assert member.loaded_plotly()
    member.sees(TITLE)
    look(member.page, "uitslag")


def _the_officer_replies(officer: Desk) -> None:
    officer.taps("Schrijf het antwoord")
    officer.sees("Antwoord geven")
    officer.writes_reply(
        subject="Lampen bij het veld",
        decision="Doen we",
        reason="Jullie willen licht. Er komen acht lampen.",
        by="Noor Bos",
        due=today() + dt.timedelta(days=PROMISED),
    )
    officer.sees("Antwoord geven")


def _a_student_finds_the_reply(student: Phone, code: str) -> None:
    student.types_code(code)
    student.sees(TITLE)
    assert student.path.startswith("/uitslag/")
    student.reads("Lampen bij het veld")
    student.reads("Jullie willen licht. Er komen acht lampen.")
