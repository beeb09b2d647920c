"""Two denials in one clause: what does "ja" mean then?"""

import re
from collections.abc import Iterator
from itertools import pairwise

from panel.readability.finding import Code, Finding, Reading, Severity
from panel.readability.lexicon import listed_zipf
from panel.readability.sentences import Sentence
from panel.readability.verb_forms import verb_clause

_DENIALS = frozenset("niet geen nooit nimmer niemand niets nergens zonder noch nauwelijks geenszins evenmin".split())
_HIDDEN = frozenset(
    "oneens weigeren weigert geweigerd verbieden verbiedt verboden ontkennen ontkent voorkomen tenzij behalve "
    "afwijzen afgewezen ontbreken ontbreekt tegengaan".split()
)
_ON = re.compile(
    r"on[^\W\d_]+(?:lijk|lijke|baar|bare|ig|ige|wenst|wenste|zaam|zame|vrij|eens|doende|vreden|nodig|eerlijk|kend|kende|"
    r"juist|juiste|terecht|terechte|zond|zonde|schikt|schikte|zeker|zekere)\Z"
)
_NOT_DENYING = frozenset(
    "onlangs ondanks onmiddellijk onmiddellijke onderling onmetelijk onafhankelijk onafhankelijke".split()
)
_COMMON = 2.5


def find(reading: Reading) -> Iterator[Finding]:
    """Point at two denials in one clause: two of niet/geen/nooit, or one of those with oneens, on-, tenzij and such;
    and at "oneens dat ... geen"."""
    for sentence in reading.sentences:
        yield from _in_clauses(sentence)
        yield from _disagreeing_with_a_denial(sentence)


def _finding(sentence: Sentence, first: int, second: int) -> Finding:
    start, end = sentence.tokens[first], sentence.tokens[second]
    words = {"first": start.text, "second": end.text}
    return Finding(Code.DOUBLE_NEGATION, start.start, end.end, Severity.STOP, words)


def _disagreeing_with_a_denial(sentence: Sentence) -> Iterator[Finding]:
    keys = [token.key for token in sentence.tokens]
    for index in range(len(keys) - 2):
        if keys[index] in ("oneens", "tegen") and keys[index + 1] == "dat":
            denial = next((place for place in range(index + 2, len(keys)) if keys[place] in _DENIALS), None)
            if denial is not None:
                yield _finding(sentence, index, denial)
                return


def _in_clauses(sentence: Sentence) -> Iterator[Finding]:
    done = -1
    for index, token in enumerate(sentence.tokens):
        if index <= done or token.key not in _DENIALS:
            continue
        first, last = verb_clause(sentence, index)
        denials = [place for place in range(first, last) if _denies(sentence, place)]
        if len(denials) > 1 and not _alternative(sentence, first, last):
            yield _finding(sentence, denials[0], denials[1])
            done = last - 1


def _denies(sentence: Sentence, index: int) -> bool:
    key = sentence.tokens[index].key
    following = sentence.tokens[index + 1].key if index + 1 < len(sentence.tokens) else ""
    if key == "niet" and following in ("alleen", "meer", "of"):
        return False
    if key in _DENIALS or key in _HIDDEN:
        return True
    return bool(_ON.match(key)) and key not in _NOT_DENYING and listed_zipf(key[2:]) > _COMMON


def _alternative(sentence: Sentence, first: int, last: int) -> bool:
    """ "... of niet": a choice, no denial."""
    keys = [token.key for token in sentence.tokens[first:last]]
    return any(pair in (("of", "niet"), ("of", "geen"), ("eens", "oneens")) for pair in pairwise(keys))
