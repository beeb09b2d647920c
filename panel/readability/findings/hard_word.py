"""Official words that have a simpler one, and words that few people meet."""

from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Parameter, Reading, Severity
from panel.readability.lexicon import zipf
from panel.readability.measures import HARD_WORD_ZIPF
from panel.readability.plain_words import simpler_at
from panel.readability.sentences import Sentence

_SHORTEST = 4


def find(reading: Reading) -> Iterator[Finding]:
    """Point at listed words and phrases, with the simpler ones, and at rare words (Zipf under 3.4)."""
    for sentence in reading.sentences:
        yield from _in_sentence(sentence)


def _in_sentence(sentence: Sentence) -> Iterator[Finding]:
    index = 0
    while index < len(sentence.tokens):
        token = sentence.tokens[index]
        offer = simpler_at(sentence, index) if token.is_scored and not _is_name(sentence, index) else None
        if offer is not None:
            last = sentence.tokens[index + offer.length - 1]
            words = sentence.source[token.start : last.end]
            parameters: dict[str, Parameter] = {
                "word": words,
                "replacements": _cased(offer.replacements, words),
                "hints": offer.hints,
            }
            yield Finding(Code.HARD_WORD, token.start, last.end, Severity.WARN, parameters)
            index += offer.length
            continue
        if _is_rare(sentence, index):
            yield Finding(Code.HARD_WORD, token.start, token.end, Severity.NOTE, {"word": token.text})
        index += 1


def _is_rare(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    if not token.is_scored or len(token.key) < _SHORTEST or token.text.isupper() or _is_name(sentence, index):
        return False
    # An unknown first word with a capital is more often a name than a hard word.
    frequency = zipf(token.key)
    return frequency < HARD_WORD_ZIPF and not (index == 0 and frequency == 0 and token.text[0].isupper())


def _is_name(sentence: Sentence, index: int) -> bool:
    """A capital inside a sentence that is not all headline."""
    text = sentence.tokens[index].text
    return index > 0 and text[0].isupper() and not text.isupper()


def _cased(words: tuple[str, ...], example: str) -> tuple[str, ...]:
    """Give the words the first letter of what they replace, so that they can stand in its place."""
    if example.isupper() and len(example) > 1:
        return tuple(word.upper() for word in words)
    return tuple(word[0].upper() + word[1:] for word in words) if example[0].isupper() else words
