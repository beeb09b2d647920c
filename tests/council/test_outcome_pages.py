"""The council, participants and the public read the same outcome, without an account."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, EvidenceKind, State
from panel.municipalities.models import Municipality
from panel.replies.models import Decision, Reply
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.results.samples import freeze_sample
from tests.support.time import SetClock
from tests.support.visitor import Visitor


@pytest.fixture
def municipality(session: Session) -> Municipality:
    made: Municipality = MunicipalityFactory()
    return made


def make(municipality: Municipality, code: str, state: State = State.REPORTED, **more: Any) -> Consultation:
    question = PolicyQuestionFactory(municipality=municipality, title=more.pop("title", "Wat vinden we van de bus?"))
    made: Consultation = ConsultationFactory(policy_question=question, code=code, state=state, **more)
    return made


def reply_to(session: Session, consultation: Consultation) -> None:
    session.add(
        Reply(
            consultation_id=consultation.id,
            subject="Meer bussen",
            decision=Decision.DOING,
            reason="Zeven van de tien mensen vragen erom.",
            owner_name="S. Bos, wethouder",
            due_on=dt.date(2027, 12, 1),
            published_at=dt.datetime(2027, 3, 10, 9, 0, tzinfo=dt.UTC),
            author_id=consultation.created_by_id,
        )
    )
    session.commit()


def text_of(client: Visitor, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.get_data(as_text=True).split())


def test_anybody_reads_an_outcome(
    client: Visitor, session: Session, municipality: Municipality, clock: SetClock
) -> None:
    freeze_sample(session, make(municipality, "de-bus", evidence_kind=EvidenceKind.SAMPLE), 612)
    page = text_of(client.visit(municipality), "/uitslag/de-bus")
    for words in ("Steekproef", "ongeveer 610 mensen", "kiezen ‘Vaker rijden’", "Hoe zeker is dit?", "Wie missen we?"):
        assert words in page
    assert "S. Bos, wethouder antwoordt op zijn laatst op 1 september 2027." in page
    assert page.count("<table") == page.count("data-chart-url") == 10


def test_the_reply_stands_with_the_outcome(
    client: Visitor, session: Session, municipality: Municipality, clock: SetClock
) -> None:
    consultation = make(municipality, "de-bus")
    freeze_sample(session, consultation, 187)
    reply_to(session, consultation)
    page = text_of(client.visit(municipality), "/uitslag/de-bus")
    assert "De gemeente heeft antwoord gegeven." in page
    for words in ("Meer bussen", "Doen we", "Zeven van de tien", "1 december 2027"):
        assert words in page


def test_a_late_reply_says_how_late_it_is(
    client: Visitor, session: Session, municipality: Municipality, clock: SetClock
) -> None:
    freeze_sample(session, make(municipality, "de-bus", promised_on=dt.date(2027, 2, 24)), 187)
    client.visit(municipality)
    assert "5 dagen te laat" in text_of(client, "/uitslag/de-bus")
    assert text_of(client, "/uitslagen").count("5 dagen te laat") == 2


def test_too_few_answers_are_explained(client: Visitor, session: Session, municipality: Municipality) -> None:
    freeze_sample(session, make(municipality, "de-bus"), 7)
    page = text_of(client.visit(municipality), "/uitslag/de-bus")
    assert "Er zijn te weinig antwoorden voor een uitslag." in page
    assert "raden wie wat zei" in page
    assert "<table" not in page


@pytest.mark.parametrize(
    ("state", "more", "words"),
    [
        (State.OPEN, {"closes_at": dt.datetime(2027, 4, 1, 21, 59, tzinfo=dt.UTC)}, "tot en met 1 april 2027"),
        (State.OPEN, {}, "Deze vraag loopt nog."),
        (State.OPEN, {"closes_at": dt.datetime(2027, 2, 1, 21, 59, tzinfo=dt.UTC)}, "We tellen de antwoorden."),
        (State.CLOSED, {}, "We tellen de antwoorden."),
        (State.SCHEDULED, {"opens_at": dt.datetime(2027, 5, 3, 8, 0, tzinfo=dt.UTC)}, "vanaf 3 mei 2027"),
        (State.CANCELLED, {}, "De gemeente gaf geen reden."),
    ],
)
def test_without_an_outcome_the_page_says_why(
    client: Visitor, municipality: Municipality, clock: SetClock, state: State, more: dict[str, Any], words: str
) -> None:
    make(municipality, "de-bus", state, **more)
    page = text_of(client.visit(municipality), "/uitslag/de-bus")
    assert words in page
    assert client.get("/uitslag/de-bus/grafiek/bus").status_code == 404


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW])
def test_what_is_being_written_cannot_be_found(client: Visitor, municipality: Municipality, state: State) -> None:
    make(municipality, "de-bus", state)
    assert client.visit(municipality).get("/uitslag/de-bus").status_code == 404


def test_another_municipality_does_not_have_this_outcome(
    client: Visitor, session: Session, municipality: Municipality
) -> None:
    freeze_sample(session, make(municipality, "de-bus"), 187)
    client.visit(MunicipalityFactory())
    assert client.get("/uitslag/de-bus").status_code == 404
    assert client.get("/uitslag/de-bus/grafiek/bus").status_code == 404
    assert "de-bus" not in text_of(client, "/uitslagen")


def test_an_unknown_code_is_not_found(client: Visitor, municipality: Municipality) -> None:
    assert client.visit(municipality).get("/uitslag/bestaat-niet").status_code == 404


def test_a_chart_is_plain_json_and_is_kept_by_the_browser(
    client: Visitor, session: Session, municipality: Municipality
) -> None:
    freeze_sample(session, make(municipality, "de-bus"), 187)
    client.visit(municipality)
    answer = client.get("/uitslag/de-bus/grafiek/safe?uitsplitsing=age")
    assert answer.content_type == "application/json"
    assert json.loads(answer.data)["data"][0]["type"] == "bar"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    again = client.get(
        "/uitslag/de-bus/grafiek/safe?uitsplitsing=age", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("address", ["nergens", "tip", "bus?uitsplitsing=nergens", "tip?uitsplitsing=age"])
def test_a_chart_that_is_not_there_is_not_found(
    client: Visitor, session: Session, municipality: Municipality, address: str
) -> None:
    freeze_sample(session, make(municipality, "de-bus"), 187)
    assert client.visit(municipality).get(f"/uitslag/de-bus/grafiek/{address}").status_code == 404


def test_a_page_that_did_not_change_is_not_sent_again(
    client: Visitor, session: Session, municipality: Municipality, clock: SetClock
) -> None:
    consultation = make(municipality, "de-bus")
    freeze_sample(session, consultation, 187)
    client.visit(municipality)
    tag = client.get("/uitslag/de-bus").headers["ETag"]
    assert client.get("/uitslag/de-bus", headers={"If-None-Match": tag}).status_code == 304
    clock.forward(days=1)
    assert client.get("/uitslag/de-bus", headers={"If-None-Match": tag}).status_code == 200
    tag = client.get("/uitslag/de-bus").headers["ETag"]
    reply_to(session, consultation)
    assert client.get("/uitslag/de-bus", headers={"If-None-Match": tag}).status_code == 200


def test_only_the_outcome_page_allows_inline_styles(
    client: Visitor, session: Session, municipality: Municipality
) -> None:
    freeze_sample(session, make(municipality, "de-bus"), 187)
    client.visit(municipality)
    assert "style-src 'self' 'unsafe-inline'" in client.get("/uitslag/de-bus").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in client.get("/uitslagen").headers["Content-Security-Policy"]


def test_the_list_shows_what_is_new_what_runs_and_nothing_else(
    client: Visitor, session: Session, municipality: Municipality, clock: SetClock
) -> None:
    freeze_sample(session, make(municipality, "de-bus", title="Wat vinden we van de bus?"), 187)
    make(municipality, "het-groen", State.OPEN, title="Waar komt groen?")
    make(municipality, "het-plan", State.DRAFT, title="Wat is geheim?")
    page = text_of(client.visit(municipality), "/uitslagen")
    assert "Wat vinden we van de bus?" in page
    assert "kiezen ‘Vaker rijden’" in page
    assert "Waar komt groen?" in page
    assert "geheim" not in page
    assert "te laat" not in page


def test_a_list_with_nothing_in_it_says_what_will_come(client: Visitor, municipality: Municipality) -> None:
    page = text_of(client.visit(municipality), "/uitslagen")
    assert "Er is nog geen uitslag." in page
    assert "Er zijn nu geen vragen open." in page


def test_a_long_list_is_paged(client: Visitor, session: Session, municipality: Municipality) -> None:
    for number in range(11):
        freeze_sample(session, make(municipality, f"vraag-{number:02}", title=f"Nummer {number:02}?"), 12)
    client.visit(municipality)
    first, second = text_of(client, "/uitslagen"), text_of(client, "/uitslagen?pagina=2")
    assert "/uitslagen?pagina=2" in client.get("/uitslagen").text
    shown = [number for number in range(11) if f"Nummer {number:02}?" in first]
    assert len(shown) == 10
    assert all((f"Nummer {number:02}?" in second) == (number not in shown) for number in range(11))
    assert client.get("/uitslagen?pagina=3").status_code == 404
    assert client.get("/uitslagen?pagina=0").status_code == 404


def test_an_example_is_marked_as_one(client: Visitor, session: Session, municipality: Municipality) -> None:
    freeze_sample(session, make(municipality, "de-bus", example=True), 187)
    assert "Dit is een voorbeeld" in text_of(client.visit(municipality), "/uitslag/de-bus")


def test_texts_of_officers_are_never_markup(client: Visitor, session: Session, municipality: Municipality) -> None:
    freeze_sample(session, make(municipality, "de-bus", title="<script>alert(1)</script>"), 187)
    assert "<script>alert" not in text_of(client.visit(municipality), "/uitslag/de-bus")
