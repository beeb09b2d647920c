"""Counts what makes a text hard to read: long sentences, long words, rare words."""

from collections.abc import Sequence
from dataclasses import dataclass

from panel.readability.lexicon import zipf
from panel.readability.sentences import Sentence
from panel.readability.syllables import count_syllables

LONG_WORD_LETTERS = 10
HARD_WORD_ZIPF = 3.4
RARE_ENOUGH_ZIPF = 4.0


@dataclass(frozen=True)
class Measures:
    """The counts of a text. Shares are between 0 and 1 of all words; `zipf` is a mean over words (higher is easier)."""

    sentences: int
    words: int
    words_per_sentence: float
    syllables_per_word: float
    letters_per_word: float
    long_word_share: float
    hard_word_share: float
    uncommon_word_share: float
    mean_zipf: float
    commas_per_sentence: float

    @property
    def flesch_douma(self) -> float:
        """Reading ease by Flesch for Dutch (Douma 1960); higher is easier, not limited to 0..100."""
        if self.words == 0:
            return 0.0
        return flesch_douma(self.words_per_sentence, self.syllables_per_word)


def flesch_douma(words_per_sentence: float, syllables_per_word: float) -> float:
    """Return 206.84 - 0.93 x words per sentence - 77 x syllables per word (Douma, De leesbaarheid van
    landbouwbladen, 1960).
    """
    return 206.84 - 0.93 * words_per_sentence - 77 * syllables_per_word


EMPTY = Measures(0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def measure(sentences: Sequence[Sentence]) -> Measures:
    """Measure sentences as one text; without a single word every count is 0."""
    all_tokens = [token for sentence in sentences for token in sentence.tokens]
    if not all_tokens:
        return EMPTY
    words = [token for token in all_tokens if token.is_scored]
    frequencies = [zipf(token.key) for token in words]
    count, scored = len(all_tokens), max(1, len(words))
    return Measures(
        sentences=len(sentences),
        words=count,
        words_per_sentence=count / len(sentences),
        syllables_per_word=sum(count_syllables(token.text) for token in all_tokens) / count,
        letters_per_word=sum(len(token.text) for token in words) / scored,
        long_word_share=sum(len(token.text) >= LONG_WORD_LETTERS for token in words) / scored,
        hard_word_share=sum(one < HARD_WORD_ZIPF for one in frequencies) / scored,
        uncommon_word_share=sum(one < RARE_ENOUGH_ZIPF for one in frequencies) / scored,
        mean_zipf=sum(frequencies) / scored if frequencies else RARE_ENOUGH_ZIPF,
        commas_per_sentence=sum(_commas(sentence) for sentence in sentences) / len(sentences),
    )


def _commas(sentence: Sentence) -> int:
    return sum(sentence.source.count(sign, sentence.start, sentence.end) for sign in ",;()")
