"""An officer gives the figures of the town in a file, is told what is wrong with it, and looks before keeping them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from panel.accounts.models import User
from panel.consultations.models import EvidenceKind, PopulationFigures
from tests.consultations.making import ready_consultation
from tests.factories import base as factories
from tests.journeys.desk import Desk
from tests.journeys.website import Website

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
