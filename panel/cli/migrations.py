"""Brings the tables of the database up to date, and writes the steps to do so."""

from __future__ import annotations

import click
from alembic import command
from alembic.config import Config
from flask.cli import AppGroup

from config import ROOT
from panel.core.context import settings

db_group = AppGroup("db", help="The tables of the database.")


def migration_config() -> Config:
    """Return Alembic's configuration for the database of this application; there is no file with settings."""
    here = settings()
    here.instance_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations").replace("%", "%%"))
    config.set_main_option("sqlalchemy.url", here.database.replace("%", "%%"))
    return config


@db_group.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the tables up to date; harmless when they are."""
    command.upgrade(migration_config(), revision)


@db_group.command("revision")
@click.option("-m", "--message", required=True, help="What changes, in a few words.")
def revision(message: str) -> None:
    """Write the next step from the difference between the models and the database."""
    command.revision(migration_config(), message=message, autogenerate=True)


@db_group.command("heads")
def heads() -> None:
    """Show the newest step; there must be exactly one."""
    command.heads(migration_config(), verbose=False)
