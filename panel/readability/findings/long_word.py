"""Words so long that a reader must take them apart."""

from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Parameter, Reading, Severity
from panel.readability.lexicon import compound_parts, listed_zipf

LETTERS = 14
_EVERYDAY_ZIPF = 4.0


def find(reading: Reading) -> Iterator[Finding]:
    """Point at words of 14 letters or more that are not everyday words, with the parts of a compound."""
    for sentence in reading.sentences:
        for token in sentence.tokens:
            if token.is_scored and len(token.text) >= LETTERS and listed_zipf(token.key) < _EVERYDAY_ZIPF:
                parameters: dict[str, Parameter] = {
                    "word": token.text,
                    "letters": len(token.text),
                    "parts": compound_parts(token.key),
                }
                yield Finding(Code.LONG_WORD, token.start, token.end, Severity.NOTE, parameters)
