"""Tells which sentences of a respondent's screen are too long."""

from dataclasses import dataclass

from panel.readability.findings.long_sentence import WARN_ABOVE
from panel.readability.sentences import sentences


@dataclass(frozen=True)
class LongSentence:
    """A sentence with more words than allowed: `message[start:end]` (code points)."""

    text: str
    words: int
    start: int
    end: int


def respondent_sentences_over(message: str, limit: int = WARN_ABOVE) -> list[LongSentence]:
    """Return the sentences of a screen message with more than `limit` words.

    `message` may hold HTML tags, which are no words, and placeholders such as %(name)s, each of which counts as one.
    """
    return [
        LongSentence(message[one.start : one.end], len(one.tokens), one.start, one.end)
        for one in sentences(message)
        if len(one.tokens) > limit
    ]
