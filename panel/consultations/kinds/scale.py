"""A scale of three or five words, from one end to the other."""

from __future__ import annotations

from panel.consultations.kinds.base import OptionKind
from panel.consultations.models import Question, QuestionKind

GLAD = frozenset({"happy", "content", "yes", "agree"})
SAD = frozenset({"sad", "upset", "no", "disagree"})


def best_comes_first(question: Question) -> bool:
    """Return whether a scale goes from good to bad, as its own pictograms tell; without them it goes from bad to good.

    Drawings colour the two ends, and a glad answer in the colour of a warning would be read the wrong way round.
    """
    if not question.options:
        return False
    return question.options[0].pictogram in GLAD or question.options[-1].pictogram in SAD


class Scale(OptionKind):
    """Three or five ordered words; even numbers leave out the middle and other lengths are hard to read."""

    key = QuestionKind.SCALE
    ordered = True
    least_options = 3
    most_options = 5

    def settings_problems(self, question: Question) -> list[str]:
        return super().settings_problems(question) or (["SCALE_NOT_3_OR_5"] if len(question.options) == 4 else [])
