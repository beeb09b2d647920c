"""Sentences with sentences inside them."""

from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Parameter, Reading, Severity
from panel.readability.sentences import Sentence

_ALWAYS = frozenset(
    "omdat hoewel zodat terwijl waarbij waardoor waarin waarop waaraan waarmee waarvoor waaruit waarvan "
    "indien tenzij mits opdat teneinde aangezien alvorens nadat voordat doordat zodra".split()
)
_AFTER_COMMA = frozenset("die dat als wanneer of wat wie welke".split())


def find(reading: Reading) -> Iterator[Finding]:
    """Point at the second subordinate clause of a sentence."""
    for sentence in reading.sentences:
        openers = [index for index in range(len(sentence.tokens)) if _opens(sentence, index)]
        if len(openers) > 1:
            words = tuple(sentence.tokens[index].text for index in openers)
            token = sentence.tokens[openers[1]]
            parameters: dict[str, Parameter] = {"word": token.text, "openers": words, "count": len(openers)}
            yield Finding(Code.SUBORDINATE, token.start, token.end, Severity.NOTE, parameters)


def _opens(sentence: Sentence, index: int) -> bool:
    key = sentence.tokens[index].key
    if sentence.is_question and index == 0:
        return False
    return key in _ALWAYS or (key in _AFTER_COMMA and index > 0 and sentence.clause(index)[0] == index)
