"""Counts how many people a second can send ten answers, with eight phones on the same machine.

Usage: python -m bench.submissions [--seconds 8] [--database sqlite|postgres]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass

from bench.ground import WORKERS, CannotMeasureError, Ground, ground, serving
from config import ROOT

PHONES = 8
WARM_UP = 2.0
DATABASES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
PATHS = {"scripts": "with JavaScript", "pages": "a page per question"}
LEAST = {"scripts": 100.0, "pages": 25.0}
SLOWEST_P95 = 0.2
# LimeSurvey 6.4.2 on a machine with 2 cores, with its survey on one page and with a page per question.
PEER = {"scripts": (3.0, 1.77), "pages": (2.1, 0.55)}


@dataclass(frozen=True)
class Score:
    """What eight phones got done: whole submissions and requests a second, and the p95 of a request in seconds."""

    database: str
    path: str
    per_second: float
    requests_per_second: float
    p95: float

    @property
    def good(self) -> bool:
        return self.per_second >= LEAST[self.path] and self.p95 < SLOWEST_P95


def measure(kind: str, seconds: float) -> list[Score]:
    """Measure both ways of answering on one kind of database.

    Raises CannotMeasureError when rows are missing afterwards: then the figures would be worth nothing.
    """
    with ground(kind) as made, serving(made) as port:
        return [_measure(made, port, kind, path, seconds) for path in PATHS]


def _measure(made: Ground, port: int, kind: str, path: str, seconds: float) -> Score:
    before = made.stored()
    command = [sys.executable, "-m", "bench.phone", str(port), path, str(seconds), str(WARM_UP)]
    phones = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(PHONES)]
    said = [phone.communicate()[0] for phone in phones]
    if any(phone.returncode for phone in phones):
        raise CannotMeasureError("A phone got a reply that it did not expect: see the message above.")
    reports = [json.loads(one) for one in said]
    stored, sent = made.stored() - before, sum(one["sent"] for one in reports)
    if stored != sent:
        raise CannotMeasureError(f"{sent} submissions were sent and {stored} are stored: something is broken.")
    took = sorted(one for report in reports for one in report["took"])
    return Score(
        kind,
        path,
        sum(one["counted"] for one in reports) / seconds,
        len(took) / seconds,
        took[int(0.95 * len(took))] if took else float("inf"),
    )


def rows(scores: list[Score]) -> list[tuple[str, str, str, str, bool]]:
    """Return the lines of the table: what, ours, the peer's, the aim, and whether it is reached."""
    return [
        (
            f"submissions a second, {DATABASES[one.database]}, {PATHS[one.path]}",
            f"{one.per_second:.1f} (p95 {one.p95:.3f} s)",
            f"{PEER[one.path][0]} (p95 {PEER[one.path][1]} s)",
            f"{LEAST[one.path]:.0f} (p95 {SLOWEST_P95} s)",
            one.good,
        )
        for one in scores
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--database", choices=list(DATABASES), action="append")
    parser.add_argument("--path", choices=list(PATHS))
    wanted = parser.parse_args()
    print(f"{PHONES} phones, gunicorn with {WORKERS} workers; the machine's load is {os.getloadavg()[0]:.1f}")
    try:
        for kind in wanted.database or DATABASES:
            for one in measure(kind, wanted.seconds):
                print(
                    f"  {DATABASES[kind]:10} {PATHS[one.path]:20} {one.per_second:7.1f} submissions/s "
                    f"{one.requests_per_second:7.0f} requests/s   p95 {one.p95:.3f} s"
                )
    except CannotMeasureError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
