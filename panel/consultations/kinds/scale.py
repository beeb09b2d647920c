"""A scale of three or five words, from one end to the other."""

from panel.consultations.kinds.base import OptionKind
from panel.consultations.models import Question, QuestionKind


class Scale(OptionKind):
    """Three or five ordered words; even numbers leave out the middle and other lengths are hard to read."""

    key = QuestionKind.SCALE
    ordered = True
    least_options = 3
    most_options = 5

    def settings_problems(self, question: Question) -> list[str]:
        return super().settings_problems(question) or (["SCALE_NOT_3_OR_5"] if len(question.options) == 4 else [])
