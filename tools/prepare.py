"""Brings the database up to date and fills it the first time: the same as `flask db upgrade` and `flask setup`."""

from __future__ import annotations

import logging

from tools.commands import app_command
from wsgi import app

if __name__ == "__main__":
    logging.getLogger("alembic").setLevel(logging.WARNING)
    app_command(app, "db", "upgrade")
    app_command(app, "setup")
