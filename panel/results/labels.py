"""What every question, answer and group of a consultation is called on the outcome page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import format_decimal
from flask_babel import gettext as _

from panel.answering.wording import Wording, Words
from panel.consultations.kinds import DONT_KNOW, WRITTEN, Stance, best_comes_first
from panel.consultations.models import Breakdown, Consultation, Question, QuestionKind
from panel.core.i18n import set_apart
from panel.core.reading import DUTCH
from panel.stats.published import NO_STATEMENT_KEY, OTHER


@dataclass(frozen=True)
class QuestionLabels:
    """The words of one question: its number on the page, its text, and the text of each answer by key."""

    key: str
    number: int
    text: str
    kind: QuestionKind
    options: Mapping[str, str]
    # A scale that goes from good to bad is drawn the other way round.
    best_first: bool = False

    def option(self, key: str) -> str:
        """The words of an answer, also of the answers that the house itself adds."""
        return self.options.get(key) or fixed_option(key) or key


@dataclass(frozen=True)
class BreakdownLabels:
    """The words of one breakdown: what it is called, and the text of each class by key."""

    key: str
    label: str
    classes: Mapping[str, str]

    def group(self, key: str) -> str:
        """The words of a group, also of the groups that the house itself makes."""
        if key == OTHER:
            return _("Overige")
        if key == NO_STATEMENT_KEY:
            return _("Geen opgave")
        return self.classes.get(key, key)


@dataclass(frozen=True)
class Labels:
    """All words of one consultation, by key of the question and of the breakdown."""

    questions: Mapping[str, QuestionLabels]
    breakdowns: Mapping[str, BreakdownLabels]


def labels_of(consultation: Consultation, language: str = DUTCH, *, easy: bool = False) -> Labels:
    """Return the words of a consultation as its author wrote them, as a person translated them, or the easier ones.

    What nobody translated stays Dutch, and is set apart.
    """
    wording = Wording(consultation, language, easy)
    return Labels(
        {one.key: _question(number, one, wording) for number, one in enumerate(consultation.questions, start=1)},
        {one.key: _breakdown(one, wording) for one in consultation.breakdowns},
    )


def fixed_option(key: str) -> str | None:
    """Return the words of an answer that needs no author; None for any other key."""
    match key:
        case Stance.AGREE:
            return _("Eens")
        case Stance.DISAGREE:
            return _("Oneens")
        case _ if key == DONT_KNOW:
            return _("Weet ik niet")
        case _ if key == OTHER:
            return _("Anders")
        case _ if key == WRITTEN:
            return _("Schreef een antwoord")
    return None


def _shown(words: Words) -> str:
    return set_apart(words.text) if words.lang else words.text


def _question(number: int, question: Question, wording: Wording) -> QuestionLabels:
    options = {option.key: _shown(wording.option(option)) for option in question.options}
    if question.kind is QuestionKind.NUMBER:
        options = _number_classes(question, _shown(wording.unit(question)).strip())
    backwards = question.kind is QuestionKind.SCALE and best_comes_first(question)
    text = _shown(wording.question(question))
    return QuestionLabels(question.key, number, text, question.kind, options, best_first=backwards)


def _number_classes(question: Question, unit: str) -> dict[str, str]:
    """Word the classes of a number, whose keys are "first-last"."""
    least, most = int(question.settings["least"]), int(question.settings["most"])
    starts = [least, *(int(limit) for limit in question.settings.get("limits", ()))]
    ends = [start - 1 for start in starts[1:]] + [most]
    return {
        f"{first}-{last}": f"{_class_in_words(first, last)} {unit}".strip()
        for first, last in zip(starts, ends, strict=True)
    }


def _class_in_words(first: int, last: int) -> str:
    if first == last:
        return str(format_decimal(first))
    if last == first + 1:
        return _("%(first)s of %(last)s", first=format_decimal(first), last=format_decimal(last))
    return _("%(first)s tot en met %(last)s", first=format_decimal(first), last=format_decimal(last))


def _breakdown(breakdown: Breakdown, wording: Wording) -> BreakdownLabels:
    classes = {one.key: _shown(wording.class_(one)) for one in breakdown.classes}
    return BreakdownLabels(breakdown.key, _shown(wording.label(breakdown)), classes)
