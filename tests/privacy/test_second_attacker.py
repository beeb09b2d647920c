"""Somebody with nothing but the outcome page and the rules that stand beside it tries to work out what people said."""

from __future__ import annotations

import re
from pathlib import Path

import flask
import numpy as np
import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import Breakdown, BreakdownClass
from panel.stats import microdata as md
from panel.stats.publishing import publish
from tests.privacy import page_only
from tests.privacy.page_only import findings, read
from tests.privacy.stories import Shown, Story, story
from tests.privacy.test_attack_on_everything import House
from tests.results.samples import sample_questions
from tests.support.visitor import Visitor

STORIES = range(400, 408)


@pytest.fixture
def house(session: Session, client: Visitor, sqlite_app: flask.Flask) -> House:
    return House(session, client, sqlite_app)


def test_nothing_follows_from_the_page_alone(house: House) -> None:
    read_at_all = 0
    for seed in STORIES:
        told = story(seed)
        if told.kind == "weighted":
            continue
        house.tell(told)
        for shown in told.shown:
            page = house.freeze(shown).ask("page")
            read_at_all += len(read(page))
            assert findings(page) == [], f"story {seed}, for {shown.audience}"
    assert read_at_all > 5


def test_a_careless_page_is_seen_through(house: House) -> None:
    careless = _asked(dict.fromkeys("abcd", (9, 3)) | {"e": (14, 0)})
    house.tell(careless)
    found = findings(house.freeze(careless.shown[0]).ask("page"))
    assert [one for one in found if "Leeftijd e agrees on Vaker rijden" in one]


def test_small_groups_of_one_mind_are_seen_through_though_they_are_merged(house: House) -> None:
    careless = _asked({"a": (6, 4)} | dict.fromkeys("bcd", (9, 0)))
    house.tell(careless)
    found = findings(house.freeze(careless.shown[0]).ask("page"))
    assert [one for one in found if "Overige" in one]


def test_it_uses_nothing_of_the_house() -> None:
    source = Path(page_only.__file__).read_text(encoding="utf-8")
    assert not re.search(r"^\s*(?:from|import) panel", source, re.MULTILINE)


def _asked(cells: dict[str, tuple[int, int]]) -> Story:
    """One question by one characteristic as a publisher would show it who rounds and merges but proves nothing."""
    question = next(one for one in sample_questions() if one.key == "bus")
    classes = [
        BreakdownClass(key=name, text=f"Leeftijd {name}", position=number) for number, name in enumerate(cells, 1)
    ]
    breakdown = Breakdown(key="b0", label="Leeftijd", text="Hoe oud ben je?", position=1, classes=classes)
    answers = [answer for counts in cells.values() for answer, count in enumerate(counts) for _ in range(count)]
    groups = [place for place, counts in enumerate(cells.values()) for _ in range(sum(counts))]
    options = ("more", "same")
    microdata = md.Microdata(
        len(answers),
        (md.SingleChoice("bus", options, np.array(answers, dtype=np.int16)),),
        (md.Breakdown("b0", tuple(cells), np.array(groups, dtype=np.int16)),),
    )
    return Story("careless", [question], [breakdown], (Shown("everybody", publish(microdata, 10), (), len(answers)),))
