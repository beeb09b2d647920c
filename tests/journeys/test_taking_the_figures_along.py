"""Someone takes an outcome along: as a file that has to be made first, and in a page of someone else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session

from panel.consultations.models import EvidenceKind, State
from panel.results.models import PublishedOutcome
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.journeys.reader import Reader
from tests.journeys.website import HOST, Website
from tests.journeys.witness import fits, look
from tests.results.samples import freeze_sample
from tests.support.figures_in_files import figures_in_xlsx

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

TITLE = "Wat vinden bewoners van de bus?"


@pytest.fixture
def outcome(website: Website, session: Session) -> PublishedOutcome:
    asked = PolicyQuestionFactory(municipality=MunicipalityFactory(host=HOST), title=TITLE)
    made = ConsultationFactory(
        policy_question=asked, code="de-bus", state=State.REPORTED, evidence_kind=EvidenceKind.SAMPLE
    )
    return freeze_sample(session, made, 612)


@contextmanager
def paper_of_the_village(body: str) -> Iterator[str]:
    """Serve a page of someone else; return its address."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_anything: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_workbook_is_made_and_taken_along(
    outcome: PublishedOutcome, new_reader: Callable[..., Reader], javascript: bool
) -> None:
    reader = new_reader(javascript=javascript, accept_downloads=True)
    reader.opens("/uitslag/de-bus")
    part = reader.page.get_by_role("region", name="Download")
    part.get_by_role("link", name="Tabellen (Excel)").click()
    reader.sees("Tabellen (Excel)")
    fits(reader.page)
    reader.page.get_by_role("button", name="Maak dit bestand").click()
    reader.reads("Het bestand is klaar")
    with reader.page.expect_download() as kept:
        reader.page.get_by_role("link", name="Download").click()
    assert kept.value.suggested_filename == "uitslag-de-bus-v1-cijfers.xlsx"
    assert len(figures_in_xlsx(kept.value.path().read_bytes())) > 50
    reader.page.get_by_role("link", name="Terug naar de uitslag").click()
    expect(part.locator(".mp-download", has_text="Tabellen (Excel)")).to_contain_text("kB")
    part.get_by_text("Zet deze uitslag op je eigen site").click()
    part.get_by_text("Voor programmeurs en open data").click()
    fits(reader.page)
    if javascript:
        look(reader.page, "uitslag-downloads")


def test_the_paper_of_the_village_shows_the_outcome_in_its_page(
    outcome: PublishedOutcome, browser: Browser, new_reader: Callable[..., Reader]
) -> None:
    reader = new_reader()
    reader.opens("/uitslag/de-bus")
    code = reader.page.locator(".mp-embed-code").input_value()
    reader.opens("/uitslag/de-bus/ingebed")
    reader.sees(TITLE)
    look(reader.page, "uitslag-ingebed")
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        with paper_of_the_village(f"<h1>Nieuws</h1>{code}") as elsewhere:
            page.goto(elsewhere)
            framed = page.frame_locator("iframe")
            expect(framed.locator(".mp-headline")).to_have_text(reader.headline)
            expect(framed.get_by_role("link", name="Bekijk de hele uitslag")).to_be_visible()
        assert context.cookies() == []
        assert complaints == []
