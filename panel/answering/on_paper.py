"""The questions of a consultation as they are drawn on paper, in the order in which a form is typed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from panel.answering.answers import Answers
from panel.answering.presenters import present_step
from panel.answering.steps import all_steps
from panel.answering.views import AnswerView, StepView
from panel.consultations.models import Consultation, QuestionKind
from panel.media.queries import Shown

MOST_IN_ONE_COLUMN = 5


@dataclass(frozen=True)
class PaperQuestion:
    """One question with what can be ticked or written. `numbers` stand beside the boxes, for who types it over."""

    view: StepView
    cards: list[tuple[int, AnswerView]]

    @property
    def number(self) -> int:
        return self.view.number

    @property
    def ranks(self) -> bool:
        return self.view.kind == QuestionKind.TOP_THREE

    @property
    def has_photos(self) -> bool:
        return any(card.photo for _number, card in self.cards)

    @property
    def is_long(self) -> bool:
        """Whether its boxes stand in two columns; a scale keeps its order only in one."""
        return len(self.cards) > MOST_IN_ONE_COLUMN and self.view.kind != QuestionKind.SCALE


def paper_questions(
    consultation: Consultation, answers: Answers, media: Mapping[int, Shown] | None = None
) -> list[PaperQuestion]:
    """Return all questions of the paper form, in the language and the words of the page.

    The numbers beside the boxes are those of `typed_in.paper_lines`: the cards of the same screen, from 1. A voice or
    a photo as an answer is not offered: paper takes neither.
    """
    found = []
    for step in all_steps(consultation):
        view = present_step(consultation, step, answers, media=media)
        found.append(PaperQuestion(view, list(enumerate(view.cards, start=1))))
    return found
