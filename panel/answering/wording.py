"""The texts of a consultation as one reader gets them (pure): in their language where a person wrote that, and easy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from panel.consultations.models import (
    Breakdown,
    BreakdownClass,
    Consultation,
    GlossaryTerm,
    Option,
    Question,
)

DUTCH = "nl"


class _HasLanguage(Protocol):
    language: str


Translation = TypeVar("Translation", bound=_HasLanguage, covariant=True)


class _IsTranslated(Protocol[Translation]):
    @property
    def translations(self) -> Sequence[Translation]: ...


@dataclass(frozen=True)
class Words:
    """One text as it is shown. `lang` is empty when it is in the language of the page, else the one it is in.

    `other` is the same text put differently: the official one when the easy one is shown, and the other way round.
    """

    text: str
    lang: str = ""
    other: str = ""


@dataclass(frozen=True)
class Wording:
    """The texts of one consultation for one reader. Needs its questions, options and translations to be loaded."""

    consultation: Consultation
    language: str = DUTCH
    easy: bool = False

    @property
    def topic(self) -> Words:
        mine = _of(self.consultation, self.language)
        return self._plain(self.consultation.topic, mine.topic if mine else "")

    @property
    def welcome(self) -> Words:
        mine = _of(self.consultation, self.language)
        return self._plain(self.consultation.welcome, mine.welcome if mine else "")

    @property
    def influence(self) -> Words:
        mine = _of(self.consultation, self.language)
        return self._plain(self.consultation.policy_question.influence, mine.influence if mine else "")

    @property
    def fixed(self) -> Words:
        """What is settled already, one thing on a line: in Dutch only."""
        return self._plain(self.consultation.policy_question.fixed, "")

    @property
    def open_points(self) -> Words:
        """What people can still change, one thing on a line: in Dutch only."""
        return self._plain(self.consultation.policy_question.open_points, "")

    def question(self, question: Question) -> Words:
        mine = _of(question, self.language)
        return self._chosen(
            question.text, question.easy_text, mine.text if mine else "", mine.easy_text if mine else ""
        )

    def hint(self, question: Question) -> Words:
        mine = _of(question, self.language)
        return self._plain(question.hint, mine.hint if mine else "")

    def unit(self, question: Question) -> Words:
        """Return what a number counts, such as "keer per week"; empty for other kinds of question."""
        mine = _of(question, self.language)
        return self._plain(str(question.settings.get("unit") or ""), mine.unit if mine else "")

    def option(self, option: Option) -> Words:
        mine = _of(option, self.language)
        return self._chosen(option.text, option.easy_text, mine.text if mine else "", mine.easy_text if mine else "")

    def breakdown(self, breakdown: Breakdown) -> Words:
        mine = _of(breakdown, self.language)
        return self._chosen(breakdown.text, breakdown.easy_text, mine.text if mine else "", "")

    def label(self, breakdown: Breakdown) -> Words:
        """Return what a background is called beside the figures of its groups."""
        mine = _of(breakdown, self.language)
        return self._plain(breakdown.label, mine.label if mine else "")

    def class_(self, one: BreakdownClass) -> Words:
        mine = _of(one, self.language)
        return self._plain(one.text, mine.text if mine else "")

    def term(self, term: GlossaryTerm) -> tuple[Words, Words]:
        """Return an explained word and its explanation."""
        mine = _of(term, self.language)
        return self._plain(term.word, mine.word if mine else ""), self._plain(
            term.explanation, mine.explanation if mine else ""
        )

    def share_translated(self) -> float:
        """Return which part of the questions is in the language of the reader, from 0 to 1."""
        asked = [self.question(one) for one in self.consultation.questions]
        asked += [self.breakdown(one) for one in self.consultation.breakdowns]
        return sum(not words.lang for words in asked) / len(asked) if asked else 1.0

    def _plain(self, dutch: str, translated: str) -> Words:
        if self.language == DUTCH or not dutch:
            return Words(dutch)
        return Words(translated) if translated else Words(dutch, DUTCH)

    def _chosen(self, dutch: str, easy_dutch: str, translated: str, easy_translated: str) -> Words:
        if self.language == DUTCH or not translated:
            official, easy, lang = dutch, easy_dutch, "" if self.language == DUTCH else DUTCH
        else:
            official, easy, lang = translated, easy_translated, ""
        if not easy or easy == official:
            return Words(official, lang)
        return Words(easy, lang, official) if self.easy else Words(official, lang, easy)


def _of(part: _IsTranslated[Translation], language: str) -> Translation | None:
    """Return the translation of a part into a language, if a person made one; for Dutch none is even looked up."""
    if language == DUTCH:
        return None
    return next((one for one in part.translations if one.language == language), None)
