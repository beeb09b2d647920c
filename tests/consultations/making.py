"""A consultation that may open at once, for tests that take one thing away from it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation, EvidenceKind, QuestionKind
from panel.consultations.service import (
    ClassText,
    OptionText,
    add_breakdown,
    add_question,
    create_consultation,
    create_policy_question,
)
from panel.core.clock import today
from panel.municipalities.models import Municipality
from tests.factories import UserFactory
from tests.support.ready import make_ready

ANSWERS = (OptionText("Elke week", pictogram="often"), OptionText("Soms"), OptionText("Nooit"))


def officer_of(municipality: Municipality) -> User:
    made: User = UserFactory(municipality=municipality)
    return made


def ready_consultation(session: Session, officer: User, kind: EvidenceKind = EvidenceKind.OPEN) -> Consultation:
    """Return a draft with everything that opening asks for, except a group when it is one of groups."""
    asked = create_policy_question(
        session,
        municipality_id=officer.municipality_id,
        created_by_id=officer.id,
        title="Hoe wordt buiten sporten leuker?",
        explanation="Er komt geld voor sport.",
        influence="De raad kiest uit jullie ideeën.",
        owner_name="S. Bos",
        owner_function="wethouder",
        reply_due_on=today() + dt.timedelta(days=100),
    )
    made = create_consultation(
        session, asked, created_by_id=officer.id, evidence_kind=kind, topic="sporten in jouw buurt"
    )
    add_question(session, made, kind=QuestionKind.CHOOSE_ONE, text="Hoe vaak sport jij?", options=ANSWERS)
    add_question(session, made, kind=QuestionKind.OPEN_TEXT, text="Wat kan beter?")
    add_breakdown(
        session, made, label="Leeftijd", text="Hoe oud ben je?", classes=[ClassText("Jong"), ClassText("Oud")]
    )
    make_ready(made)
    session.commit()
    return made
