"""An officer gives the figures of the town in a file, is told what is wrong with it, and looks before keeping them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from panel.accounts.models import User
from panel.consultations.models import EvidenceKind, PopulationFigures
from panel.consultations.service import ClassText, add_breakdown
from tests.consultations.making import ready_consultation
from tests.factories import base as factories
from tests.journeys.desk import Desk
from tests.journeys.website import Website
from tests.journeys.witness import fits

PLACES = ("Noord", "Oost", "Zuid", "West", "Midden", "De Weide")
pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


@pytest.mark.parametrize("javascript", [True, False])
def test_figures_come_from_a_file_that_is_looked_at_first(
    website: Website, new_desk: Callable[..., Desk], tmp_path: Path, javascript: bool
) -> None:
    email = website.found_municipality()
    with website.database.session() as session, factories.using(session):
        officer = session.scalars(select(User).where(User.email == email)).one()
        sample = ready_consultation(session, officer, EvidenceKind.SAMPLE).id
    desk = new_desk(javascript=javascript)
    desk.signs_in(email)
    desk.opens(f"/werkplek/raadplegingen/{sample}/bevolking")
    desk.sees("Cijfers van de gemeente")
    desk.follows("Aantallen uit een bestand")
    desk.sees("Aantallen uit een bestand")
    file = tmp_path / "cijfers.csv"
    for content, told in (
        ("kenmerk;klasse;aantal\nLeeftijd;Jong;veel\n", "Rij 2: ‘veel’ is geen heel aantal mensen."),
        ("kenmerk;klasse;aantal\nLeeftijd;Jong;12.500\n", "Bij Leeftijd ontbreekt nog: Oud."),
    ):
        file.write_text(content, encoding="utf-8")
        desk.page.get_by_label("Het bestand", exact=True).set_input_files(file)
        desk.taps("Bekijk wat erin staat")
        desk.reads(told)
        desk.sees("Aantallen uit een bestand")
    file.write_text("kenmerk;klasse;aantal\nLeeftijd;Jong;12.500\nLeeftijd;Oud;40.100\n", encoding="utf-8")
    desk.page.get_by_label("Het bestand", exact=True).set_input_files(file)
    desk.taps("Bekijk wat erin staat")
    desk.sees("Dit staat erin")
    desk.fills({"Waar komen de aantallen vandaan?": "CBS StatLine", "Van welke dag zijn ze?": "2026-01-01"})
    desk.taps("Bewaar")
    desk.reads("Bewaard.")
    desk.sees("Cijfers van de gemeente")
    with website.database.session(reading=True) as session:
        assert session.scalars(select(PopulationFigures)).one().counts == {"c1": 12500, "c2": 40100}


def test_a_wide_table_of_two_backgrounds_stays_on_the_page(
    website: Website, new_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    email = website.found_municipality()
    with website.database.session() as session, factories.using(session):
        officer = session.scalars(select(User).where(User.email == email)).one()
        made = ready_consultation(session, officer, EvidenceKind.SAMPLE)
        classes = [ClassText(f"{name} en omgeving van het dorp") for name in PLACES]
        add_breakdown(session, made, label="Wijk", text="Waar woon je?", classes=classes)
        sample = made.id
        session.commit()
    rows = [f"Wijk;{name} en omgeving van het dorp;Leeftijd;{age};1.200" for name in PLACES for age in ("Jong", "Oud")]
    file = tmp_path / "samen.csv"
    file.write_text("\n".join(["kenmerk;klasse;kenmerk 2;klasse 2;aantal", *rows]), encoding="utf-8")
    desk = new_desk()
    desk.signs_in(email)
    desk.opens(f"/werkplek/raadplegingen/{sample}/bevolking/bestand")
    desk.page.get_by_label("Het bestand", exact=True).set_input_files(file)
    desk.taps("Bekijk wat erin staat")
    desk.sees("Dit staat erin")
    whole_words(desk.page)
    desk.fills({"Waar komen de aantallen vandaan?": "CBS StatLine", "Van welke dag zijn ze?": "2026-01-01"})
    desk.taps("Bewaar")
    desk.sees("Cijfers van de gemeente")
    desk.reads("Haal deze aantallen weg")
    whole_words(desk.page)


def whole_words(page: Page) -> None:
    """Check at three widths that the page is no wider than the window, and that no class is a column of letters."""
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        fits(page)
        widths = page.locator("main th").evaluate_all("cells => cells.map((one) => one.offsetWidth)")
        assert min(widths) > 40, (width, widths)
