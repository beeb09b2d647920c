"""Piles of abstract nouns: actions frozen into things."""

import re
from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Parameter, Reading, Severity
from panel.readability.tokens import Token

LEAST = 3
_ABSTRACT = re.compile(r"[^\W\d_]{4,}(?:ing|ingen|heid|heden|atie|aties|iteit|iteiten|isme|schap|ering|eringen)\Z")
_THINGS = re.compile(
    r".*(?:woning|leerling|koning|puting|tekening|kleding|verdieping|rekening|regering|vereniging|omgeving|vergadering|"
    r"opleiding|bevolking|ketting|kring|gemeenschap|landschap|overheid|gelegenheid|mening|sluiting)(?:en)?\Z"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Point at three or more abstract nouns (-ing, -heid, -atie, -iteit) in one sentence."""
    for sentence in reading.sentences:
        nouns = [token for token in sentence.tokens if _is_abstract(token)]
        if len(nouns) >= LEAST:
            parameters: dict[str, Parameter] = {"first": nouns[0].text, "count": len(nouns)}
            yield Finding(Code.NOUN_PILE, nouns[0].start, nouns[-1].end, Severity.NOTE, parameters)


def _is_abstract(token: Token) -> bool:
    return token.is_word and len(token.key) < 60 and bool(_ABSTRACT.match(token.key)) and not _THINGS.match(token.key)
