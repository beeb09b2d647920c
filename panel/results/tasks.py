"""Closing in the background: every minute by the clock, and at once when an officer closes."""

from __future__ import annotations

import datetime as dt

from huey import crontab

from panel.core.context import key_directory, settings
from panel.core.db import database
from panel.core.jobs import Jobs
from panel.results.service import close_what_is_due

CLOSE_ROUNDS = "close_rounds"


def register_tasks(jobs: Jobs) -> None:
    """Make the tasks of this room known to the queue."""
    jobs.register(CLOSE_ROUNDS, _close_rounds)
    jobs.register(f"{CLOSE_ROUNDS}_every_minute", _close_rounds, every=crontab(minute="*"))


def _close_rounds() -> None:
    close_what_is_due(database(), key_directory(), grace=dt.timedelta(hours=settings().grace_hours))
