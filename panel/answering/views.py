"""What the template of a question gets: finished words, one view a screen."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask_babel import gettext as _

from panel.answering.glossary import Term, mark_words
from panel.consultations.kinds import Extra


def step_in_words(number: object, total: object, *, is_open: bool) -> str:
    """Say how far someone is; `is_open` when an answer to come decides how many questions there are."""
    if is_open:
        return _("Vraag %(number)s van hoogstens %(total)s", number=number, total=total)
    return _("Vraag %(number)s van %(total)s", number=number, total=total)


@dataclass(frozen=True)
class AnswerView:
    """One card to tap. `lang` is empty when its text is in the language of the page.

    `place` is its number in a top three, 0 without one; `photo` the address of its picture, with words for who
    cannot see it.
    """

    value: str
    text: str
    pictogram: str = ""
    chosen: bool = False
    quiet: bool = False
    lang: str = ""
    place: int = 0
    photo: str = ""
    photo_alt: str = ""
    # The address of a recording of these very words.
    audio: str = ""


@dataclass(frozen=True)
class StepView:
    """One screen: a question with cards, a number, or a text to write.

    `place` is its address; `number` and `total` count what this person gets, and `total` may still become smaller.
    """

    place: int
    number: int
    total: int
    key: str
    kind: str
    title: str
    title_lang: str = ""
    # The address of a recording of this very title, and that of the picture that goes with it.
    audio: str = ""
    picture: str = ""
    picture_alt: str = ""
    hint: str = ""
    hint_lang: str = ""
    # The same question put differently: easier, or the official text when the easy one is its title.
    other_text: str = ""
    cards: list[AnswerView] = field(default_factory=list)
    several: bool = False
    typed: str = ""
    unit: str = ""
    unit_lang: str = ""
    least: int | None = None
    most: int | None = None
    terms: list[Term] = field(default_factory=list)
    # Of a top three: what was chosen so far, the most important first, and the card that was tapped in vain.
    order: list[str] = field(default_factory=list)
    full_at: str = ""
    # Whether its answers stand in an order of each person's own (RANDOM, REVERSED), and those that stay below.
    shuffles: str = ""
    last: list[str] = field(default_factory=list)
    full_sentence: str = ""
    marked: bool = False
    # What may be given beside words, and what was given of it already (pages without scripts).
    extras: tuple[Extra, ...] = ()
    question_key: str = ""
    kept: tuple[Extra, ...] = ()
    error: str = ""
    empty_error: str = ""
    limit_error: str = ""
    total_is_open: bool = False
    # Of a question that only a part of the people gets: after which screen, with which answers there, and in words.
    only_if: str = ""
    only_answers: tuple[str, ...] = ()
    only_for: str = ""

    @property
    def step(self) -> str:
        """Say how far someone is."""
        return step_in_words(self.number, self.total, is_open=self.total_is_open)

    @property
    def is_background(self) -> bool:
        return self.kind == "BACKGROUND"

    def with_words(self, text: str) -> str:
        """Return a text of this screen with the words marked that are explained under it."""
        return mark_words(text, self.terms)

    @property
    def not_translated(self) -> str:
        """Say honestly what of this screen is not in the language of the page."""
        if self.title_lang:
            return _("Deze vraag is er alleen in het Nederlands.")
        if self.hint_lang or self.unit_lang or any(card.lang for card in self.cards):
            return _("Een deel is er alleen in het Nederlands.")
        return ""
