"""Measures how long it takes to count and freeze a consultation, in what memory, and how soon its page answers then.

Usage: python -m bench.freezing [--people 1000 --people 100000] [--database sqlite|postgres]
Ten questions and two breakdowns; every box is opened, counted, proven safe and forgotten as in production.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import json
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

from bench.boxes import fill_round
from bench.ground import HOST, CannotMeasureError, Ground, ground, serving
from config import ROOT
from panel.consultations.models import Consultation
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.results.closing import begin_closing
from panel.results.service import close_what_is_due

PEOPLE = (1_000, 100_000, 1_000_000)
DATABASES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
ASKED_OF = 100_000
SECONDS = 60.0
PAGE_SECONDS = 0.1
TIMES = 30
MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024


@dataclass(frozen=True)
class Score:
    """How long freezing took in seconds, how much of that a processor worked, the most memory it needed in MB, and the
    p95 of the page in seconds.
    """

    database: str
    people: int
    seconds: float
    processor: float
    megabytes: float
    page: float

    @property
    def good(self) -> bool:
        return self.people > ASKED_OF or (self.seconds <= SECONDS and self.page <= PAGE_SECONDS)


def measure(kind: str, people: int) -> Score:
    """Fill a consultation, let another process close it as the background does, then ask for its page.

    Raises CannotMeasureError when it was not frozen.
    """
    with ground(kind, with_background=True) as made:
        database = Database(made.database_url)
        code = fill_round(database, people)
        with database.transaction() as session:
            begin_closing(session, session.query(Consultation).one(), by=None, grace=dt.timedelta(0))
        database.engine.dispose()
        command = [sys.executable, "-m", "bench.freezing", "--close", made.database_url, str(made.folder / "keys")]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
        if said.returncode:
            raise CannotMeasureError(f"Closing stopped: {said.stderr[-1000:]}")
        report = json.loads(said.stdout.splitlines()[-1])
        return Score(kind, people, report["seconds"], report["processor"], report["megabytes"], _page(made, code))


def _page(made: Ground, code: str) -> float:
    took = []
    with serving(made) as port:
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        for _ in range(TIMES):
            began = time.perf_counter()
            connection.request("GET", f"/uitslag/{code}", headers={"Host": f"meetstad.localhost:{port}"})
            reply = connection.getresponse()
            body = reply.read()
            took.append(time.perf_counter() - began)
            if reply.status != http.HTTPStatus.OK or b"per-vraag" not in body:
                raise CannotMeasureError(f"The page of the outcome answered {reply.status} without figures.")
    # The first request of a fresh server loads what all later ones share.
    return statistics.quantiles(took[1:], n=20)[-1]


def close(url: str, keys: str) -> None:
    """Count what is due in this process and print what that took."""
    database = Database(url)
    began, worked = time.perf_counter(), time.process_time()
    finished = close_what_is_due(database, KeyDirectory(ROOT / keys), grace=dt.timedelta(0))
    seconds = time.perf_counter() - began
    if finished != 1:
        raise CannotMeasureError("Nothing was counted.")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    print(json.dumps({"seconds": seconds, "processor": time.process_time() - worked, "megabytes": peak}))


def rows(scores: list[Score]) -> list[tuple[str, str, str, str, bool]]:
    """Return the lines of the table: what, ours, the peer's, the aim, and whether it is reached."""
    return [
        (
            f"freezing {one.people} submissions, {DATABASES[one.database]}",
            f"{one.seconds:.1f} s ({one.processor:.0f} s work), {one.megabytes:.0f} MB; "
            f"page p95 {1000 * one.page:.0f} ms",
            "not measured",
            f"{SECONDS:.0f} s; page {1000 * PAGE_SECONDS:.0f} ms" if one.people <= ASKED_OF else "none",
            one.good,
        )
        for one in scores
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, action="append")
    parser.add_argument("--database", choices=list(DATABASES), action="append")
    parser.add_argument("--close", nargs=2, metavar=("URL", "KEYS"), help="count what is due here: for this program")
    wanted = parser.parse_args()
    if wanted.close:
        close(*wanted.close)
        return 0
    for kind in wanted.database or DATABASES:
        for people in wanted.people or PEOPLE:
            try:
                one = measure(kind, people)
            except CannotMeasureError as error:
                print(error, file=sys.stderr)
                return 1
            print(
                f"  {DATABASES[kind]:10} {people:9,} people: frozen in {one.seconds:7.1f} s "
                f"({one.processor:.1f} s work), {one.megabytes:6.0f} MB; "
                f"page p95 {1000 * one.page:.0f} ms",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
