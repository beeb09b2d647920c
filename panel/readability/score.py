"""One number for how easily a text reads: 0 is very hard, 100 very easy. An aid, no quality mark."""

from collections.abc import Sequence

from panel.readability.finding import Code, Finding
from panel.readability.lexicon import zipf
from panel.readability.measures import LONG_WORD_LETTERS
from panel.readability.sentences import Sentence

# How many plain words each load weighs: a word itself, a comma or bracket, an official word from our list, each point
# that a word stays under the frequency of an everyday word (Zipf 5), a long word, a passive. By logistic regression on
# pairs of a hard and an easy version, then rounded; bench/readability.py repeats it with each document left out.
WEIGHTS = (1.0, 3.0, 8.0, 1.0, 2.0, 12.0)
# A name or a slip of the pen is on no list at all: it weighs no more than a rare word.
EVERYDAY_ZIPF, RARE_ZIPF = 5.0, 2.5

# A sentence that weighs as much as 27 plain words scores 50.
_HALFWAY = 27.0


def loads(sentence: Sentence, findings: Sequence[Finding]) -> tuple[float, ...]:
    """Count what makes a sentence heavy, in the order of WEIGHTS; `findings` are those on this sentence."""
    words = [token for token in sentence.tokens if token.is_scored]
    # Rare words carry a hard-word finding too: only those our list knows count as official.
    official = sum(one.code is Code.HARD_WORD and "replacements" in one.parameters for one in findings)
    return (
        len(sentence.tokens),
        sum(sentence.source.count(sign, sentence.start, sentence.end) for sign in ",;()"),
        official,
        sum(max(0.0, EVERYDAY_ZIPF - max(RARE_ZIPF, zipf(token.key))) for token in words),
        sum(len(token.text) >= LONG_WORD_LETTERS for token in words),
        sum(one.code is Code.PASSIVE for one in findings),
    )


def burden(sentence: Sentence, findings: Sequence[Finding]) -> float:
    """Return how heavy a sentence is to read, expressed in plain words."""
    return sum(weight * load for weight, load in zip(WEIGHTS, loads(sentence, findings), strict=True))


def score(burdens: Sequence[float]) -> float:
    """Turn the burdens of the sentences of a text into 0..100; a text without sentences is not hard: 100."""
    if not burdens:
        return 100.0
    mean = sum(burdens) / len(burdens)
    return 100.0 / (1.0 + (mean / _HALFWAY) ** 2)
