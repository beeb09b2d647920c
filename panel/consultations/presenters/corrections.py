"""Words what may be mended in a question that people answer now, and why a change was more than spelling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from panel.consultations.models import Option, Question
from panel.consultations.service.corrections import Wording, wordings
from panel.consultations.spelling import MOST_WORDS, Refusal, Why


@dataclass(frozen=True)
class CorrectionField:
    """One text as the page shows it: what stands on the phones now, what was typed, and what is in the way."""

    name: str
    label: str
    stored: str
    typed: str
    error: str = ""


def present_corrections(
    question: Question, typed: Mapping[str, str], errors: Mapping[str, str]
) -> list[CorrectionField]:
    """Return the texts of a question in the order of its screen."""
    numbers = {option.id: number for number, option in enumerate(question.options, start=1)}
    return [
        CorrectionField(
            one.field, _label(one, numbers), one.text, typed.get(one.field, one.text), errors.get(one.field, "")
        )
        for one in wordings(question)
    ]


def word_not_spelling(refused: Refusal) -> str:
    """Return in plain Dutch why a change is more than spelling, and what can be done."""
    words = {"before": refused.before, "after": refused.after, "most": MOST_WORDS}
    return {
        Why.NOTHING: _("Je hebt nog niets verbeterd."),
        Why.WORDS: _("Er is een woord bij gekomen of weg. Dat is meer dan een schrijffout."),
        Why.TOO_MANY: _("Je verandert meer dan %(most)s woorden. Dat is meer dan een schrijffout.", **words),
        Why.NUMBERS: _("‘%(before)s’ kan niet ‘%(after)s’ worden. Getallen en tekens blijven staan.", **words),
        Why.MEANING: _(
            "‘%(before)s’ kan niet ‘%(after)s’ worden. Dat kan veranderen wat de vraag of het antwoord betekent.",
            **words,
        ),
        Why.OTHER_WORD: _(
            "‘%(before)s’ en ‘%(after)s’ zijn twee verschillende woorden. Alleen spelling mag nog.", **words
        ),
        Why.ANSWER: _("Zo gaat een antwoord op een ander antwoord lijken. Dat mag nu niet meer."),
    }[refused.why]


def _label(wording: Wording, numbers: Mapping[int, int]) -> str:
    if isinstance(wording.subject, Option):
        number = numbers[wording.subject.id]
        if wording.column == "easy_text":
            return _("Antwoord %(number)s, makkelijk", number=number)
        return _("Antwoord %(number)s", number=number)
    return {
        "text": _("De vraag"),
        "easy_text": _("De vraag, makkelijk"),
        "hint": _("De uitleg eronder"),
    }[wording.column]
