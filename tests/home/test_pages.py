"""The front page shows what runs, what came out and what is late, of this municipality only."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from config import Settings
from panel.app import create_app
from panel.consultations.models import Consultation, EvidenceKind, State
from panel.municipalities.models import Municipality
from panel.replies.models import Decision, Reply
from panel.replies.queries import late_replies
from panel.results.models import PublishedOutcome
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory, UserFactory
from tests.support.time import SetClock
from tests.support.visitor import Visitor

TODAY = dt.date(2027, 3, 1)


def consultation(municipality: Municipality, title: str, **about: object) -> Consultation:
    """Make a consultation with a title to look for."""
    question = PolicyQuestionFactory(municipality=municipality, title=title)
    made: Consultation = ConsultationFactory(municipality=municipality, policy_question=question, **about)
    return made


def give_outcome(session: Session, made: Consultation) -> None:
    session.add(
        PublishedOutcome(
            consultation_id=made.id, frozen_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC), content={}, method={}
        )
    )
    session.commit()


def give_reply(session: Session, made: Consultation) -> None:
    session.add(
        Reply(
            consultation_id=made.id,
            subject="Het veld",
            decision=Decision.DOING,
            reason="Er is plek.",
            owner_name="S. Bos",
            published_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
            author_id=UserFactory().id,
        )
    )
    session.commit()


def test_an_empty_site_says_what_will_come(client: Visitor) -> None:
    MunicipalityFactory(name="Proefdorp")
    page = client.get("/").get_data(as_text=True)
    assert "Praat mee met Proefdorp" in page
    assert "Er zijn nu geen vragen open." in page
    assert "Er is nog geen uitslag." in page
    assert "te laat met antwoord" not in page


def test_what_runs_is_shown_and_only_an_open_one_has_a_link(client: Visitor) -> None:
    town = MunicipalityFactory()
    consultation(town, "Welke speelplek eerst?", state=State.OPEN, code="speelplek", evidence_kind=EvidenceKind.OPEN)
    consultation(town, "Wat komt op het veld?", state=State.OPEN, code="het-veld", evidence_kind=EvidenceKind.GROUP)
    consultation(town, "Nog een concept", state=State.DRAFT)
    page = client.get("/").get_data(as_text=True)
    assert '<a href="/meedoen/speelplek">Welke speelplek eerst?</a>' in page
    assert "Wat komt op het veld?" in page
    assert "/meedoen/het-veld" not in page
    assert "Voor groepen met een code." in page
    assert "Nog een concept" not in page


def test_outcomes_are_shown_newest_first_and_at_most_four(client: Visitor, session: Session) -> None:
    town = MunicipalityFactory()
    for number in range(6):
        give_outcome(session, consultation(town, f"Vraag {number}", state=State.REPORTED, code=f"vraag-{number}"))
    page = client.get("/").get_data(as_text=True)
    assert [f"/uitslag/vraag-{number}" in page for number in range(6)] == [False, False, True, True, True, True]
    assert "Bekijk alle uitslagen" in page


def test_a_promise_that_was_not_kept_is_shown(client: Visitor, session: Session, clock: SetClock) -> None:
    town = MunicipalityFactory()
    late = consultation(town, "De bus", state=State.REPORTED, promised_on=dt.date(2027, 2, 28))
    consultation(town, "Het park", state=State.REPORTED, promised_on=dt.date(2027, 3, 1))
    page = client.get("/").get_data(as_text=True)
    assert "De gemeente is te laat met antwoord" in page
    assert "De bus" in page
    assert "Beloofd: niet later dan 28 februari 2027." in page
    assert "Het park" not in page
    give_reply(session, late)
    assert "te laat met antwoord" not in client.get("/").get_data(as_text=True)


def test_late_is_what_was_promised_opened_and_not_answered(session: Session) -> None:
    town = MunicipalityFactory()
    long_ago, yesterday = TODAY - dt.timedelta(days=90), TODAY - dt.timedelta(days=1)
    second = consultation(town, "Tweede", state=State.CLOSED, promised_on=yesterday)
    first = consultation(town, "Eerste", state=State.REPORTED, promised_on=long_ago)
    consultation(town, "Concept", state=State.DRAFT, promised_on=long_ago)
    consultation(town, "Afgeblazen", state=State.CANCELLED, promised_on=long_ago)
    consultation(MunicipalityFactory(), "Van een ander", state=State.REPORTED, promised_on=long_ago)
    give_reply(session, consultation(town, "Beantwoord", state=State.REPORTED, promised_on=long_ago))
    found = late_replies(session, town.id, TODAY)
    assert [one.id for one in found] == [first.id, second.id]


def test_a_municipality_shows_only_its_own(client: Visitor) -> None:
    ours, theirs = MunicipalityFactory(), MunicipalityFactory()
    consultation(theirs, "Vraag van de buren", state=State.OPEN)
    assert "Vraag van de buren" not in client.visit(ours).get("/").get_data(as_text=True)
    assert "Vraag van de buren" in client.visit(theirs).get("/").get_data(as_text=True)


def test_an_example_is_marked_as_one(client: Visitor) -> None:
    real, example = MunicipalityFactory(), MunicipalityFactory(example=True)
    assert "Dit is een voorbeeld" in client.visit(example).get("/").get_data(as_text=True)
    assert "Dit is een voorbeeld" not in client.visit(real).get("/").get_data(as_text=True)


def test_a_name_is_shown_as_it_is_and_never_as_markup(client: Visitor) -> None:
    MunicipalityFactory(name="<b>Stad</b> & Land")
    page = client.get("/").get_data(as_text=True)
    assert "&lt;b&gt;Stad&lt;/b&gt; &amp; Land" in page
    assert "<b>Stad" not in page


def test_help_gives_the_numbers_to_call(client: Visitor) -> None:
    MunicipalityFactory(contact_phone="14 0123")
    page = client.get("/hulp").get_data(as_text=True)
    for number in ("tel:112", "tel:113", "tel:08002000", "tel:08000432", "tel:140123"):
        assert f'href="{number}"' in page
    assert "Wij lezen de antwoorden pas later." in page


@pytest.mark.parametrize("address", ["/privacy", "/toegankelijkheid", "/hulp"])
def test_a_page_says_where_to_ask(address: str, client: Visitor) -> None:
    MunicipalityFactory(contact_phone="14 0123", contact_email="vraag@proefstad.example")
    page = client.get(address).get_data(as_text=True)
    assert "14 0123" in page
    assert "vraag@proefstad.example" in page


@pytest.mark.parametrize("address", ["/privacy", "/toegankelijkheid", "/hulp"])
def test_a_page_stands_without_contact_details(address: str, client: Visitor) -> None:
    MunicipalityFactory(contact_name="", contact_phone="", contact_email="")
    assert client.get(address).status_code == 200


def test_the_components_are_shown_to_builders_only(client: Visitor, settings: Settings) -> None:
    MunicipalityFactory()
    assert client.get("/voorbeelden-van-onderdelen").status_code == 200
    production = create_app(settings.model_copy(update={"env": "production"}))
    assert production.test_client().get("/voorbeelden-van-onderdelen").status_code == 404


def test_before_the_first_municipality_the_site_says_it_is_not_there_yet(client: Visitor) -> None:
    answer = client.get("/")
    assert answer.status_code == 503
    assert "De site is even niet bereikbaar." in answer.get_data(as_text=True)
