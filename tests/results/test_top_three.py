"""A top three is published as who has an answer in it: no places, no means, no whole orders, by the same protection."""

from __future__ import annotations

import random

import pytest

from panel.answering.answers import Answers, Given
from panel.consultations.models import Consultation, EvidenceKind, Option, Question, QuestionKind
from panel.results import words
from panel.results.labels import labels_of
from panel.results.outcome import microdata_of, protected_outcome
from panel.results.presenters import present_question
from panel.stats.attack import weaknesses
from panel.stats.microdata import SeveralChoice, SingleChoice
from tests.results.samples import CLASSES, sample_breakdown

pytestmark = pytest.mark.usefixtures("in_dutch")

KEYS = ("light", "green", "quiet", "play", "rare")
WORDS = {"light": "Meer licht", "green": "Meer groen", "quiet": "Rust", "play": "Spelen", "rare": "Een fontein"}
POPULAR = (9, 6, 4, 3, 0.05)


def a_consultation() -> Consultation:
    """Return a consultation with a top three and a question with pictures, in no database."""

    def options() -> list[Option]:
        return [Option(key=key, text=WORDS[key], position=at, picture_id=at) for at, key in enumerate(KEYS, 1)]

    return Consultation(
        code="het-plein",
        evidence_kind=EvidenceKind.OPEN,
        questions=[
            Question(position=1, key="top", kind=QuestionKind.TOP_THREE, text="Wat is belangrijk?", options=options()),
            Question(position=2, key="view", kind=QuestionKind.CHOOSE_PICTURE, text="Welk plein?", options=options()),
        ],
        breakdowns=[sample_breakdown()],
    )


def some_people(number: int, seed: int) -> list[Answers]:
    chance = random.Random(seed)
    people = []
    for _ in range(number):
        order: list[str] = []
        while len(order) < chance.choice((1, 2, 3, 3)):
            order += [key for key in chance.choices(KEYS, POPULAR) if key not in order]
        top = Given("DONT_KNOW") if chance.random() < 0.08 else Given("ANSWERED", order)
        view = Given("ANSWERED", chance.choices(KEYS, POPULAR)[0])
        people.append(Answers({"top": top, "view": view}, {"age": chance.choice(CLASSES)[0]}))
    return people


def reversed_orders(people: list[Answers]) -> list[Answers]:
    return [
        person.with_given("top", Given("ANSWERED", list(reversed(person.given["top"].value))))
        if isinstance(person.given["top"].value, list)
        else person
        for person in people
    ]


def test_a_top_three_is_counted_as_several_and_a_picture_as_one() -> None:
    top, view = microdata_of(a_consultation(), some_people(40, 1)).questions
    assert isinstance(top, SeveralChoice)
    assert isinstance(view, SingleChoice)
    assert not view.ordered


@pytest.mark.parametrize("seed", range(6))
def test_who_turns_every_order_round_gets_the_same_outcome(seed: int) -> None:
    consultation, people = a_consultation(), some_people(80, seed)
    one = protected_outcome(consultation, people).published.to_dict()
    other = protected_outcome(consultation, reversed_orders(people)).published.to_dict()
    assert one == other


@pytest.mark.parametrize("size", [9, 12, 45, 160, 400])
def test_the_attacker_finds_nobody_through_a_top_three(size: int) -> None:
    published = protected_outcome(a_consultation(), some_people(size, size)).published
    assert weaknesses(published, exact_size=size) == ()
    assert published.shown == (size >= 10)


def test_shares_are_of_people_and_rare_answers_go_together() -> None:
    consultation, people = a_consultation(), some_people(200, 3)
    published = protected_outcome(consultation, people).published
    question = published.question("top")
    assert question.table is not None
    keys = {option.key for option in question.table.options}
    assert "rare" not in keys
    having = sum("light" in (person.given["top"].value or ()) for person in people)
    light = next(option for option in question.table.options if option.key == "light")
    assert abs(light.share - 100 * having / len(people)) <= 5
    assert sum(option.share for option in question.table.options) > 100


def test_the_page_says_in_words_that_it_is_about_a_top_three() -> None:
    consultation = a_consultation()
    labels = labels_of(consultation)
    published = protected_outcome(consultation, some_people(200, 3)).published
    view = present_question(published.question("top"), labels, published)
    assert any("top 3" in note for note in view.notes)
    assert [bar.label for bar in view.bars][-1] == "Weet ik niet"
    assert "Meer licht" in [bar.label for bar in view.bars]
    table = published.question("top").table
    assert table is not None
    assert words.most_given_sentence(labels.questions["top"], table).endswith("hebben ‘Meer licht’ in de top 3.")
    picture = present_question(published.question("view"), labels, published)
    assert "Meer licht" in [bar.label for bar in picture.bars]
