"""Every page of the demonstration that a link leads to, on a phone and on a computer: axe finds nothing on any."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from config import Settings
from panel.app import create_app
from panel.demonstration.example import load_example
from panel.demonstration.places import PASSWORD, PLACES
from panel.media.folder import MediaFolder
from tests.journeys.crawl import crawl
from tests.journeys.desk import Desk
from tests.journeys.reader import Reader
from tests.journeys.website import Website, served
from tests.journeys.witness import Witness, fits
from tests.support.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

ALIKE = 2
MOST = 60


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Website]:
    """The application with the made-up municipalities in it, as a new installation shows it."""
    folder = tmp_path_factory.mktemp("demonstration")
    shutil.copy(sqlite_template, folder / "meepraat.sqlite")
    app = create_app(
        Settings(
            env="test",
            instance_dir=folder,
            database_url=f"sqlite:///{folder / 'meepraat.sqlite'}",
            redis_url=None,
            secret_key="secret of the demonstration",
            pepper="pepper of the demonstration",
            rate_limits=False,
            jobs_immediate=True,
        )
    )
    app.test_client_class = Visitor
    with served(app) as site:
        load_example(site.database, site.keys, site.pepper, MediaFolder(folder / "media"))
        yield site
    site.database.engine.dispose()


@pytest.fixture
def website(demonstration: Website) -> Website:
    """The site that the browsers of these stories visit."""
    return demonstration


@pytest.fixture
def look_at(witness: Witness) -> Callable[[Page], None]:
    """Look at a page with everything on it unfolded, as wide as a screen and as narrow as a phone."""

    def visit(page: Page) -> None:
        page.evaluate("() => document.querySelectorAll('details').forEach(more => { more.open = true })")
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            expect(page.locator("[data-chart-state=drawing]")).to_have_count(0)
            fits(page)
            witness.examine(page)

    return visit


def all_found(visited: dict[str, int]) -> None:
    assert {path: status for path, status in visited.items() if status != 200} == {}


def test_everything_that_residents_and_the_council_see(
    new_reader: Callable[..., Reader], look_at: Callable[[Page], None]
) -> None:
    visited = crawl(new_reader().page, ("/", "/uitslagen"), look_at, alike=ALIKE, most=MOST)
    all_found(visited)
    assert {"/meedoen", "/hulp", "/privacy", "/toegankelijkheid", "/inloggen"} <= set(visited)
    assert sum(path.startswith("/uitslag/") for path in visited) >= 2


def test_everything_that_an_officer_sees(new_desk: Callable[..., Desk], look_at: Callable[[Page], None]) -> None:
    officer = new_desk()
    officer.signs_in(PLACES[0].address("beleid"), PASSWORD)
    visited = crawl(officer.page, ("/werkplek",), look_at, alike=ALIKE, most=MOST)
    all_found(visited)
    assert sum(path.startswith("/werkplek/raadplegingen/") for path in visited) >= 8
