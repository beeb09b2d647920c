"""Brace constructions: words that belong together stand far apart, and the reader must hold his breath."""

from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Parameter, Reading, Severity
from panel.readability.sentences import Sentence
from panel.readability.verb_forms import HELPERS, is_participle, verb_clause

_DETERMINERS = frozenset("de het een deze dit".split())
_PREPOSITIONS = frozenset("door in op voor van bij tot aan met uit naar over te onder tijdens volgens".split())
_WIDEST = 12
_APART = 8


def find(reading: Reading) -> Iterator[Finding]:
    """Point at "de door de gemeente vastgestelde regels", and at a helping verb 8 words or more from its verb."""
    for sentence in reading.sentences:
        yield from _before_noun(sentence)
        yield from _around_verb(sentence)


def _before_noun(sentence: Sentence) -> Iterator[Finding]:
    for index in range(len(sentence.tokens) - 3):
        opener, preposition = sentence.tokens[index], sentence.tokens[index + 1]
        if opener.key not in _DETERMINERS or preposition.key not in _PREPOSITIONS:
            continue
        last = min(sentence.clause(index)[1], index + _WIDEST)
        for token in sentence.tokens[index + 3 : last]:
            if token.key.endswith("e") and is_participle(token.key[:-1]):
                yield Finding(
                    Code.BRACE, opener.start, token.end, Severity.WARN, {"first": opener.text, "last": token.text}
                )
                return


def _around_verb(sentence: Sentence) -> Iterator[Finding]:
    for index, token in enumerate(sentence.tokens):
        if token.key not in HELPERS:
            continue
        last = verb_clause(sentence, index)[1] - 1
        closing = sentence.tokens[last]
        if last - index > _APART and closing.is_word and (is_participle(closing.key) or closing.key in HELPERS):
            parameters: dict[str, Parameter] = {"first": token.text, "last": closing.text, "between": last - index - 1}
            yield Finding(Code.BRACE, token.start, closing.end, Severity.WARN, parameters)
            return
