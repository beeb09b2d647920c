"""Statements to agree with on a scale: people who find a text hard tend to say yes."""

from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Reading, Severity
from panel.readability.phrases import by_first_word, occurrences
from panel.readability.sentences import Sentence
from panel.readability.verb_forms import BEING

_PHRASES = by_first_word(
    (
        "in hoeverre bent u het eens", "in hoeverre ben je het eens", "in hoeverre ben jij het eens",
        "hoe eens bent u het", "bent u het eens of oneens", "ben je het eens of oneens", "ben jij het eens of oneens",
        "bent u het eens met", "ben je het eens met", "ben jij het eens met", "bent u het hiermee eens",
        "ben je het hiermee eens", "eens of oneens", "eens met de stelling", "eens met deze stelling",
        "eens met de volgende stelling", "eens met de volgende stellingen", "helemaal mee eens", "helemaal eens",
        "zeer mee eens", "zeer eens", "geheel mee eens", "volledig mee eens", "geef aan in hoeverre",
        "mee eens", "mee oneens", "zeer oneens",
        "helemaal oneens", "sterk oneens", "sterk eens", "volledig eens", "volledig oneens", "hoe eens ben je het",
        "in welke mate bent u het eens", "in welke mate ben je het eens",
    )
)  # fmt: skip


_SIDES = frozenset(("eens", "oneens"))
_REACH = 6


def find(reading: Reading) -> Iterator[Finding]:
    """Point once at the first agree-or-disagree wording of the text."""
    for sentence in reading.sentences:
        for start, end, phrase in occurrences(_PHRASES, sentence):
            yield Finding(Code.AGREE_SCALE, start, end, Severity.WARN, {"word": phrase})
            return
        if BEING.isdisjoint(token.key for token in sentence.tokens):
            continue
        for index, token in enumerate(sentence.tokens):
            if token.key in _SIDES and _is_about_agreeing(sentence, index):
                yield Finding(Code.AGREE_SCALE, token.start, token.end, Severity.WARN, {"word": token.text})
                return


def _is_about_agreeing(sentence: Sentence, index: int) -> bool:
    """Find "... of u het met de zin eens bent"; but not "Bent u wel eens gevallen?" or "hier zijn ze het over eens"."""
    near = [token.key for token in sentence.tokens[max(0, index - _REACH) : index]]
    return "het" in near and near[-1] not in ("wel", "nog", "meer", "weer", "over")
