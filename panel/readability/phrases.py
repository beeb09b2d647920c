"""Finds fixed word sequences in a sentence, whatever their capitals or the tags between them."""

from collections.abc import Iterable, Iterator, Mapping

from panel.readability.sentences import Sentence

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


def by_first_word(phrases: Iterable[str]) -> Phrases:
    """Index phrases by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return {key: tuple(sorted(some, key=len, reverse=True)) for key, some in found.items()}


def occurrences(phrases: Phrases, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Yield start, end (code points) and the phrase itself, for each phrase in the sentence, without overlap."""
    keys = [token.key for token in sentence.tokens]
    index = 0
    while index < len(keys):
        known = phrases.get(keys[index])
        words = next((one for one in known if tuple(keys[index : index + len(one)]) == one), None) if known else None
        if words is None:
            index += 1
            continue
        yield sentence.tokens[index].start, sentence.tokens[index + len(words) - 1].end, " ".join(words)
        index += len(words)
