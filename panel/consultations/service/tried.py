"""The text of a question as testers try it (pure): all that the municipality wrote for its screen, word by word."""

from __future__ import annotations

from dataclasses import dataclass

from panel.consultations.models import Question
from panel.readability.tokens import tokens


@dataclass(frozen=True)
class Word:
    """One word of a tried text; it lies at `start` up to `end` (code points) of that text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Line:
    """One text of a question, and where it begins in the tried text. `easy`: it is the easier way to say it."""

    text: str
    start: int
    easy: bool = False
    # The key of the answer that it belongs to, empty for the question itself and its hint.
    option: str = ""
    hint: bool = False

    @property
    def words(self) -> list[Word]:
        """Return its words in reading order, with their places in the tried text."""
        return [Word(one.text, self.start + one.start, self.start + one.end) for one in tokens(self.text)]


def tried_lines(question: Question) -> list[Line]:
    """Return the texts of a question in a fixed order; each begins one code point after the end of the one before.

    What was not written is left out, but takes its place: an easy text that is added moves only what stands after it.
    """
    written = [
        (question.text, False, "", False),
        (question.easy_text, True, "", False),
        (question.hint, False, "", True),
    ]
    for option in question.options:
        written += [(option.text, False, option.key, False), (option.easy_text, True, option.key, False)]
    lines, start = [], 0
    for text, easy, option_key, hint in written:
        if text:
            lines.append(Line(text, start, easy, option_key, hint))
        start += len(text) + 1
    return lines


def words_by_place(question: Question) -> dict[int, Word]:
    """Return every word of a question by where it begins."""
    return {word.start: word for line in tried_lines(question) for word in line.words}
