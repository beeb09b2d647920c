"""Brings the tables of the database up to date, and writes the steps to do so."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from config import ROOT
from panel.core.context import settings

if TYPE_CHECKING:
    from alembic.config import Config

db_group = AppGroup("db", help="The tables of the database.")


def migration_config() -> Config:
    """Return Alembic's configuration for the database of this application; there is no file with settings."""
    from alembic.config import Config  # noqa: PLC0415

    here = settings()
    here.instance_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    config = Config(stdout=sys.stdout)
    config.set_main_option("script_location", str(ROOT / "migrations").replace("%", "%%"))
    config.set_main_option("sqlalchemy.url", here.database.replace("%", "%%"))
    return config


def alembic_commands() -> ModuleType:
    """Return what Alembic can do. It loads slowly, and only the commands of this file need it."""
    from alembic import command  # noqa: PLC0415

    return command


@db_group.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the tables up to date; harmless when they are."""
    alembic_commands().upgrade(migration_config(), revision)


@db_group.command("revision")
@click.option("-m", "--message", required=True, help="What changes, in a few words.")
def revision(message: str) -> None:
    """Write the next step from the difference between the models and the database."""
    alembic_commands().revision(migration_config(), message=message, autogenerate=True)


@db_group.command("heads")
def heads() -> None:
    """Show the newest step; there must be exactly one."""
    alembic_commands().heads(migration_config(), verbose=False)
