"""Clearing up in the background: what staff typed long ago and never saved."""

from __future__ import annotations

from huey import crontab

from panel.accounts.service import forget_old_unsaved
from panel.core.clock import now
from panel.core.db import database
from panel.core.jobs import Jobs


def register_tasks(jobs: Jobs) -> None:
    """Make the tasks of this room known to the queue."""
    jobs.register("forget_unsaved_texts_every_night", forget_unsaved_texts, every=crontab(hour="3", minute="20"))


def forget_unsaved_texts() -> None:
    """Remove unsaved texts of more than 30 days old."""
    with database().transaction() as session:
        forget_old_unsaved(session, at=now())
