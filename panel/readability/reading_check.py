"""The reading check itself: from a text to findings and a score."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from panel.readability.finding import Finding, Reading
from panel.readability.findings import (
    abbreviation,
    agree_scale,
    brace,
    double_negation,
    figure_of_speech,
    hard_word,
    leading,
    long_sentence,
    long_word,
    noun_pile,
    number_chain,
    passive,
    subordinate,
    two_questions,
    unexplained_name,
)
from panel.readability.measures import Measures, measure
from panel.readability.score import burden, score
from panel.readability.sentences import sentences

FINDERS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    long_sentence.find,
    hard_word.find,
    long_word.find,
    passive.find,
    double_negation.find,
    two_questions.find,
    leading.find,
    agree_scale.find,
    abbreviation.find,
    figure_of_speech.find,
    subordinate.find,
    brace.find,
    number_chain.find,
    noun_pile.find,
    unexplained_name.find,
)


@dataclass(frozen=True)
class SentenceReport:
    """One sentence: `text[start:end]` (code points), its number of words, its score and what was found in it."""

    start: int
    end: int
    words: int
    score: float
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Report:
    """What the reading check says about a text: a score from 0 (very hard) to 100 (very easy), and why."""

    score: float
    sentences: tuple[SentenceReport, ...]
    measures: Measures

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for sentence in self.sentences for finding in sentence.findings)


def check(text: str) -> Report:
    """Read a Dutch text and report on each sentence and on the whole.

    Never raises on a string, whatever is in it. HTML tags, entities and placeholders are not read, yet all positions
    count code points of `text` as given.
    """
    reading = Reading(text, tuple(sentences(text)))
    found = _by_sentence(reading)
    burdens = [burden(sentence, some) for sentence, some in zip(reading.sentences, found, strict=True)]
    reports = tuple(
        SentenceReport(sentence.start, sentence.end, len(sentence.tokens), score([weight]), tuple(some))
        for sentence, some, weight in zip(reading.sentences, found, burdens, strict=True)
    )
    return Report(score(burdens), reports, measure(reading.sentences))


def _by_sentence(reading: Reading) -> list[list[Finding]]:
    starts = [sentence.start for sentence in reading.sentences]
    found: list[list[Finding]] = [[] for _ in starts]
    for finder in FINDERS:
        for finding in finder(reading):
            found[bisect_right(starts, finding.start) - 1].append(finding)
    return [sorted(some, key=lambda one: (one.start, one.end)) for some in found]
