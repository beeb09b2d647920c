"""Runs the tests: the quick ones first, the stories in a real browser last."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tools.browser import browser_path
from tools.steps import ROOT, environment

TESTS = ROOT / "tests"
FIRST = ("stats", "readability")
LAST = ("services", "architecture", "journeys")
NO_TESTS = ("factories", "artifacts", "__pycache__")
# One at a time they leave processors idle. Who has done what was given takes from the other, so that both end together.
SIDE_BY_SIDE = ("-n", "auto", "--maxprocesses", "4", "--dist", "worksteal")


def in_order(fast: bool) -> list[str]:
    """Return the folders and files under tests/ in the order to run them; `fast` leaves the browser out."""

    def rank(path: Path) -> tuple[int, str]:
        if path.name in FIRST:
            return FIRST.index(path.name), path.name
        if path.name in LAST:
            return 100 + LAST.index(path.name), path.name
        return 50, path.name

    found = [path for path in TESTS.iterdir() if path.is_dir() and path.name not in NO_TESTS]
    found += TESTS.glob("test_*.py")
    if fast:
        found = [path for path in found if path.name != "journeys"]
    return [str(path.relative_to(ROOT)) for path in sorted(found, key=rank)]


def main() -> None:
    """Hand over to pytest; words after `--fast` go to pytest as they are."""
    words = sys.argv[1:]
    fast = "--fast" in words
    variables = environment()
    browser = browser_path()
    if browser and not fast:
        variables["CHROMIUM"] = browser
    rest = [word for word in words if word != "--fast"]
    if fast:
        # A dozen consultations are attacked all the same.
        rest = ["-m", "not attack", *rest]
    os.chdir(ROOT)
    os.execve(sys.executable, [sys.executable, "-m", "pytest", *in_order(fast), *SIDE_BY_SIDE, *rest], variables)  # noqa: S606


if __name__ == "__main__":
    main()
