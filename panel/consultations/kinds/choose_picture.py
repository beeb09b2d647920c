"""Choose one picture out of a few."""

from __future__ import annotations

from panel.consultations.kinds.base import OptionKind
from panel.consultations.models import Question, QuestionKind


class ChoosePicture(OptionKind):
    """One photo or drawing out of two to six. A picture always has words for who cannot see it (`media`)."""

    key = QuestionKind.CHOOSE_PICTURE
    least_options = 2
    most_options = 6

    def settings_problems(self, question: Question) -> list[str]:
        found = super().settings_problems(question)
        if any(option.picture_id is None for option in question.options):
            found.append("PICTURES_MISSING")
        return found
