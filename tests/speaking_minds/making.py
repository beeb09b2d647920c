"""A class that advises: one whose question is open, and one whose outcome is known."""

from __future__ import annotations

from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, EvidenceKind, Round, RoundState, State
from panel.municipalities.models import Municipality
from panel.speaking_minds.models import Recommendation
from panel.speaking_minds.service import add_recommendation, agree
from tests.factories import ConsultationFactory, RoundFactory
from tests.results.samples import freeze_sample

FIELD = "Maak een veld waar iedereen mag sporten"
LIGHT = "Zet meer lampen bij het pad"
WHY = "Nu is er geen plek. Dan blijven wij thuis."


def class_that_advises(
    session: Session,
    *,
    kind: EvidenceKind = EvidenceKind.GROUP,
    state: State = State.REPORTED,
    people: int = 23,
    groups: int = 1,
    municipality: Municipality | None = None,
    code: str = "sporten",
) -> Consultation:
    """Make a consultation with groups and, once it is reported, an outcome of so many people."""
    about = {"municipality": municipality} if municipality else {}
    made: Consultation = ConsultationFactory(evidence_kind=kind, state=state, code=code, **about)
    for number in range(groups):
        shut = RoundState.OPEN if state is State.OPEN else RoundState.CLEANED
        RoundFactory(consultation=made, name=f"Klas {number + 1}B", state=shut)
    if state is State.REPORTED:
        freeze_sample(session, made, people)
    session.commit()
    session.refresh(made)
    return made


def advise(
    session: Session,
    consultation: Consultation,
    advice: str = FIELD,
    why: str = WHY,
    *,
    agreed: bool = True,
    at: int = 0,
) -> Recommendation:
    """Let a group recommend something, and agree to it."""
    by = consultation.created_by_id
    round_: Round = consultation.rounds[at]
    made = add_recommendation(session, consultation, round_, advice=advice, why=why, by=by)
    if agreed:
        agree(session, consultation, made, edition=made.edition, read_by_group=True, looked=False, by=by)
    session.commit()
    return made
