"""A consultation never mixes kinds of evidence: schema, services and pages are each tried to make it do so."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, EvidenceKind, State
from panel.core.keys import KeyDirectory, Pepper
from panel.invitations.queries import find_door
from panel.invitations.service import add_group, create_invitations
from panel.invitations.service.doors import InvitationError
from panel.municipalities.models import Municipality
from panel.results.certainty import how_sure
from panel.results.population import population_counts
from panel.stats.published import Published
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.results.samples import freeze_sample
from tests.support.scene import open_class_consultation, the_round
from tests.support.visitor import Visitor

pytestmark = pytest.mark.sqlite
PERSONAL = (EvidenceKind.SAMPLE, EvidenceKind.PANEL)


@pytest.mark.parametrize("kind", ["SAMPLE,GROUP", "MIXED", "", None])
def test_the_schema_takes_one_kind_and_nothing_else(session: Session, kind: str | None) -> None:
    made = ConsultationFactory(evidence_kind=EvidenceKind.SAMPLE)
    session.commit()
    change = text("UPDATE consultation SET evidence_kind = :kind WHERE id = :id")
    with pytest.raises(IntegrityError):
        session.execute(change, {"kind": kind, "id": made.id})
    session.rollback()


@pytest.mark.parametrize("kind", [EvidenceKind.SAMPLE, EvidenceKind.PANEL, EvidenceKind.OPEN])
def test_no_group_joins_people_who_came_in_another_way(
    session: Session, keys: KeyDirectory, kind: EvidenceKind
) -> None:
    made = open_class_consultation(session, keys, evidence_kind=kind, code="het-plein")
    with pytest.raises(InvitationError, match="WRONG_KIND"):
        add_group(session, made, name="Klas 3B", seats=10, keys=keys)
    assert len(made.rounds) == 1


@pytest.mark.parametrize("kind", [EvidenceKind.GROUP, EvidenceKind.OPEN])
def test_no_personal_code_leads_into_a_group_or_an_open_question(
    session: Session, keys: KeyDirectory, pepper: Pepper, kind: EvidenceKind
) -> None:
    made = open_class_consultation(session, keys, evidence_kind=kind, code="het-plein")
    with pytest.raises(InvitationError, match="WRONG_KIND"):
        create_invitations(session, the_round(made), 10, pepper)


@pytest.mark.parametrize("kind", [EvidenceKind.SAMPLE, EvidenceKind.PANEL, EvidenceKind.GROUP])
def test_the_public_address_is_no_door_into_a_sample_panel_or_group(
    session: Session, keys: KeyDirectory, pepper: Pepper, kind: EvidenceKind
) -> None:
    made = open_class_consultation(session, keys, evidence_kind=kind, code="het-plein")
    assert find_door(session, made.code, pepper) is None


@pytest.mark.parametrize("kind", list(EvidenceKind))
def test_only_a_sample_gets_a_margin_and_only_personal_codes_are_weighed(
    session: Session, kind: EvidenceKind, in_dutch: None
) -> None:
    made = ConsultationFactory(code="het-plein", state=State.REPORTED, evidence_kind=kind)
    outcome = freeze_sample(session, made, 612)
    published = Published.from_dict(outcome.content)
    table = published.questions[0].table
    assert table is not None
    said = " ".join(how_sure(kind, published, table.options[0], table))
    assert ("In de hele gemeente" in said) == (kind is EvidenceKind.SAMPLE)
    if kind not in PERSONAL:
        assert list(population_counts(session, made)) == []


def two_consultations(session: Session) -> tuple[Municipality, Consultation, Consultation]:
    """One policy question, put to a sample and to groups."""
    place = MunicipalityFactory()
    asked = PolicyQuestionFactory(municipality=place, title="Wat vinden we van de bus?")
    sample, group = (
        ConsultationFactory(policy_question=asked, code=code, state=State.REPORTED, evidence_kind=kind)
        for code, kind in (("bus-steekproef", EvidenceKind.SAMPLE), ("bus-groepen", EvidenceKind.GROUP))
    )
    freeze_sample(session, sample, 612)
    freeze_sample(session, group, 43)
    return place, sample, group


def test_two_kinds_stand_on_two_cards_and_never_in_one_number(client: Visitor, session: Session) -> None:
    place, sample, group = two_consultations(session)
    client.visit(place)
    pages = {one.code: client.get(f"/uitslag/{one.code}").text for one in (sample, group)}
    assert "ongeveer 610 mensen" in pages["bus-steekproef"]
    assert "ongeveer 45 mensen" in pages["bus-groepen"]
    assert "610" not in pages["bus-groepen"]
    assert "ongeveer 45" not in pages["bus-steekproef"]
    everything = client.get("/uitslagen").text
    assert "Steekproef" in everything
    assert "Groep" in everything
    for page in (*pages.values(), everything):
        assert "655" not in re.sub(r"<[^>]*>", " ", page)
    assert "655" not in client.get("/api/v1/uitslagen").text


def test_every_figure_that_programs_read_names_its_one_kind(client: Visitor, session: Session) -> None:
    place, sample, group = two_consultations(session)
    client.visit(place)
    for one, kind in ((sample, "SAMPLE"), (group, "GROUP")):
        reply = client.get(f"/api/v1/uitslagen/{one.code}/cijfers")
        rows = next(value for value in (reply.json or {}).values() if isinstance(value, list))
        assert {row["bewijs"] for row in rows} == {kind}
