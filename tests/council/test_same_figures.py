"""Every kind of question says the same in its drawing, its table, its chart and its sentence, in all and per group."""

from __future__ import annotations

import json

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import EvidenceKind, State
from panel.municipalities.models import Municipality
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.results.samples import MORE_QUESTIONS, QUESTIONS, freeze_sample
from tests.support.figures_on_page import FiguresOnPage, as_words, read_figures
from tests.support.visitor import Visitor

SIZES = (43, 187, 1240)
WRITTEN = "Heb je nog een tip?"


@pytest.fixture
def municipality(session: Session) -> Municipality:
    made: Municipality = MunicipalityFactory()
    return made


def page_of(client: Visitor, session: Session, municipality: Municipality, size: int) -> FiguresOnPage:
    asked = PolicyQuestionFactory(municipality=municipality, title="Wat vinden we van de bus?")
    made = ConsultationFactory(
        policy_question=asked, code="de-bus", state=State.REPORTED, evidence_kind=EvidenceKind.SAMPLE
    )
    freeze_sample(session, made, size, all_kinds=True)
    answer = client.visit(municipality).get("/uitslag/de-bus")
    assert answer.status_code == 200
    return read_figures(answer.get_data(as_text=True))


def drawn_in_chart(client: Visitor, address: str) -> list[tuple[str, str]]:
    """Return the words beside every bar of a chart, with the name of its answer."""
    traces = json.loads(client.get(address).data)["data"]
    return sorted((trace["name"], words) for trace in traces for _key, words in trace["customdata"])


@pytest.mark.parametrize("size", SIZES)
def test_all_kinds_say_the_same_everywhere(
    client: Visitor, session: Session, municipality: Municipality, size: int
) -> None:
    found = page_of(client, session, municipality, size)
    asked = [text for _key, _kind, text, _options in QUESTIONS + MORE_QUESTIONS]
    assert [one.text for one in found.questions] == asked
    for question in found.questions:
        if question.text == WRITTEN:
            assert not question.table
            continue
        assert question.drawn, question.text
        assert {answer: as_words(cell[0]) for answer, cell in question.table.items()} == question.drawn
        assert drawn_in_chart(client, question.chart_url) == sorted(question.drawn.items())


@pytest.mark.parametrize("size", SIZES)
def test_all_kinds_say_the_same_per_group(
    client: Visitor, session: Session, municipality: Municipality, size: int
) -> None:
    found = page_of(client, session, municipality, size)
    splits = [split for question in found.questions for split in question.splits]
    assert splits
    for question in found.questions:
        for split in question.splits:
            table = {place: as_words(cell[0]) for place, cell in split.table.items()}
            everybody = {answer: words for (answer, group), words in table.items() if group == "Iedereen"}
            groups = {place: words for place, words in table.items() if place[1] != "Iedereen"}
            assert everybody == question.drawn
            assert {place: words for place, words in split.drawn.items() if place[1] != "Iedereen"} == groups
            in_chart = drawn_in_chart(client, split.chart_url)
            assert in_chart == sorted((answer, words) for (answer, _group), words in groups.items())


@pytest.mark.parametrize("size", SIZES)
def test_the_headline_and_the_first_bars_are_those_of_the_first_question(
    client: Visitor, session: Session, municipality: Municipality, size: int
) -> None:
    found = page_of(client, session, municipality, size)
    first = found.question("Wat moet er met de bus gebeuren?")
    assert found.on_top == first.drawn
    most, words = max(first.drawn.items(), key=lambda one: int(one[1].split()[0]) if one[1][0].isdigit() else 0)
    assert found.headline == f"{words} mensen kiezen ‘{most.removesuffix('.')}’."
