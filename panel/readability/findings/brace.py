"""Brace constructions: words that belong together stand far apart, and the reader must hold his breath."""

from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Parameter, Reading, Severity
from panel.readability.sentences import Sentence
from panel.readability.verb_forms import CONNECTORS, DETERMINERS, HELPERS, PREPOSITIONS, is_participle, verb_clause

_ARTICLES = frozenset("de het een deze dit die uw onze ons hun".split())
# "het vorig jaar door ons geplante bos": a time or a manner may come before what the participle carries.
_ADVERBS = frozenset(
    "vorig vorige elk elke ieder iedere afgelopen eerder onlangs gisteren vandaag al nog pas net jaren lang vroeger "
    "laatst speciaal zelf hier daar samen steeds vaak nu toen reeds recent".split()
)
_SECOND = PREPOSITIONS | _ADVERBS
_NO_NOUN = PREPOSITIONS | HELPERS | DETERMINERS | CONNECTORS
_WIDEST = 12
_APART = 8


def find(reading: Reading) -> Iterator[Finding]:
    """Point at "de door de gemeente vastgestelde regels", and at a helping verb 8 words or more from its verb."""
    for sentence in reading.sentences:
        yield from _before_noun(sentence)
        yield from _around_verb(sentence)


def _before_noun(sentence: Sentence) -> Iterator[Finding]:
    for index in range(len(sentence.tokens) - 3):
        opener, second = sentence.tokens[index], sentence.tokens[index + 1]
        if opener.key not in _ARTICLES or second.key not in _SECOND:
            continue
        last = min(sentence.clause(index)[1], index + _WIDEST)
        for place in range(index + 3, last):
            token = sentence.tokens[place]
            carries = any(one.key in PREPOSITIONS for one in sentence.tokens[index + 1 : place])
            if carries and _stands_before_noun(sentence, place):
                yield Finding(
                    Code.BRACE, opener.start, token.end, Severity.WARN, {"first": opener.text, "last": token.text}
                )
                return


def _stands_before_noun(sentence: Sentence, place: int) -> bool:
    """Whether a token is a participle used as an adjective: "gemaakte plannen", "geschreven brief"."""
    key = sentence.tokens[place].key
    after = sentence.tokens[place + 1].key if place + 1 < len(sentence.tokens) else ""
    if sentence.tokens[place - 1].key in ("de", "het", "een") or not after:
        return False
    return (key.endswith("e") and is_participle(key[:-1])) or (
        key.endswith("en") and after not in _NO_NOUN and is_participle(key)
    )


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
