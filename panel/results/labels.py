"""What every question, answer and group of a consultation is called on the outcome page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _

from panel.consultations.kinds import DONT_KNOW, WRITTEN, Stance, best_comes_first
from panel.consultations.models import Breakdown, Consultation, Question, QuestionKind
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
    # The language of its text when that is another than was asked for.
    lang: str = ""

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


def labels_of(consultation: Consultation, language: str = DUTCH) -> Labels:
    """Return the words of a consultation as its author wrote them, or as a person translated them."""
    return Labels(
        {one.key: _question(number, one, language) for number, one in enumerate(consultation.questions, start=1)},
        {one.key: _breakdown(one, language) for one in consultation.breakdowns},
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


def _in(language: str, part: Any, name: str) -> str:
    """Return one text of a part in another language; empty in Dutch and where nobody translated it."""
    if language == DUTCH:
        return ""
    return next((str(getattr(one, name)) for one in part.translations if one.language == language), "")


def _question(number: int, question: Question, language: str) -> QuestionLabels:
    options = {option.key: _in(language, option, "text") or option.text for option in question.options}
    if question.kind is QuestionKind.NUMBER:
        unit = _in(language, question, "unit") or str(question.settings.get("unit", "")).strip()
        options = _number_classes(question, unit)
    backwards = question.kind is QuestionKind.SCALE and best_comes_first(question)
    text = _in(language, question, "text")
    lang = DUTCH if language != DUTCH and not text else ""
    return QuestionLabels(
        question.key, number, text or question.text, question.kind, options, best_first=backwards, lang=lang
    )


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


def _breakdown(breakdown: Breakdown, language: str) -> BreakdownLabels:
    classes = {one.key: _in(language, one, "text") or one.text for one in breakdown.classes}
    return BreakdownLabels(breakdown.key, _in(language, breakdown, "label") or breakdown.label, classes)
