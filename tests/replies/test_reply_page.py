"""The desk page on which an officer answers people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, State
from panel.core.access import Role
from panel.municipalities.models import Municipality
from panel.replies.models import Decision
from panel.replies.queries import replies_of
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory, UserFactory
from tests.results.samples import freeze_sample
from tests.support.time import SetClock
from tests.support.visitor import Visitor

WRITTEN = {
    "subject": "Meer bussen",
    "decision": "DOING",
    "reason": "Veel mensen vragen erom.",
    "owner_name": "S. Bos",
    "due_on": "2027-12-01",
}


@pytest.fixture
def municipality(session: Session) -> Municipality:
    made: Municipality = MunicipalityFactory()
    return made


@pytest.fixture
def desk(client: Visitor, municipality: Municipality, sign_in: Callable[..., Visitor]) -> Visitor:
    """An officer of this municipality, signed in at its own address."""
    return sign_in(client, UserFactory(municipality=municipality), municipality)


@pytest.fixture
def consultation(session: Session, municipality: Municipality, clock: SetClock) -> Consultation:
    question = PolicyQuestionFactory(municipality=municipality)
    made: Consultation = ConsultationFactory(policy_question=question, code="de-bus", state=State.REPORTED)
    freeze_sample(session, made, 43)
    return made


def address(consultation: Consultation) -> str:
    return f"/werkplek/raadplegingen/{consultation.id}/antwoord"


def test_an_officer_answers_and_everybody_reads_it(desk: Visitor, session: Session, consultation: Consultation) -> None:
    assert "S. Bos, wethouder" in desk.get(address(consultation)).get_data(as_text=True)
    answer = desk.post(address(consultation), data=WRITTEN)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{address(consultation)}#gegeven")
    assert "Veel mensen vragen erom." in desk.get("/uitslag/de-bus").get_data(as_text=True)
    [reply] = replies_of(session, consultation.id)
    assert (reply.decision, reply.owner_name) == (Decision.DOING, "S. Bos")


def test_a_double_tap_gives_one_answer(desk: Visitor, session: Session, consultation: Consultation) -> None:
    for _tap in range(2):
        assert desk.post(address(consultation), data=WRITTEN).status_code == 303
    assert len(replies_of(session, consultation.id)) == 1


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("reason", "", "Een besluit zonder reden plaatsen we niet."),
        ("reason", "   ", "Een besluit zonder reden plaatsen we niet."),
        ("reason", "x" * 4001, "Gebruik hoogstens 4000 tekens."),
        ("subject", "x" * 201, "Gebruik hoogstens 200 tekens."),
        ("subject", "binair\x00", "tekens die wij niet kunnen lezen"),
        ("owner_name", "", "Schrijf wie hiervoor zorgt."),
        ("decision", "", "Kies wat de gemeente doet."),
        ("decision", "MAYBE", "field-decision-error"),
        ("due_on", "morgen", "field-due_on-error"),
    ],
)
def test_a_mistake_brings_the_page_back_with_everything_typed(
    desk: Visitor, session: Session, consultation: Consultation, field: str, typed: str, words: str
) -> None:
    answer = desk.post(address(consultation), data={**WRITTEN, field: typed})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert words in page
    kept = WRITTEN["subject"] if field != "subject" else WRITTEN["reason"]
    assert kept in page
    assert replies_of(session, consultation.id) == []


def test_an_expired_page_comes_back_with_everything_typed(
    desk: Visitor, session: Session, consultation: Consultation
) -> None:
    answer = desk.post(address(consultation), data=WRITTEN, token=False)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "stond te lang open" in page
    assert "Veel mensen vragen erom." in page
    assert replies_of(session, consultation.id) == []


def test_before_the_outcome_there_is_no_form(desk: Visitor, session: Session, consultation: Consultation) -> None:
    consultation.state = State.CLOSED
    session.commit()
    page = desk.get(address(consultation)).get_data(as_text=True)
    assert "Er is nog geen uitslag om op te antwoorden." in page
    assert "<form class=" not in page.split("<main")[1]
    assert desk.post(address(consultation), data=WRITTEN).status_code == 409


def test_lateness_stands_on_the_page(desk: Visitor, consultation: Consultation, clock: SetClock) -> None:
    clock.set(clock.moment.replace(year=2027, month=9, day=4))
    assert "3 dagen te laat" in desk.get(address(consultation)).get_data(as_text=True)


def test_another_municipality_cannot_answer(
    client: Visitor, consultation: Consultation, session: Session, sign_in: Callable[..., Visitor]
) -> None:
    other = MunicipalityFactory()
    visitor = sign_in(client, UserFactory(municipality=other), other)
    assert visitor.get(address(consultation)).status_code == 404
    assert visitor.post(address(consultation), data=WRITTEN).status_code == 404
    assert replies_of(session, consultation.id) == []


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.FACILITATOR, Role.RESEARCHER])
def test_only_officers_answer(
    client: Visitor,
    municipality: Municipality,
    consultation: Consultation,
    session: Session,
    sign_in: Callable[..., Visitor],
    role: Role,
) -> None:
    visitor = sign_in(client, UserFactory(municipality=municipality, role=role), municipality)
    assert visitor.get(address(consultation)).status_code == 403
    assert visitor.post(address(consultation), data=WRITTEN).status_code == 403
    assert replies_of(session, consultation.id) == []


def test_who_is_not_signed_in_is_asked_to(
    client: Visitor, municipality: Municipality, consultation: Consultation
) -> None:
    answer = client.visit(municipality).get(address(consultation))
    assert answer.status_code == 302
    assert "/inloggen" in answer.headers["Location"]
