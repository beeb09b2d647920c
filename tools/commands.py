"""Runs the application's own commands in this process, so that the application is loaded only once."""

from __future__ import annotations

import logging
import sys

import click
from flask import Flask
from flask.cli import FlaskGroup


def app_command(app: Flask, *words: str) -> None:
    """Do the same as `flask --app wsgi WORDS`. A command that refuses says why and ends the process."""
    group = FlaskGroup(create_app=lambda: app, load_dotenv=False, set_debug_flag=False)
    try:
        code = group.main(list(words), prog_name="flask", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    # Outside standalone mode a command that ends with an exit code returns it.
    if isinstance(code, int) and code != 0:
        sys.exit(code)


def prepare(app: Flask) -> None:
    """Bring the database up to date and fill it the first time: `flask db upgrade` and `flask setup`."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    app_command(app, "db", "upgrade")
    app_command(app, "setup")
