"""Passive sentences: the reader is not told who does it."""

from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Reading, Severity
from panel.readability.sentences import Sentence
from panel.readability.tokens import Token
from panel.readability.verb_forms import BEING, PASSIVE_HELPERS, is_participle, verb_clause

_PASSIVE_OR_BEING = PASSIVE_HELPERS | BEING


def find(reading: Reading) -> Iterator[Finding]:
    """Point at "worden" with a participle in one clause, and at "zijn" with a participle and "door"."""
    for sentence in reading.sentences:
        yield from _in_sentence(sentence)


def _in_sentence(sentence: Sentence) -> Iterator[Finding]:
    done = -1
    for index, token in enumerate(sentence.tokens):
        if index <= done or token.key not in _PASSIVE_OR_BEING:
            continue
        first, last = verb_clause(sentence, index)
        clause = sentence.tokens[first:last]
        if token.key in BEING and not any(one.key == "door" for one in clause):
            continue
        participle = _participle(clause, token)
        if participle is None and token.key in PASSIVE_HELPERS:
            wide = verb_clause(sentence, index, across_and=True)
            participle = _participle(sentence.tokens[slice(*wide)], token)
        if participle is not None:
            start, end = min(token.start, participle.start), max(token.end, participle.end)
            yield Finding(Code.PASSIVE, start, end, Severity.WARN, {"helper": token.text, "verb": participle.text})
            done = last - 1


def _participle(clause: tuple[Token, ...], helper: Token) -> Token | None:
    """Return the participle nearest to the helping verb."""
    found = []
    for before, token in zip((None, *clause), clause, strict=False):
        after_te = before is not None and before.key in ("te", "de", "het", "een")
        if token.is_word and not after_te and is_participle(token.key, expected=True):
            found.append(token)
    return min(found, key=lambda token: abs(token.start - helper.start), default=None)
