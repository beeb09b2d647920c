"""In the background: what testers wrote goes as soon as the answers are in, or it does not go through."""

from __future__ import annotations

from huey import crontab

from panel.consultations.service import forget_test_rounds
from panel.core.db import database
from panel.core.jobs import Jobs

FORGET_TEST_ROUNDS = "forget_test_rounds"


def register_tasks(jobs: Jobs) -> None:
    """Make the tasks of this room known to the queue."""
    jobs.register(FORGET_TEST_ROUNDS, _forget_test_rounds, every=crontab(minute="*/10"))


def _forget_test_rounds() -> None:
    with database().transaction() as session:
        forget_test_rounds(session)
