"""Which end of a scale is the good one."""

from __future__ import annotations

import pytest

from panel.consultations.kinds import best_comes_first
from panel.consultations.models import Option, Question, QuestionKind


@pytest.mark.parametrize(
    ("pictograms", "first"),
    [
        (["happy", "neutral", "sad"], True),
        (["sad", "neutral", "happy"], False),
        (["", "", ""], False),
        (["", "", "upset"], True),
        ([], False),
    ],
)
def test_the_pictograms_tell_which_end_is_the_good_one(pictograms: list[str], first: bool) -> None:
    options = [Option(key=str(place), text="x", pictogram=one) for place, one in enumerate(pictograms)]
    question = Question(key="q", kind=QuestionKind.SCALE, text="x", options=options)
    assert best_comes_first(question) is first
