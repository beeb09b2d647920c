"""Cuts a text into words, each with its place in the text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

# A letter with the marks that belong to it: combining accents, soft hyphens and joiners inside a word.
_LETTER = r"(?:[^\W\d_][\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u00ad\u200c\u200d]*)"
ADDRESS = (
    r"(?:https?://|www\.)[^\s<>\"]{1,2000}(?<![.,;:!?)\]])|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
)
# "m.b.t." and "t/m" are one word each.
_SHORT = r"(?P<short>(?<!\w)(?:[^\W\d_]\.){2,6}|(?<!\w)[tp]/[ma](?!\w))"
_NUMBER = r"\d+(?:[.,:/-]\d+)*"
_WORD = rf"['\u2019](?:s|t|n|m|k)(?!\w)|{_LETTER}+(?:['\u2019\u2011-](?:{_LETTER}|\d)+)*"
_TOKEN = re.compile(
    rf"(?P<address>{ADDRESS})|{_SHORT}|(?P<mixed>\d+-?{_LETTER}+)|(?P<number>{_NUMBER})|(?P<word>{_WORD})"
)


class TokenKind(StrEnum):
    """What a token is: a word, a number, an address on the internet, or letters with stops."""

    WORD = "word"
    NUMBER = "number"
    ADDRESS = "address"
    ABBREVIATION = "abbreviation"


_KINDS = {"address": TokenKind.ADDRESS, "number": TokenKind.NUMBER, "short": TokenKind.ABBREVIATION}


@dataclass(frozen=True)
class Token:
    """One word, number or address; `text` equals the source between `start` and `end` (code points)."""

    text: str
    start: int
    end: int
    kind: TokenKind

    @cached_property
    def key(self) -> str:
        """The word as a dictionary would list it: lower case, composed accents, straight apostrophe."""
        plain = unicodedata.normalize("NFC", self.text).lower()
        return plain.replace("\u2019", "'").replace("\u00ad", "").replace("\u2011", "-")

    @property
    def is_word(self) -> bool:
        return self.kind is TokenKind.WORD

    @cached_property
    def is_scored(self) -> bool:
        """Whether a word list can say anything about it: a word in Latin letters that is no masked placeholder."""
        return self.kind is TokenKind.WORD and self.text[0] < "\u0250" and not self.text.startswith("XXXX")


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the words, numbers and addresses of `text` between two positions, in reading order."""
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        kind = _KINDS.get(match.lastgroup or "", TokenKind.WORD)
        yield Token(match.group(), match.start(), match.end(), kind)
