"""The picture that is shared says what was frozen, in its headline and in its people, as do all that repeat it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from panel.council.card import CardWords, draw_card
from tests.council.test_same_figures_in_every_view import FIRST
from tests.factories import MunicipalityFactory
from tests.support import card_views as cards
from tests.support.cells import Cells, Must, Said, disagreements, frozen_cells
from tests.support.figures_in_files import Place
from tests.support.outcomes_of_all_kinds import CODE, frozen, stored
from tests.support.visitor import Visitor

pytestmark = pytest.mark.sqlite
PAGE = f"/uitslag/{CODE}"
NOT_IN_A_HEADLINE = ("Weet ik niet", "Anders")


def all_of_it(place: Place) -> bool:
    return place.subject in ("TOOK_PART", "ANSWER", "PEOPLE")


def without_people(place: Place) -> bool:
    return place.subject in ("TOOK_PART", "ANSWER")


MUST: dict[str, Must] = {
    "card": all_of_it,
    "first screen": all_of_it,
    "list": without_people,
    "summary": without_people,
    **{f"description {number}": lambda place: place.subject == "ANSWER" for number in range(3)},
}
Read = Callable[[str], tuple[Cells, dict[str, Cells]]]


@pytest.fixture
def read(client: Visitor, session: Session) -> Read:
    def read_story(story: str) -> tuple[Cells, dict[str, Cells]]:
        place = MunicipalityFactory()
        made, page = stored(session, place, story)
        client.visit(place)
        cells = frozen_cells(made, frozen(story).outcomes[-1].to_dict())
        answers = {one.answer: cell.words for one, cell in cells.items() if is_of_everybody(one)}
        return message_of(cells), dict(all_said(client, page, answers))

    return read_story


def is_of_everybody(place: Place) -> bool:
    return (place.subject, place.question, place.breakdown) == ("ANSWER", FIRST, "")


def message_of(cells: Cells) -> Cells:
    """Return the cells of the message: who took part, the answer that most gave, and as many people of ten."""
    chosen = {
        place: cell for place, cell in cells.items()
        if is_of_everybody(place) and place.answer not in NOT_IN_A_HEADLINE
    }  # fmt: skip
    if not chosen:
        return {}
    top = max(chosen, key=lambda place: chosen[place].length or 0)
    assert [cell.length for cell in chosen.values()].count(chosen[top].length) == 1
    people = Said("", ((chosen[top].length or 0) + 5) // 10)
    return {
        Place("TOOK_PART"): cells[Place("TOOK_PART")],
        top: chosen[top],
        top._replace(subject="PEOPLE"): people,
    }


def all_said(client: Visitor, page: str, answers: dict[str, str]) -> Iterator[tuple[str, Cells]]:
    draw_card.cache_clear()
    with cards.listening() as heard:
        picture = client.get(f"{page}/deelkaart").data
    text = client.get(page).text
    client.post(f"{page}/maken/cijfers.xlsx")
    yield "card", cards.of_card(picture, heard, FIRST, answers)
    yield "first screen", cards.of_first_screen(text, FIRST, answers)
    yield "list", cards.of_list(client.get("/uitslagen").text, FIRST, answers)
    yield "summary", cards.of_summary(client.get(f"{page}/bestanden/cijfers.xlsx").data, FIRST, answers)
    for number, told in enumerate(cards.of_descriptions(text, FIRST, answers)):
        yield f"description {number}", told


@pytest.mark.parametrize("story", ["ordinary", "weighted", "corrected"])
def test_card_first_screen_lists_and_descriptions_say_what_was_frozen(read: Read, story: str) -> None:
    told, said = read(story)
    assert {place.subject for place in told} == {"TOOK_PART", "ANSWER", "PEOPLE"}
    assert set(said) == set(MUST)
    assert disagreements(told, said, MUST, set()) == []
    # The control: each of them left out, changed or added is noticed.
    for name, cells in said.items():
        for place, cell in cells.items():
            left = {one: each for one, each in cells.items() if one != place}
            assert disagreements(told, {name: left}, MUST, set()), (name, place)
            other = cell._replace(words="1 van de 100", count=None if cell.count is None else cell.count + 1)
            assert disagreements(told, {name: {**cells, place: other}}, MUST, set()), (name, place)
        added = {**cells, Place("ANSWER", FIRST, answer="Een antwoord dat er niet is"): Said("5 van de 100")}
        assert disagreements(told, {name: added}, MUST, set()), name


def test_of_too_few_people_the_card_says_nothing(read: Read) -> None:
    told, said = read("too few")
    assert told == {}
    assert {name: cells for name, cells in said.items() if cells} == {}


def test_the_outcome_of_one_group_has_no_card(client: Visitor, session: Session) -> None:
    place = MunicipalityFactory()
    stored(session, place, "one group")
    assert client.visit(place).get(f"{PAGE}/deelkaart").status_code == 404


@pytest.mark.parametrize("people", [*range(11), None])
def test_the_people_on_the_picture_can_be_counted(people: int | None) -> None:
    words = CardWords("Voorbeeldstad", "Vraag?", "Kort.", "Panel", people)
    assert cards.people_on(draw_card(words, "")) == people
    if people is not None:
        assert cards.people_on(draw_card(replace(words, people=(people + 1) % 11), "")) != people
