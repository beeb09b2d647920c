"""Statements to agree with on a scale: people who find a text hard tend to say yes."""

from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Reading, Severity
from panel.readability.phrases import by_first_word, occurrences

_PHRASES = by_first_word(
    (
        "in hoeverre bent u het eens", "in hoeverre ben je het eens", "in hoeverre ben jij het eens",
        "hoe eens bent u het", "bent u het eens of oneens", "ben je het eens of oneens", "ben jij het eens of oneens",
        "bent u het eens met", "ben je het eens met", "ben jij het eens met", "bent u het hiermee eens",
        "ben je het hiermee eens", "eens of oneens", "eens met de stelling", "eens met deze stelling",
        "eens met de volgende stelling", "eens met de volgende stellingen", "helemaal mee eens", "helemaal eens",
        "zeer mee eens", "zeer eens", "geheel mee eens", "volledig mee eens", "geef aan in hoeverre",
        "in welke mate bent u het eens", "in welke mate ben je het eens",
    )
)  # fmt: skip


def find(reading: Reading) -> Iterator[Finding]:
    """Point once at the first agree-or-disagree wording of the text."""
    for sentence in reading.sentences:
        for start, end, phrase in occurrences(_PHRASES, sentence):
            yield Finding(Code.AGREE_SCALE, start, end, Severity.WARN, {"word": phrase})
            return
