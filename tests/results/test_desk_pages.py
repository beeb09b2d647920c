"""At the desk: who is missing while it runs, what to look at before closing, and the report after the count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import BreakdownSource, Consultation, EvidenceKind, PopulationFigures, State
from panel.core.access import Role
from panel.core.clock import today
from panel.results.models import PublishedOutcome
from panel.results.presenters.before_closing import present_checks
from panel.results.presenters.response import present_response
from panel.results.response import ClassSoFar, ResponseSoFar
from panel.results.response_models import ResponseBands
from panel.stats.published import Published
from panel.stats.published_weighting import PublishedWeighting, StopReason
from panel.stats.response import Band
from tests.factories import ConsultationFactory, PolicyQuestionFactory, UserFactory
from tests.results.samples import freeze_sample, sample_breakdown, sample_consultation, sample_questions
from tests.support.visitor import Visitor

BANDS = {"age": {"young": "FEW", "middle": "FITTING", "old": "MORE"}}


@pytest.fixture
def officer(session: Session) -> User:
    made: User = UserFactory()
    return made


@pytest.fixture
def desk(client: Visitor, officer: User, sign_in: Callable[..., Visitor]) -> Visitor:
    return sign_in(client, officer)


def asked_by(officer: User, state: State, kind: EvidenceKind, **more: Any) -> Consultation:
    question = PolicyQuestionFactory(
        municipality_id=officer.municipality_id, created_by_id=officer.id, title="Wat vinden we van de bus?"
    )
    made: Consultation = ConsultationFactory(
        policy_question=question, state=state, evidence_kind=kind, code="de-bus", **more
    )
    return made


def running(session: Session, officer: User, kind: EvidenceKind = EvidenceKind.SAMPLE) -> Consultation:
    made = asked_by(officer, State.OPEN, kind)
    made.questions[:] = sample_questions()
    made.breakdowns[:] = [sample_breakdown()]
    session.commit()
    return made


def give_figures(session: Session, made: Consultation) -> None:
    figures = PopulationFigures(
        breakdown_id=made.breakdowns[0].id,
        counts={"young": 30, "middle": 45, "old": 25},
        source="CBS",
        counted_on=dt.date(2026, 1, 1),
    )
    session.add(figures)
    session.commit()


def read(desk: Visitor, made: Consultation, name: str) -> str:
    answer = desk.get(f"/werkplek/raadplegingen/{made.id}/{name}")
    assert answer.status_code == 200
    return " ".join(answer.get_data(as_text=True).split())


def test_without_a_target_the_page_leads_to_where_it_is_given(desk: Visitor, session: Session, officer: User) -> None:
    made = running(session, officer)
    page = read(desk, made, "wie-missen-we")
    assert "Vul eerst in wie er wonen." in page
    assert f"/werkplek/raadplegingen/{made.id}/bevolking" in page


def test_with_a_target_and_few_answers_it_is_too_early(desk: Visitor, session: Session, officer: User) -> None:
    made = running(session, officer)
    give_figures(session, made)
    assert "Het is nog te vroeg." in read(desk, made, "wie-missen-we")


def test_bands_are_words_without_any_number(desk: Visitor, session: Session, officer: User) -> None:
    made = running(session, officer)
    give_figures(session, made)
    session.add(ResponseBands(consultation_id=made.id, measured_on=today(), sent=80, bands=BANDS))
    session.commit()
    page = read(desk, made, "wie-missen-we")
    assert "We missen vooral: Jonger dan 30." in page
    for words in ("veel te weinig", "zoals in de gemeente", "Stuur een herinnering."):
        assert words in page
    stand = page.split('aria-labelledby="stand"')[1].split("</section>")[0]
    assert "80" not in stand
    assert "Vaker rijden" not in page


def test_an_open_question_has_no_target(desk: Visitor, session: Session, officer: User) -> None:
    made = running(session, officer, EvidenceKind.OPEN)
    page = read(desk, made, "wie-missen-we")
    assert "Hier is geen doel per groep." in page
    assert "Hang de poster op waar zij komen." in page


def test_the_running_page_leads_to_who_is_missing(desk: Visitor, session: Session, officer: User) -> None:
    made = running(session, officer, EvidenceKind.OPEN)
    assert f"/werkplek/raadplegingen/{made.id}/wie-missen-we" in read(desk, made, "lopend")


def test_once_closed_there_is_nothing_more_to_do_about_who_is_missing(
    desk: Visitor, session: Session, officer: User
) -> None:
    made = asked_by(officer, State.CLOSED, EvidenceKind.SAMPLE)
    session.commit()
    assert desk.get(f"/werkplek/raadplegingen/{made.id}/wie-missen-we").status_code == 404
    assert desk.get(f"/werkplek/raadplegingen/{made.id}/verslag").status_code == 404


def test_the_report_tells_what_was_done_with_the_answers(desk: Visitor, session: Session, officer: User) -> None:
    made = asked_by(officer, State.REPORTED, EvidenceKind.SAMPLE)
    report = {
        "merged_classes": {"age": ["middle", "old"]},
        "merged_options": {"goal": ["sports", "family"]},
        "dropped": [{"reason": "NOT_SAFE", "breakdown": "age", "question": "safe"}],
    }
    freeze_sample(session, made, 187, report=report, invited_about=900, damaged_boxes=True)
    page = read(desk, made, "verslag")
    for words in (
        "Ongeveer 185 mensen deden mee.",
        "Er waren geen cijfers van de bevolking om naar te wegen.",
        "30 tot en met 64 en 65 of ouder",
        "‘Sport’ en ‘Familie en vrienden’",
        "Hoe veilig voel je je bij de halte? · verdeeld naar ‘Leeftijd’",
        "Enkele antwoorden waren beschadigd.",
    ):
        assert words in page


def test_the_report_says_when_a_large_part_of_everybody_makes_the_margin_smaller(
    desk: Visitor, session: Session, officer: User
) -> None:
    made = asked_by(officer, State.REPORTED, EvidenceKind.SAMPLE)
    frozen = freeze_sample(session, made, 600)
    for frame, is_told in ((1_200, True), (62_000, False)):
        told = PublishedWeighting((), sampled=True, stopped=StopReason.TOO_HEAVY, frame=frame)
        outcome = replace(Published.from_dict(frozen.content), weighting=told)
        # Frozen means frozen: only a test looks at other figures in the same place.
        session.execute(update(PublishedOutcome).values(content=outcome.to_dict()))
        session.commit()
        page = read(desk, made, "verslag")
        assert ("Van de 1.200 mensen deed meer dan 5 op de 100 mee." in page) is is_told


def test_a_facilitator_reads_no_report(
    client: Visitor, session: Session, officer: User, sign_in: Callable[..., Visitor]
) -> None:
    made = asked_by(officer, State.REPORTED, EvidenceKind.GROUP)
    freeze_sample(session, made, 187)
    helper = UserFactory(municipality_id=officer.municipality_id, role=Role.FACILITATOR)
    session.commit()
    sign_in(client, helper)
    assert client.get(f"/werkplek/raadplegingen/{made.id}/verslag").status_code == 403


def test_closing_shows_first_what_is_not_ready(desk: Visitor, session: Session, officer: User) -> None:
    page = read(desk, running(session, officer), "sluiten")
    assert "Er zijn nu minder dan 10 inzendingen. Dan komt er geen uitslag." in page
    assert "Cijfers van de bevolking ontbreken bij: Leeftijd." in page


@pytest.mark.usefixtures("in_dutch")
@pytest.mark.parametrize(
    ("kind", "sent", "figures", "wrong"),
    [
        (EvidenceKind.SAMPLE, 600, {"age"}, []),
        (EvidenceKind.SAMPLE, 400, {"age"}, ["Genoeg antwoorden"]),
        (EvidenceKind.PANEL, 400, set(), ["Wegen"]),
        (EvidenceKind.OPEN, 400, set(), []),
        (EvidenceKind.OPEN, 21, set(), ["Groepen vergelijken"]),
        (EvidenceKind.OPEN, 9, set(), ["Genoeg antwoorden", "Groepen vergelijken"]),
    ],
)
def test_what_asks_for_a_look_before_closing(
    kind: EvidenceKind, sent: int, figures: set[str], wrong: list[str]
) -> None:
    consultation = sample_consultation(kind)
    consultation.breakdowns[0].filled_by = BreakdownSource.ASKED
    checks = present_checks(consultation, sent, figures)
    assert [one.about for one in checks if not one.good] == wrong


@pytest.mark.usefixtures("in_dutch")
def test_the_most_missing_class_is_named_first() -> None:
    classes = [
        ClassSoFar("Leeftijd", "Jong", Band.FEWER),
        ClassSoFar("Leeftijd", "Oud", Band.FITTING),
        ClassSoFar("Wijk", "Noord", Band.FEW),
    ]
    found = ResponseSoFar(dt.date(2027, 3, 1), classes)
    view = present_response(SimpleNamespace(), found, has_figures=True)  # type: ignore[arg-type]
    assert view.headline == "We missen vooral: Noord en Jong."
    assert [background.name for background in view.backgrounds] == ["Leeftijd", "Wijk"]
