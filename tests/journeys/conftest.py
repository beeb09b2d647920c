"""A browser, the application that it visits, and someone who notes everything that goes wrong on the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import flask
import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from config import Settings
from tests.journeys.desk import Desk
from tests.journeys.phone import Phone
from tests.journeys.reader import Reader
from tests.journeys.website import Website, served
from tests.journeys.witness import Witness

PATIENCE = 30_000
NAMES = ("chromium", "google-chrome", "chromium-browser", "google-chrome-stable")
PHONE = {"width": 360, "height": 740}
SCREEN = {"width": 1280, "height": 800}


def browser_path() -> str:
    """Return where Chromium is."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        pytest.fail(
            "These tests need Chromium: install it, or set CHROMIUM to its path; `make test` gets one by itself, "
            "and `make test-fast` needs none.",
            pytrace=False,
        )
    return path


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives browsers: there can be only one at a time."""
    with sync_playwright() as started:
        # What a story waits to see may come as late as a page.
        expect.set_options(timeout=PATIENCE)
        yield started


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    """One Chromium for all stories; a machine without one fails them with what to do."""
    started = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
    yield started
    started.close()


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Settings of a story: no limits on tries, jobs at once, and one officer may publish alone."""
    return Settings(
        env="test",
        instance_dir=tmp_path / "instance",
        database_url=database_url,
        redis_url=None,
        secret_key="secret of a story",
        pepper="pepper of a story",
        rate_limits=False,
        jobs_immediate=True,
        skip_second_eyes=True,
    )


@pytest.fixture
def website(app: flask.Flask) -> Iterator[Website]:
    """The application, served on a port of its own."""
    with served(app) as site:
        yield site


@pytest.fixture(scope="session")
def checked() -> set[str]:
    """What axe looked at already in this run."""
    return set()


@pytest.fixture
def witness(browser: Browser, website: Website, checked: set[str]) -> Iterator[Witness]:
    """Notes what goes wrong in any browser of the story, and fails the story for it at the end."""
    made = Witness(browser, website.address, checked=checked)
    yield made
    made.leaves()
    made.nothing_wrong()


@pytest.fixture
def new_context(browser: Browser, website: Website, witness: Witness) -> Iterator[Callable[..., BrowserContext]]:
    """`new_context(javascript=False, viewport=...)`: a browser of someone else, watched from the first page."""
    opened: list[BrowserContext] = []

    def make(*, javascript: bool = True, viewport: dict[str, int] | None = None, **more: Any) -> BrowserContext:
        context = browser.new_context(
            base_url=website.address,
            java_script_enabled=javascript,
            viewport=viewport or PHONE,
            locale="nl-NL",
            **more,
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        if not javascript:
            witness.without_scripts.add(context)
        return witness.follow(context)

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def new_phone(new_context: Callable[..., BrowserContext], witness: Witness) -> Callable[..., Phone]:
    """`new_phone()`, or `new_phone(javascript=False)`: a phone of 360 by 740 in someone's hand."""

    def make(**about: Any) -> Phone:
        return Phone(new_context(**about).new_page(), witness)

    return make


@pytest.fixture
def new_desk(new_context: Callable[..., BrowserContext], witness: Witness) -> Callable[..., Desk]:
    """`new_desk()`: a computer at the town hall."""

    def make(**about: Any) -> Desk:
        return Desk(new_context(viewport=SCREEN, **about).new_page(), witness)

    return make


@pytest.fixture
def new_reader(new_context: Callable[..., BrowserContext], witness: Witness) -> Callable[..., Reader]:
    """`new_reader()`: the phone of someone who reads outcomes."""

    def make(**about: Any) -> Reader:
        return Reader(new_context(**about).new_page(), witness)

    return make
