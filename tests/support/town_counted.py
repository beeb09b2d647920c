"""A consultation of a municipality with every kind of question, as it is or when thirty people were counted."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.answering.answers import Answers, Given
from panel.answering.service import seal_given
from panel.consultations.models import (
    Consultation,
    EvidenceKind,
    Question,
    QuestionKind,
    Round,
    State,
)
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.municipalities.models import Municipality
from panel.results.closing import begin_closing, finish_closing
from tests.factories import (
    BreakdownFactory,
    ConsultationFactory,
    PolicyQuestionFactory,
    QuestionFactory,
    RoundFactory,
    TermFactory,
)

PEOPLE = 30


def town_consultation(municipality: Municipality, officer: User, state: State, kind: EvidenceKind) -> Consultation:
    """Return a consultation with a question of every kind, a breakdown and a word that is explained."""
    question = PolicyQuestionFactory(municipality=municipality, officer=officer)
    made: Consultation = ConsultationFactory(
        municipality=municipality, policy_question=question, state=state, evidence_kind=kind
    )
    for one in QuestionKind:
        QuestionFactory(consultation=made, kind=one)
    BreakdownFactory(consultation=made)
    TermFactory(consultation=made)
    return made


def counted_consultation(
    session: Session, database: Database, keys: KeyDirectory, municipality: Municipality, officer: User
) -> tuple[Consultation, Round]:
    """Let thirty people answer, close, and count; return the consultation and its round."""
    made = town_consultation(municipality, officer, State.OPEN, EvidenceKind.OPEN)
    round_: Round = RoundFactory(consultation=made, directory=keys)
    session.refresh(made)
    for person in range(PEOPLE):
        given = {one.key: _answer(one, person) for one in made.questions}
        background = {one.key: one.classes[person % len(one.classes)].key for one in made.breakdowns}
        seal_given(session, round_, made, Answers(given, background))
    begin_closing(session, made, by=officer.id, grace=dt.timedelta(0))
    session.commit()
    assert finish_closing(database, keys, round_.id)
    session.expire_all()
    return made, round_


def _answer(question: Question, person: int) -> Given:
    if person % 7 == 6:
        return Given("DONT_KNOW")
    options = [one.key for one in question.options]
    match question.kind:
        case QuestionKind.CHOOSE_ONE | QuestionKind.CHOOSE_PICTURE | QuestionKind.SCALE:
            return Given("ANSWERED", options[person % 5 % len(options)])
        case QuestionKind.CHOOSE_SEVERAL:
            return Given("ANSWERED", options[: person % 3 + 1])
        case QuestionKind.TOP_THREE:
            return Given("ANSWERED", [*options[person % 4 :], *options][: person % 3 + 1])
        case QuestionKind.STATEMENT:
            return Given("ANSWERED", "AGREE" if person % 3 else "DISAGREE")
        case QuestionKind.NUMBER:
            return Given("ANSWERED", person % 20)
        case _:
            return Given("ANSWERED", f"Meer licht bij de kade, zegt deelnemer {person}.")
