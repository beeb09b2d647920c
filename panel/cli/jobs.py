"""Works the queue of background jobs off, as a process of its own beside the web server."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from panel.core.jobs import jobs

jobs_group = AppGroup("jobs", help="Work that is done outside a request, such as counting a closed round.")


@jobs_group.command("work")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 16), help="Jobs at the same time.")
def work(workers: int) -> None:
    """Do jobs until stopped, those by the clock too. One process of these is enough; more are harmless."""
    jobs().huey.create_consumer(workers=workers, periodic=True).run()


@jobs_group.command("pending")
def pending() -> None:
    """Show how many jobs wait."""
    click.echo(jobs().pending())
