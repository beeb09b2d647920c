"""Sentences with sentences inside them."""

from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Parameter, Reading, Severity
from panel.readability.sentences import Sentence
from panel.readability.verb_forms import CONNECTORS, DETERMINERS, HELPERS, PREPOSITIONS, SUBJECTS

_ALWAYS = frozenset(
    "omdat hoewel zodat terwijl waarbij waardoor waarin waarop waaraan waarmee waarvoor waaruit waarvan "
    "indien tenzij mits opdat teneinde aangezien alvorens nadat voordat doordat zodra".split()
)
_AFTER_COMMA = frozenset("die dat als wanneer of wat wie welke waar toen".split())
# Inside a sentence these ask or tell something in a sentence of their own: "weet u wie u belt".
_INSIDE = frozenset("wie wat waar waarom hoe wanneer toen".split())
_SUBJECT_STARTS = DETERMINERS | SUBJECTS | {"er", "iemand", "niemand", "mensen", "alle"}
_NO_CONDITION = frozenset("net zoals zelfde hetzelfde dezelfde even zo meer anders zowel evenveel".split())
_NO_NOUN = CONNECTORS | DETERMINERS | HELPERS | PREPOSITIONS | SUBJECTS | {"niet", "wel", "ook", "er", "nog", "al"}
_LEANS_ON = PREPOSITIONS | _INSIDE | {"en"}
_NOTE_FROM, _WARN_FROM = 2, 3


def find(reading: Reading) -> Iterator[Finding]:
    """Point at the second clause that opens inside a sentence; with three or more it is a warning."""
    for sentence in reading.sentences:
        openers = [index for index in range(len(sentence.tokens)) if _opens(sentence, index)]
        if len(openers) >= _NOTE_FROM:
            words = tuple(sentence.tokens[index].text for index in openers)
            token = sentence.tokens[openers[1]]
            severity = Severity.WARN if len(openers) >= _WARN_FROM else Severity.NOTE
            parameters: dict[str, Parameter] = {"word": token.text, "openers": words, "count": len(openers)}
            yield Finding(Code.SUBORDINATE, token.start, token.end, severity, parameters)


def _opens(sentence: Sentence, index: int) -> bool:
    key = sentence.tokens[index].key
    if key in _ALWAYS:
        return not (sentence.is_question and index == 0)
    before = sentence.tokens[index - 1].key if index else ""
    after = sentence.tokens[index + 1].key if index + 1 < len(sentence.tokens) else ""
    if key == "als":
        return after in _SUBJECT_STARTS and before not in _NO_CONDITION
    if index == 0:
        return False
    if key in _AFTER_COMMA and sentence.clause(index)[0] == index:
        return True
    if key in _INSIDE:
        return before not in _LEANS_ON
    if key == "dat" and after in _SUBJECT_STARTS:
        return before not in PREPOSITIONS
    # "mensen die helpen", but not "vindt u die straat mooi".
    return key in ("die", "dat") and len(before) > 3 and before not in _NO_NOUN and after not in ("is", "was")
