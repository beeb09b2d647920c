"""Text that people type: made tidy, never silently cut, refused when it is no text."""

from __future__ import annotations

import re
import unicodedata

# Line feeds and tabs are text; other control characters, lone surrogates and the mark of broken UTF-8 are not.
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd\ufffe\uffff]")


class NotTextError(ValueError):
    """What came in is binary or broken, not text."""


class TooLongError(ValueError):
    """A text has more characters than fit; `limit` says how many do."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"at most {limit} characters")
        self.limit = limit


def plain_digits(text: str) -> str:
    """Return a text with the digits of other scripts (١٢, ۱۲) as 0 to 9, and Arabic separators as ours."""
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return plain.replace("\u066b", ",").replace("\u066c", ".")


def clean_text(typed: str, limit: int) -> str:
    """Return typed text in Unicode NFC, with plain line ends and no spaces around it.

    Raises NotTextError for binary or broken text and TooLongError above `limit` code points.
    """
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    if NOT_TEXT.search(text):
        raise NotTextError("not text")
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) > limit:
        raise TooLongError(limit)
    return text
