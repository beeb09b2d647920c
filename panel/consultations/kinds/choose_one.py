"""Choose one answer out of a few."""

from panel.consultations.kinds.base import OptionKind
from panel.consultations.models import QuestionKind


class ChooseOne(OptionKind):
    """One card out of two to eight."""

    key = QuestionKind.CHOOSE_ONE
    least_options = 2
    most_options = 8
