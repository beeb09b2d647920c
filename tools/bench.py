"""Measures what the design promises and prints one table, with the figures of others beside ours.

Usage: python -m tools.bench, or one part by itself: python -m bench.first_screen, bench.submissions,
bench.freezing, bench.reading_check, bench.readability, bench.opinions, bench.opinion_noise,
bench.masking, bench.themes.
"""

from __future__ import annotations

import os
import subprocess
import sys

from bench import first_screen, freezing, masking, reading_check, submissions, themes
from bench.ground import CannotMeasureError
from tools.steps import ROOT

Row = tuple[str, str, str, str, bool]
HEADINGS = ("what", "Meepraat", "LimeSurvey 6.4.2", "aim")
SECONDS = 8.0


def measured() -> tuple[list[Row], list[str]]:
    """Return the lines of the table, and a sentence for everything that could not be measured."""
    rows: list[Row] = []
    failures: list[str] = []
    try:
        rows += first_screen.measure()
    except CannotMeasureError as error:
        failures.append(str(error))
    for kind in submissions.DATABASES:
        try:
            rows += submissions.rows(submissions.measure(kind, SECONDS))
        except CannotMeasureError as error:
            failures.append(str(error))
    for kind in freezing.DATABASES:
        for people in freezing.PEOPLE:
            try:
                rows += freezing.rows([freezing.measure(kind, people)])
            except CannotMeasureError as error:
                failures.append(str(error))
    try:
        rows += reading_check.measure()
    except CannotMeasureError as error:
        failures.append(str(error))
    return rows, failures


def show(rows: list[Row]) -> None:
    """Print a table; a line whose aim is not reached says so."""
    cells = [HEADINGS, *(row[:4] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEADINGS))]
    marks = ["", *("" if row[4] else "  not reached here" for row in rows)]
    for row, mark in zip(cells, marks, strict=True):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + mark)


def main() -> int:
    """Measure everything; return 1 when a part could not be measured, whatever the figures are."""
    print(f"Measuring takes half an hour. Load now: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.")
    print("Busy processors make every figure in seconds worse: compare figures of one run only.\n", flush=True)
    rows, failures = measured()
    show(rows)
    print(f"\nLoad afterwards: {os.getloadavg()[0]:.1f}\n", flush=True)
    if subprocess.run([sys.executable, "bench/readability.py"], cwd=ROOT, check=False).returncode != 0:
        failures.append("The reading check could not be measured: see the message above.")
    masking.main(())
    themes.main()
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
