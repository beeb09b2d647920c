"""A questionnaire is kept in memory while people answer it, and everything that changes is seen at the next tap."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from panel.answering.questionnaires import Questionnaires
from panel.consultations.models import Consultation, PolicyQuestion, State
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from tests.support.scene import open_class_consultation


def test_the_same_questionnaire_is_given_again_while_nothing_changes(
    database: Database, session: Session, keys: KeyDirectory
) -> None:
    asked = open_class_consultation(session, keys)
    session.commit()
    kept = Questionnaires(database)
    first = kept.find(session, asked.municipality_id, asked.id)
    assert first is not None
    assert [one.key for one in first.questions] == [one.key for one in asked.questions]
    assert kept.find(session, asked.municipality_id, asked.id) is first
    assert first not in session, "what all threads share belongs to no session"


def test_a_change_of_the_consultation_or_its_policy_question_is_seen_at_once(
    database: Database, session: Session, keys: KeyDirectory
) -> None:
    asked = open_class_consultation(session, keys)
    session.commit()
    kept = Questionnaires(database)
    kept.find(session, asked.municipality_id, asked.id)
    session.execute(update(Consultation).values(state=State.CLOSED))
    session.commit()
    closed = kept.find(session, asked.municipality_id, asked.id)
    assert closed is not None
    assert closed.state is State.CLOSED
    session.execute(update(PolicyQuestion).values(influence="De raad beslist.", edition=PolicyQuestion.edition + 1))
    session.commit()
    changed = kept.find(session, asked.municipality_id, asked.id)
    assert changed is not None
    assert changed.policy_question.influence == "De raad beslist."


def test_another_municipality_finds_nothing_also_when_it_is_kept(
    database: Database, session: Session, keys: KeyDirectory
) -> None:
    asked = open_class_consultation(session, keys)
    session.commit()
    kept = Questionnaires(database)
    assert kept.find(session, asked.municipality_id, asked.id) is not None
    assert kept.find(session, asked.municipality_id + 1, asked.id) is None


def test_what_is_made_for_everybody_is_made_once_and_again_after_a_change(
    database: Database, session: Session, keys: KeyDirectory
) -> None:
    asked = open_class_consultation(session, keys)
    session.commit()
    kept = Questionnaires(database)
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    first = kept.find(session, asked.municipality_id, asked.id)
    assert first is not None
    assert [kept.once(first, "pages", make) for _ in range(3)] == [1, 1, 1]
    session.execute(update(Consultation).values(topic="fietsen in je buurt"))
    session.commit()
    second = kept.find(session, asked.municipality_id, asked.id)
    assert second is not None
    assert kept.once(second, "pages", make) == 2
