"""Sentences with more words than an unpractised reader keeps in mind."""

from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Reading, Severity

WARN_ABOVE = 10
STOP_ABOVE = 15


def find(reading: Reading) -> Iterator[Finding]:
    """Warn above 10 words, stop above 15 (A2 writing rules)."""
    for sentence in reading.sentences:
        words = len(sentence.tokens)
        if words > WARN_ABOVE:
            severity = Severity.STOP if words > STOP_ABOVE else Severity.WARN
            yield Finding(
                Code.LONG_SENTENCE, sentence.start, sentence.end, severity, {"words": words, "limit": WARN_ABOVE}
            )
