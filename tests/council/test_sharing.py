"""A shared outcome shows its own picture and words, made here; and anybody can read how it was measured."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from panel.consultations.models import State
from panel.council.card import SIZE, CardWords, colours_of, draw_card
from panel.municipalities.models import Municipality
from panel.stats.margins import margin_of_error
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.results.samples import freeze_sample
from tests.support.visitor import Visitor


@pytest.fixture
def shared(session: Session) -> Municipality:
    municipality: Municipality = MunicipalityFactory()
    asked = PolicyQuestionFactory(municipality=municipality, title="Wat vinden we van de bus?")
    freeze_sample(session, ConsultationFactory(policy_question=asked, code="de-bus", state=State.REPORTED), 187)
    return municipality


def test_the_page_names_its_own_picture_and_words(client: Visitor, shared: Municipality) -> None:
    page = client.visit(shared).get("/uitslag/de-bus").get_data(as_text=True)
    assert f'<meta property="og:image" content="http://{shared.host}/uitslag/de-bus/deelkaart">' in page
    assert '<meta property="og:title" content="Wat vinden we van de bus?">' in page
    assert "kiezen ‘Vaker rijden’." in page.split('og:description" content="')[1].split('"')[0]


def test_the_picture_is_one_png_that_the_browser_keeps(client: Visitor, shared: Municipality) -> None:
    answer = client.visit(shared).get("/uitslag/de-bus/deelkaart")
    assert answer.content_type == "image/png"
    assert Image.open(io.BytesIO(answer.data)).size == SIZE
    again = client.get("/uitslag/de-bus/deelkaart", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_without_an_outcome_there_is_no_picture(client: Visitor, session: Session) -> None:
    running = ConsultationFactory(code="het-groen", state=State.OPEN)
    session.commit()
    client.visit(session.get_one(Municipality, running.municipality_id))
    assert client.get("/uitslag/het-groen/deelkaart").status_code == 404
    assert client.get("/uitslag/nergens/deelkaart").status_code == 404


@pytest.mark.parametrize(
    "headline", ["Kort.", "Een heel erg lange zin over van alles en nog wat. " * 12, "Zë ‘éé’ en Łódź", "x" * 400]
)
def test_any_words_fit_on_the_picture(headline: str) -> None:
    drawn = draw_card(CardWords("Voorbeeldstad", "Vraag? " * 40, headline, "Panel · ongeveer 185 mensen", 7), "")
    assert Image.open(io.BytesIO(drawn)).size == SIZE


def test_the_picture_has_the_colours_of_the_municipality() -> None:
    theme = ":root{--meepraat-scale-high:#123456}@media dark{:root{--meepraat-scale-high:#abcdef}}"
    assert colours_of(theme)["scale-high"] == "#123456"
    words = CardWords("Voorbeeldstad", "Vraag?", "Kort.", "Panel", 10)
    drawn = Image.open(io.BytesIO(draw_card(words, theme)))
    assert (0x12, 0x34, 0x56) in {colour for _count, colour in drawn.getcolors(9999) or []}


def test_everybody_can_read_how_it_was_measured(client: Visitor, shared: Municipality) -> None:
    page = client.visit(shared).get("/hoe-we-meten").get_data(as_text=True)
    for words in ("Steekproef", "Open vraag", "ongeveer 610", "2 keer mee", "66 tot 74. Dat is van elke 100 mensen"):
        assert words in page
    assert "/hoe-we-meten" in client.get("/uitslag/de-bus").get_data(as_text=True)


def test_the_worked_example_is_worked_out_well() -> None:
    assert margin_of_error(430, 610).whole_percents() == (66, 74)
    assert round(100 * 430 / 610) == 70
