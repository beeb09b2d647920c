"""A letter about the bus, in the u-form: five questions, one word explained, one answer that may be spoken or shown."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import AddressForm, Consultation, EvidenceKind, QuestionKind
from panel.consultations.service import (
    ClassText,
    OptionText,
    add_breakdown,
    add_question,
    add_term,
    create_consultation,
    create_policy_question,
)
from panel.core.clock import today
from panel.municipalities.models import Municipality
from tests.support.ready import make_ready

BUS_QUESTIONS = (
    "Hoe vaak gaat u met de bus?",
    "Wat is goed aan de bus?",
    "De halte is dicht bij mijn huis.",
    "Hoeveel minuten loopt u naar de halte?",
    "Wat moet beter aan de bus?",
)
SCHOOL = "Welke school deed u het laatst?"


def write_bus_letter(session: Session, *, municipality: Municipality, officer: User) -> Consultation:
    """Write a draft consultation about the bus, for people who get a letter."""
    asked = create_policy_question(
        session,
        municipality_id=municipality.id,
        created_by_id=officer.id,
        title="Wat vindt u van de bus?",
        explanation="De gemeente maakt een nieuw plan voor de bus.",
        influence="U geeft advies. De gemeente beslist.",
        owner_name="Noor Bos",
        owner_function="wethouder vervoer",
        reply_due_on=today() + dt.timedelta(days=120),
    )
    made = create_consultation(
        session, asked, created_by_id=officer.id, evidence_kind=EvidenceKind.PANEL, topic="de bus", code="de-bus"
    )
    made.address_form = AddressForm.U
    often, good, near, walk, better = BUS_QUESTIONS
    add_question(session, made, kind=QuestionKind.CHOOSE_ONE, key="often", text=often, options=_options("often"))
    add_question(session, made, kind=QuestionKind.CHOOSE_SEVERAL, key="good", text=good, options=_options("good"))
    add_question(session, made, kind=QuestionKind.STATEMENT, key="near", text=near)
    minutes = {"least": 0, "most": 60, "limits": [5, 10, 20], "unit": "minuten"}
    add_question(session, made, kind=QuestionKind.NUMBER, key="walk", text=walk, settings=minutes)
    add_question(
        session,
        made,
        kind=QuestionKind.OPEN_TEXT,
        key="better",
        text=better,
        settings={"voice": True, "photo": True},
    )
    add_term(session, made, word="halte", explanation="Een plek waar de bus stopt.")
    schools = [ClassText("Basisschool", "basic"), ClassText("Vmbo of mbo", "middle"), ClassText("Hbo", "high")]
    add_breakdown(session, made, label="School", text=SCHOOL, classes=schools, key="school")
    make_ready(made)
    session.flush()
    return made


def _options(key: str) -> list[OptionText]:
    if key == "often":
        return [OptionText("Elke week", key="weekly"), OptionText("Soms", key="some"), OptionText("Nooit", key="never")]
    return [OptionText("Op tijd", key="time"), OptionText("Niet duur", key="cheap"), OptionText("Rustig", key="calm")]
