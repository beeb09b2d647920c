"""Several numbers in one sentence: most readers who find reading hard find numbers hard too."""

import re
from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Reading, Severity
from panel.readability.sentences import Sentence
from panel.readability.tokens import Token, TokenKind

MOST = 2
_TIMES = re.compile(r"\d+ ?(?:x|×|keer|maal) .{0,20}?\d")
_DATE_OR_TIME = re.compile(r"(?:19|20)\d\d|\d{1,2}[:.]\d\d|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|0\d{1,3}-?\d{5,8}|\d{4,}")
_MONTHS = frozenset(
    "januari februari maart april mei juni juli augustus september oktober november december uur".split()
)


def find(reading: Reading) -> Iterator[Finding]:
    """Point at three or more amounts in a sentence, and at "2 x per dag 2"; no dates, times or phone numbers."""
    for sentence in reading.sentences:
        amounts = [index for index in range(len(sentence.tokens)) if _is_amount(sentence, index)]
        times = _TIMES.search(sentence.source, sentence.start, sentence.end)
        if not _is_short_choice(sentence, amounts) and (len(amounts) > MOST or (times and len(amounts) > 1)):
            yield _finding([sentence.tokens[index] for index in amounts])


def _is_short_choice(sentence: Sentence, amounts: list[int]) -> bool:
    """ "Kies er 1, 2 of 3" is one choice and no chain."""
    if len(amounts) != MOST + 1:
        return False
    first, last = amounts[0], amounts[-1]
    return last - first == MOST + 1 and sentence.tokens[last - 1].key == "of"


def _finding(amounts: list[Token]) -> Finding:
    return Finding(Code.NUMBER_CHAIN, amounts[0].start, amounts[-1].end, Severity.NOTE, {"count": len(amounts)})


def _is_amount(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    if token.kind is not TokenKind.NUMBER or _DATE_OR_TIME.fullmatch(token.text):
        return False
    following = sentence.tokens[index + 1].key if index + 1 < len(sentence.tokens) else ""
    return following not in _MONTHS
