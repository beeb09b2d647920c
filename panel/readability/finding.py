"""What the reading check points at: a place in the text, a kind and how serious it is; never a worded sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from panel.readability.sentences import Sentence


class Severity(StrEnum):
    """How much a finding matters: worth a look, change it, or too hard to publish like this."""

    NOTE = "note"
    WARN = "warn"
    STOP = "stop"


class Code(StrEnum):
    """Every kind of finding."""

    LONG_SENTENCE = "long_sentence"
    HARD_WORD = "hard_word"
    LONG_WORD = "long_word"
    PASSIVE = "passive"
    DOUBLE_NEGATION = "double_negation"
    TWO_QUESTIONS = "two_questions"
    LEADING = "leading"
    AGREE_SCALE = "agree_scale"
    ABBREVIATION = "abbreviation"
    FIGURE_OF_SPEECH = "figure_of_speech"
    SUBORDINATE = "subordinate"
    BRACE = "brace"
    NUMBER_CHAIN = "number_chain"
    NOUN_PILE = "noun_pile"
    UNEXPLAINED_NAME = "unexplained_name"


Parameter = str | int | tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """One finding on `text[start:end]` (code points).

    `parameters` hold what its wording needs. Where words can stand in its place without rebuilding the sentence they
    are under "replacements"; simpler words that need rebuilding are under "hints".
    """

    code: Code
    start: int
    end: int
    severity: Severity
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    @property
    def replacements(self) -> tuple[str, ...]:
        """Words that may stand in the place of `text[start:end]` as they are, the best first."""
        return self._words("replacements")

    @property
    def hints(self) -> tuple[str, ...]:
        """Simpler words that say the same, but for which the sentence must be rebuilt."""
        return self._words("hints")

    def _words(self, name: str) -> tuple[str, ...]:
        words = self.parameters.get(name, ())
        return words if isinstance(words, tuple) else ()


@dataclass(frozen=True)
class Reading:
    """A text cut into sentences, as every finder gets it."""

    text: str
    sentences: tuple[Sentence, ...]
