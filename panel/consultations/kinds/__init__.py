"""The kinds of question, each in a file of its own, found through one dictionary."""

from panel.consultations.kinds.base import DONT_KNOW, BadAnswerError, Kind, Value
from panel.consultations.kinds.choose_one import ChooseOne
from panel.consultations.kinds.choose_picture import ChoosePicture
from panel.consultations.kinds.choose_several import ChooseSeveral
from panel.consultations.kinds.number import Number
from panel.consultations.kinds.open_text import WRITTEN, Extra, OpenText, extras
from panel.consultations.kinds.scale import Scale, best_comes_first
from panel.consultations.kinds.statement import Stance, Statement
from panel.consultations.kinds.top_three import MOST_PLACES, TopThree
from panel.consultations.models import Question, QuestionKind

KINDS: dict[QuestionKind, Kind] = {
    kind.key: kind
    for kind in (
        ChooseOne(),
        ChooseSeveral(),
        ChoosePicture(),
        TopThree(),
        Scale(),
        Statement(),
        Number(),
        OpenText(),
    )
}


def kind_of(question: Question) -> Kind:
    """Return the kind of a question."""
    return KINDS[question.kind]


__all__ = [
    "DONT_KNOW", "KINDS", "MOST_PLACES", "WRITTEN", "BadAnswerError", "Extra", "Kind", "Stance", "Value",
    "best_comes_first", "extras", "kind_of",
]  # fmt: skip
