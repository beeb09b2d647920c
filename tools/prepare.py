"""Brings the database up to date and fills it the first time: the same as `flask db upgrade` and `flask setup`."""

from __future__ import annotations

from flask.cli import FlaskGroup

from wsgi import app


def command(*words: str) -> None:
    """Run one of the application's own commands in this process, so that it is loaded only once."""
    FlaskGroup(create_app=lambda: app).main(list(words), prog_name="flask", standalone_mode=False)


if __name__ == "__main__":
    command("db", "upgrade")
    command("setup")
