"""In the background: laying out the answers to be read, and working out proposals."""

from __future__ import annotations

from sqlalchemy import select

from panel.consultations.models import Consultation, Question
from panel.consultations.queries import consultation_by_id
from panel.core.db import database
from panel.core.jobs import Jobs
from panel.open_answers.queries import open_questions
from panel.open_answers.service import PREPARE_READING, PROPOSE_THEMES, prepare_reading, propose_themes


def register_tasks(jobs: Jobs) -> None:
    """Make the tasks of this room known to the queue."""
    jobs.register(PREPARE_READING, _prepare)
    jobs.register(PROPOSE_THEMES, _propose)


def _prepare(consultation_id: int, user_id: int) -> None:
    with database().transaction() as session:
        # Two officers may tap at once: the second finds everything laid out.
        found = session.scalars(
            select(Consultation).where(Consultation.id == consultation_id).with_for_update()
        ).first()
        consultation = found and consultation_by_id(session, found.municipality_id, found.id)
        if consultation is not None:
            prepare_reading(session, consultation, by=user_id)
            for question in open_questions(consultation):
                propose_themes(session, question)


def _propose(question_id: int) -> None:
    with database().transaction() as session:
        question = session.get(Question, question_id, with_for_update=True)
        if question is not None:
            propose_themes(session, question)
