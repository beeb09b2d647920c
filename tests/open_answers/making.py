"""A closed class consultation whose people wrote in their own words, some of them with a name in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from panel.answering.answers import Given
from panel.answering.service import seal_given
from panel.consultations.models import Consultation, Question
from panel.consultations.queries import consultation_by_id
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.open_answers.models import OpenAnswer, Reader, Theme
from panel.open_answers.queries import open_questions, texts_of
from panel.open_answers.service import add_theme, confirm_theme, prepare_reading, save_reading
from panel.results.closing import begin_closing, finish_closing
from tests.support.scene import open_class_consultation, some_answers, the_round

NAME = "Quadrophenia Zeverijn"
LIGHT, FIELD = "Meer lampen in de straat", "Een veld om te voetballen"


def closed_with(
    session: Session, database: Database, keys: KeyDirectory, words: Sequence[str], code: str = "sporten"
) -> Consultation:
    """Let as many people as there are words answer and close; return the consultation as it was counted."""
    made = open_class_consultation(session, keys, seats=None, code=code, group_code=None)
    for number, told in enumerate(words):
        given = Given("ANSWERED", told) if told else Given("SKIPPED")
        seal_given(session, the_round(made), made, some_answers(number).with_given("tip", given))
    session.commit()
    round_id, municipality_id, made_id = the_round(made).id, made.municipality_id, made.id
    begin_closing(session, made, by=None, grace=dt.timedelta(0))
    session.commit()
    assert finish_closing(database, keys, round_id)
    session.expire_all()
    found = consultation_by_id(session, municipality_id, made_id)
    assert found is not None
    return found


def many(light: int = 30, field: int = 20) -> list[str]:
    """Return as many answers about light and about a field."""
    return [f"{LIGHT} graag {number}" for number in range(light)] + [f"{FIELD} {number}" for number in range(field)]


def tip_of(consultation: Consultation) -> Question:
    (only,) = open_questions(consultation)
    return only


def prepared(session: Session, consultation: Consultation) -> Question:
    """Lay out the answers to be read."""
    prepare_reading(session, consultation, by=consultation.created_by_id)
    session.commit()
    return tip_of(consultation)


def themes_for(session: Session, consultation: Consultation, names: Sequence[str]) -> list[Theme]:
    """Write and confirm themes."""
    question = tip_of(consultation)
    made = [add_theme(session, question, name=name, belongs=f"Alles over {name}", example="") for name in names]
    for theme in made:
        confirm_theme(session, consultation, theme, edition=1, by=consultation.created_by_id)
    session.commit()
    return made


def read_all(
    session: Session, consultation: Consultation, light: Theme, field: Theme, reader: Reader = Reader.FIRST
) -> None:
    """Read every answer: those with lamps are about light, the others about a field."""
    question = tip_of(consultation)
    for key, words in texts_of(session, question).items():
        theme = light if "lampen" in words else field
        save_reading(
            session, question, session.get_one(OpenAnswer, key), reader=reader, themes={theme.id}, edition=0,
            by=consultation.created_by_id,
        )  # fmt: skip
    session.commit()
