"""The outcome page shows who thinks alike, with a chart to explore, and nothing of it where there is no map."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import State
from panel.municipalities.models import Municipality
from panel.stats.published_map import MapReason, PublishedMap
from tests.council.test_outcome_pages import make, text_of
from tests.factories import MunicipalityFactory
from tests.results.map_samples import freeze_mapped, mapped_published
from tests.results.samples import freeze_sample
from tests.support.visitor import Visitor

pytestmark = pytest.mark.sqlite


@pytest.fixture
def municipality(session: Session) -> Municipality:
    made: Municipality = MunicipalityFactory()
    return made


def test_common_ground_stands_before_the_groups(client: Visitor, session: Session, municipality: Municipality) -> None:
    freeze_mapped(session, make(municipality, "stellingen", State.REPORTED))
    page = text_of(client.visit(municipality), "/uitslag/stellingen")
    common, groups = page.index("Hier zijn de groepen het over eens"), page.index("Groep A")
    assert common < groups < page.index("Stelling voor stelling")
    assert '<svg class="mp-map__drawing" role="img"' in page
    assert "&lt;b&gt;y&lt;/b&gt;" in page
    assert "<b>y</b>" not in page


def test_the_map_can_be_explored_and_so_can_each_statement(
    client: Visitor, session: Session, municipality: Municipality
) -> None:
    freeze_mapped(session, make(municipality, "stellingen", State.REPORTED))
    visitor = client.visit(municipality)
    found = visitor.get("/uitslag/stellingen/meningenkaart")
    assert found.get_json()["data"][-1]["text"] == ["A", "B", "C"]
    assert visitor.get("/uitslag/stellingen/grafiek/s3?uitsplitsing=*MAP").status_code == 200


def test_without_clear_groups_the_page_says_so_and_gives_no_chart(
    client: Visitor, session: Session, municipality: Municipality
) -> None:
    without = replace(mapped_published(), opinion_map=PublishedMap(shown=False, reason=MapReason.NO_GROUPS))
    freeze_mapped(session, make(municipality, "stellingen", State.REPORTED), without)
    visitor = client.visit(municipality)
    assert "Duidelijke groepen vonden we niet." in text_of(visitor, "/uitslag/stellingen")
    assert visitor.get("/uitslag/stellingen/meningenkaart").status_code == 404


def test_other_outcomes_have_no_such_part(client: Visitor, session: Session, municipality: Municipality) -> None:
    freeze_sample(session, make(municipality, "de-bus", State.REPORTED), 120)
    visitor = client.visit(municipality)
    assert "Wie denkt hetzelfde?" not in text_of(visitor, "/uitslag/de-bus")
    assert visitor.get("/uitslag/de-bus/meningenkaart").status_code == 404


def test_another_municipality_does_not_have_this_map(
    client: Visitor, session: Session, municipality: Municipality
) -> None:
    freeze_mapped(session, make(municipality, "stellingen", State.REPORTED))
    other: Municipality = MunicipalityFactory()
    session.commit()
    assert client.visit(other).get("/uitslag/stellingen/meningenkaart").status_code == 404
