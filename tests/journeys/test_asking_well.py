"""A question is written, tested, approved and published by keys only; each gate is shut when its condition goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import Settings
from panel.accounts.models import User
from panel.consultations.models import Consultation, State
from panel.consultations.service import begin_test, finish_test, hash_of_tester
from panel.core.access import Role
from panel.core.clock import today
from tests.consultations.making import ready_consultation
from tests.factories import base as factories
from tests.journeys.conftest import SCREEN
from tests.journeys.keyboard import Keyboard
from tests.journeys.phone import Phone
from tests.journeys.typist import Typist
from tests.journeys.website import Website
from tests.journeys.witness import Witness

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

TITLE = "Wat komt er op het veld?"
ASKED = "Wat wil jij op het veld?"
SECOND = "rian@proefstad.example"
WAYS_IN = ("Groep", "Open vraag", "Panel", "Steekproef")
LEVELS = ("Wij luisteren", "Mensen geven advies", "Wij maken het samen", "Mensen beslissen")
GROUNDS = ("Een taak van de gemeente", "Toestemming")
NEXT = "Bewaar en ga verder"
HARD = "In hoeverre wordt door u de bereikbaarheid van voorzieningen als toereikend ervaren?"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Here nobody publishes alone."""
    return settings.model_copy(update={"skip_second_eyes": False})


@pytest.fixture
def new_typist(new_context: Callable[..., BrowserContext], witness: Witness) -> Callable[[], Typist]:
    """`new_typist()`: a computer at the town hall without a mouse."""
    return lambda: Typist(new_context(viewport=SCREEN).new_page(), witness)


def test_a_question_is_written_tested_approved_and_published(
    website: Website, new_typist: Callable[[], Typist], new_phone: Callable[..., Phone]
) -> None:
    officer = new_typist()
    officer.signs_in(website.found_municipality())
    _writes_the_promise(officer)
    _asks_one_question(officer)
    _has_it_tested(website, officer, new_phone)
    _chooses_privacy(officer)
    _promises_an_answer(officer)

    officer.sees("Publiceren")
    officer.reads("Nog 1 ding voor publicatie")
    officer.reads("Getest met 5 mensen. Zelf uit de groep: 2.")
    officer.reads("Een taak van de gemeente · 6 maanden")
    officer.taps("Leg voor aan een collega")
    officer.reads("Een collega kijkt mee.")

    second = new_typist()
    second.signs_in(website.employ(Role.POLICY_OFFICER, SECOND))
    second.opens(officer.path)
    second.sees("Publiceren")
    second.reads("Vragen we niet te veel?")
    second.taps("Keur goed")
    second.reads("heeft het nagekeken en goedgekeurd")

    officer.starts_over()
    officer.sees("Publiceren")
    officer.reads("Alles is klaar voor publicatie")
    officer.taps("Publiceer")
    officer.sees(TITLE)
    with website.database.session(reading=True) as session:
        made = session.scalars(select(Consultation)).one()
        assert made.state is State.OPEN
        assert made.approved_by_id not in (None, made.created_by_id)
        assert not made.second_eyes_skipped
        code = made.code
    visitor = new_phone()
    visitor.opens(f"/privacy?vraag={code}")
    visitor.sees("Privacy")
    visitor.reads("Wij bewaren je antwoord nog 6 maanden na het sluiten.")
    visitor.opens(f"/uitslag/{code}")
    visitor.sees(TITLE)
    visitor.reads("Getest met 5 mensen. Zelf uit de groep: 2.")


def _writes_the_promise(officer: Typist) -> None:
    officer.taps("Stel een vraag")
    officer.sees("Wat wil je weten?")
    officer.fills({"Jouw vraag aan de stad": TITLE})
    officer.taps(NEXT)
    officer.sees("Waarom nu?")
    officer.fills(
        {"Waarom vraag je dit nu?": "Er komt geld voor het veld.", "Welk besluit volgt er?": "De raad kiest."}
    )
    officer.dates("Wanneer valt dat besluit?", today() + dt.timedelta(days=90))
    officer.taps(NEXT)
    officer.sees("Wat staat vast, wat is nog open?")
    officer.fills({"Dit staat vast": "Het veld blijft.", "Hier kun je over meedenken": "Wat erop komt."})
    officer.taps(NEXT)
    officer.sees("Welke invloed hebben mensen?")
    officer.picks("Mensen geven advies", among=LEVELS)
    officer.fills({"Deze zin lezen deelnemers": "Jij geeft advies. De raad beslist."})
    officer.taps(NEXT)
    officer.sees("Wie doet mee?")
    officer.picks("Open vraag", among=WAYS_IN)
    officer.fills({"Wie wil je zeker horen?": "Mensen die bij het veld wonen.", "Dit gaat over": "het veld"})
    officer.taps(NEXT)


def _asks_one_question(officer: Typist) -> None:
    officer.sees("Vragen")
    officer.taps("Vraag erbij")
    officer.sees("Wat voor vraag wordt het?")
    officer.follows("Kies één")
    officer.sees("Vraag 1")
    officer.fills({"De vraag": ASKED})
    for answer in ("Bomen", "Een doel"):
        officer.fills({"Antwoord": answer})
    officer.taps("Bewaar")
    officer.reads("Bewaard.")
    officer.sees("Vraag 1")
    officer.taps("Terug naar de vragen")
    officer.sees("Vragen")
    officer.taps("Alle stappen")
    officer.sees(TITLE)
    officer.taps("Proefronde")


def _has_it_tested(website: Website, officer: Typist, new_phone: Callable[..., Phone]) -> None:
    """One reader by keys on a phone, from the target group; four more who came to the end before."""
    officer.sees("Proefronde")
    officer.taps("Maak de link")
    officer.reads("Nieuwe link")
    address = officer.page.locator(".mp-door__address").inner_text().strip()
    tester = new_phone()
    keys = Keyboard(tester.page)
    tester.opens(address[address.index("/", 8) :] if "//" in address else f"/{address.partition('/')[2]}")
    tester.sees("Test deze vragen.")
    keys.reaches("Ja")
    keys.presses("Enter")
    tester.sees(ASKED)
    keys.reaches("veld")
    keys.presses("Enter")
    keys.reaches("Wat vragen wij hier?")
    keys.types("Wat er op het gras komt.")
    keys.reaches("Klaar")
    keys.presses("Enter")
    tester.sees("Bedankt.")
    with website.database.transaction() as session:
        made = session.scalars(select(Consultation)).one()
        for number in range(4):
            hashed = hash_of_tester(made.id, b"%d" % number * 16, website.pepper)
            one = begin_test(session, made, token_hash=hashed, of_target=number == 0)
            finish_test(session, made, one, edition=made.edition)
    officer.starts_over()
    officer.sees("Proefronde")
    officer.taps("Terug naar de raadpleging")
    officer.sees(TITLE)


def _chooses_privacy(officer: Typist) -> None:
    officer.taps("Privacy")
    officer.sees("Privacy")
    officer.reads("Wij vonden niets over gezondheid")
    officer.picks("Een taak van de gemeente", among=GROUNDS)
    officer.fills({"Hoeveel maanden bewaar je losse antwoorden?": "6"})
    officer.taps(NEXT)


def _promises_an_answer(officer: Typist) -> None:
    officer.sees("Wie antwoordt, en wanneer?")
    officer.fills({"Wie geeft antwoord?": "Noor Bos", "Welke functie?": "wethouder sport"})
    officer.dates("Wanneer krijgen mensen antwoord?", today() + dt.timedelta(days=120))
    officer.taps(NEXT)


# What is taken away, what the page then says, and the heading of the page where it is mended.
Taking = Callable[[Consultation], object]
GATES: list[tuple[str, Taking, str]] = [
    ("Leg uit waarom je dit nu vraagt.", lambda made: _promise(made, explanation=""), "Waarom nu?"),
    ("Vul in wie antwoord geeft.", lambda made: _promise(made, owner_name=""), "Wie antwoordt, en wanneer?"),
    ("Vul de functie in", lambda made: _promise(made, owner_function=""), "Wie antwoordt, en wanneer?"),
    ("Kies de dag waarop mensen", lambda made: _promise(made, reply_due_on=None), "Wie antwoordt, en wanneer?"),
    ("Schrijf in één zin welke invloed", lambda made: _promise(made, influence=""), "Welke invloed hebben mensen?"),
    ("Laat vijf mensen de vragen testen", lambda made: setattr(made, "untested_reason", ""), "Proefronde"),
    ("Kies op welke grond je", lambda made: setattr(made, "privacy_ground", None), "Privacy"),
    ("Kies hoe lang je de losse", lambda made: setattr(made, "retention_months", None), "Privacy"),
    ("Vraag 2: dit raakt iemands privéleven", lambda made: _question(made, "Ben je ziek?"), "Privacy"),
    ("Vraag 2: schrijf er een makkelijke tekst bij", lambda made: _question(made, HARD), "Vraag 2"),
    ("Maak ten minste één vraag.", lambda made: made.questions.clear(), "Wat voor vraag wordt het?"),
]


def _promise(made: Consultation, **about: object) -> None:
    for name, value in about.items():
        setattr(made.policy_question, name, value)


def _question(made: Consultation, text: str) -> None:
    made.questions[1].text = text


def _officer_of(website: Website) -> str:
    email = website.found_municipality()
    website.employ(Role.POLICY_OFFICER, SECOND)
    return email


def _fresh(session: Session) -> Consultation:
    """Write one more consultation that a second person approved, and that misses nothing."""
    writer, reader = session.scalars(select(User).order_by(User.id)).all()
    made = ready_consultation(session, writer)
    made.approved_by_id, made.state = reader.id, State.IN_REVIEW
    session.commit()
    return made


def test_each_gate_is_shut_when_its_condition_is_taken_away(website: Website, new_typist: Callable[[], Typist]) -> None:
    officer = new_typist()
    officer.signs_in(_officer_of(website))
    with website.database.session() as session, factories.using(session):
        whole = _fresh(session).id
    officer.opens(f"/werkplek/raadplegingen/{whole}/publiceren")
    officer.sees("Publiceren")
    officer.reads("9 van de 9 poorten staan open.")
    expect(officer.button("Publiceer")).to_be_visible()
    for sentence, take_away, heading in GATES:
        with website.database.session() as session, factories.using(session):
            made = _fresh(session)
            take_away(made)
            made.state = State.DRAFT
            session.commit()
            shut = made.id
        officer.opens(f"/werkplek/raadplegingen/{shut}/publiceren")
        officer.sees("Publiceren")
        officer.reads("Nog 1 ding voor publicatie")
        officer.reads("8 van de 9 poorten staan open.")
        expect(officer.button("Publiceer")).to_have_count(0)
        officer.taps(sentence)
        officer.sees(heading)
        assert _state(website, shut) is State.DRAFT


def test_without_a_second_person_the_last_gate_stays_shut(website: Website, new_typist: Callable[[], Typist]) -> None:
    officer = new_typist()
    officer.signs_in(_officer_of(website))
    with website.database.session() as session, factories.using(session):
        made = _fresh(session)
        made.approved_by_id = None
        session.commit()
        waiting = made.id
    officer.opens(f"/werkplek/raadplegingen/{waiting}/publiceren")
    officer.sees("Publiceren")
    officer.reads("Laat een collega meekijken.")
    expect(officer.button("Publiceer")).to_have_count(0)
    expect(officer.button("Keur goed")).to_have_count(0)


def _state(website: Website, consultation_id: int) -> State:
    with website.database.session(reading=True) as session:
        return session.get_one(Consultation, consultation_id).state
