"""Erasing in the background: pictures and sound that no question uses any more, every night and when one is removed."""

from __future__ import annotations

from huey import crontab

from panel.core.context import settings
from panel.core.db import database
from panel.core.jobs import Jobs
from panel.media.folder import MediaFolder
from panel.media.service import ERASE_UNUSED, erase_unused, known_names


def register_tasks(jobs: Jobs) -> None:
    """Make the tasks of this room known to the queue."""
    jobs.register(ERASE_UNUSED, _erase_unused)
    jobs.register(f"{ERASE_UNUSED}_every_night", _erase_unused, every=crontab(hour="3", minute="40"))


def _erase_unused() -> None:
    folder = MediaFolder(settings().media)
    with database().transaction() as session:
        names = erase_unused(session)
    # Only now that the rows are really gone: a file can go twice, a row without its file may not be.
    folder.remove(names)
    with database().session(reading=True) as session:
        known = known_names(session)
    folder.sweep(known)
