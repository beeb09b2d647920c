"""In the background: opening and closing every minute; counting, also at once; wiping and erasing every night."""

from __future__ import annotations

import datetime as dt

from huey import crontab

from panel.consultations.service import open_what_is_due
from panel.core.context import key_directory, settings
from panel.core.db import database
from panel.core.jobs import Jobs
from panel.results.correcting import MAKE_CORRECTIONS, make_approved
from panel.results.forgetting import forget_deleted_rows
from panel.results.response import measure_response
from panel.results.retention import erase_past_retention
from panel.results.service import CLOSE_ROUNDS, close_what_is_due, wipe_recordings
from panel.results.withdrawal import FORGET_DELETED

OPEN_AND_CLOSE = "open_and_close_every_minute"
WIPE_RECORDINGS = "wipe_recordings"
MEASURE_RESPONSE = "measure_response"
ERASE_ANSWERS = "erase_answers"


class StillReadError(RuntimeError):
    """Others were reading, so that what was deleted could not leave the log yet."""


def register_tasks(jobs: Jobs) -> None:
    """Make the tasks of this room known to the queue."""
    jobs.register(CLOSE_ROUNDS, _close_rounds)
    jobs.register(FORGET_DELETED, _forget_deleted)
    jobs.register(MAKE_CORRECTIONS, _make_corrections)
    jobs.register(OPEN_AND_CLOSE, _open_and_close, every=crontab(minute="*"))
    jobs.register(WIPE_RECORDINGS, _wipe_recordings, every=crontab(hour="1", minute="20"))
    jobs.register(MEASURE_RESPONSE, _measure_response, every=crontab(hour="3", minute="40"))
    jobs.register(ERASE_ANSWERS, _erase_answers, every=crontab(hour="2", minute="10"))


def _open_and_close() -> None:
    open_what_is_due(database(), skip_second_eyes=settings().skip_second_eyes)
    _close_rounds()


def _close_rounds() -> None:
    close_what_is_due(database(), key_directory(), grace=dt.timedelta(hours=settings().grace_hours))
    # What a crash left approved and not made.
    make_approved(database())


def _make_corrections() -> None:
    make_approved(database())


def _wipe_recordings() -> None:
    wipe_recordings(database(), key_directory())


def _measure_response() -> None:
    measure_response(database(), key_directory())


def _erase_answers() -> None:
    erase_past_retention(database(), key_directory())


def _forget_deleted() -> None:
    # When others were reading, part of a log had to stay: the queue tries again.
    if not forget_deleted_rows(database()):
        raise StillReadError
