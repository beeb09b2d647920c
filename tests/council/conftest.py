"""A municipality whose outcomes programs read."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, EvidenceKind, State
from panel.municipalities.models import Municipality
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.results.samples import freeze_sample
from tests.support.visitor import Visitor


@pytest.fixture
def open_municipality(session: Session) -> Municipality:
    made: Municipality = MunicipalityFactory(contact_name="Team Onderzoek", contact_email="onderzoek@stad.example")
    return made


@pytest.fixture
def program(client: Visitor, session: Session, open_municipality: Municipality) -> Visitor:
    """A visitor of a municipality with an outcome of 187 people, one of 4 and a draft."""
    for code, size in (("de-bus", 187), ("de-brug", 4)):
        freeze_sample(
            session, _consultation(open_municipality, code, evidence_kind=EvidenceKind.SAMPLE), size, invited_about=600
        )
    _consultation(open_municipality, "geheim", State.DRAFT)
    session.commit()
    return client.visit(open_municipality)


def _consultation(municipality: Municipality, code: str, state: State = State.REPORTED, **more: Any) -> Consultation:
    question = PolicyQuestionFactory(municipality=municipality, title="Wat vinden we van de bus?")
    made: Consultation = ConsultationFactory(policy_question=question, code=code, state=state, **more)
    return made
