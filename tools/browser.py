"""Finds a Chromium for the tests in a real browser, or gets one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tools.steps import VENV_PYTHON, SetupError, answers, environment, say, stamp, stamped

NAMES = ("chromium", "google-chrome", "chromium-browser", "google-chrome-stable")
APPLICATIONS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
PLAYWRIGHT_PATH = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def ensure_browser() -> None:
    """Note a browser that works, downloading or installing one when there is none.

    Raises SetupError with what to do when none can be had: browser tests are never skipped in silence.
    """
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        if not _works(chosen):
            raise SetupError(f"CHROMIUM says {chosen}, but that does not start as a browser: correct it.")
        stamp("browser", chosen)
        return
    known = stamped("browser")
    if known and os.access(known, os.X_OK):
        return
    path = _installed() or _from_playwright() or _from_debian()
    if not path:
        raise SetupError(
            "Tests in a real browser need Chromium, and none could be found or fetched: install Chromium or Google "
            "Chrome, or set CHROMIUM to its path, and run `make test` again (`make test-fast` needs no browser)."
        )
    stamp("browser", path)


def browser_path() -> str | None:
    """Return the browser that the last set-up noted."""
    return os.environ.get("CHROMIUM") or stamped("browser")


def _works(path: str) -> bool:
    return answers([path, "--version"]) is not None


def _installed() -> str | None:
    found = [shutil.which(name) for name in NAMES]
    found += [str(path) for path in APPLICATIONS if path.exists()]
    return next((path for path in found if path and _works(path)), None)


def _from_playwright() -> str | None:
    say("No Chromium here: asking Playwright for one")
    if answers([VENV_PYTHON, "-m", "playwright", "install", "chromium"], env=environment(), seconds=600) is None:
        return None
    path = (answers([VENV_PYTHON, "-c", PLAYWRIGHT_PATH], env=environment()) or "").strip()
    return path if path and _works(path) else None


def _from_debian() -> str | None:
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        return None
    say("Installing Chromium with apt-get")
    quiet = environment(DEBIAN_FRONTEND="noninteractive")
    answers([apt, "update"], env=quiet, seconds=600)
    answers([apt, "install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"], env=quiet, seconds=1200)
    return _installed()
