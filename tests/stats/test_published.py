"""What is shown survives storage, and holds rounded numbers only."""

import json
from dataclasses import replace

import pytest

from panel.stats.disclosure import protect
from panel.stats.microdata import Microdata
from panel.stats.published import Published
from tests.stats.builders import groups, random_consultation, single
from tests.stats.spotter import suspicious_numbers


def shown() -> Published:
    microdata = Microdata(61, (single("q", YES=21, NO=25, SKIPPED=15),), (groups("b", A=31, B=27, NONE=3),))
    return protect(microdata).published


@pytest.mark.parametrize("seed", range(25))
def test_a_published_outcome_comes_back_from_json_as_it_was(seed: int) -> None:
    published = protect(random_consultation(seed, largest=300)).published
    assert Published.from_dict(json.loads(json.dumps(published.to_dict()))) == published


@pytest.mark.parametrize("stored", [{}, {"format": 2}, {"format": 1, "shown": True}, {"format": 1, "questions": 3}])
def test_anything_else_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="published outcome"):
        Published.from_dict(stored)


def test_questions_and_breakdowns_are_found_by_key() -> None:
    published = shown()
    assert published.question("q").key == "q"
    assert published.breakdown("b").key == "b"
    with pytest.raises(KeyError):
        published.question("x")


def test_the_second_pair_of_eyes_sees_an_exact_size() -> None:
    published = shown()
    assert suspicious_numbers(published.to_dict()) == []
    assert suspicious_numbers(replace(published, size=61).to_dict()) == [".size"]


def test_the_second_pair_of_eyes_sees_an_exact_count_and_a_share_outside_its_unit() -> None:
    stored = shown().to_dict()
    stored["questions"][0]["table"]["options"][0].update(count=21, share=46)
    assert suspicious_numbers(stored) == [
        ".questions[0].table.options[0].count",
        ".questions[0].table.options[0].share",
    ]
