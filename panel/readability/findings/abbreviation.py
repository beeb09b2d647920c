"""Abbreviations: read aloud they mean nothing, and many readers skip them."""

import re
from collections.abc import Iterator

from panel.readability.abbreviations import FULL_FORMS, SHORT_FORMS
from panel.readability.finding import Code, Finding, Parameter, Reading, Severity
from panel.readability.lexicon import listed_zipf
from panel.readability.sentences import Sentence

_WORD = re.compile(
    r"(?<![\w./])(?:[^\W\d_]{1,7}\.(?:[^\W\d_]{1,4}\.){0,4}|[tp]/[ma]|[a-z]{3,5}|[a-z]\.[a-z]\.[a-z](?:\.[a-z])?)(?![\w/])"
)
_CAPITALS = re.compile(r"(?<![\w.])(?:[A-Z]{2,6}|Wmo|Wlz|Woz|Awb|Avg|Bbz|Bsn|Wob|Woo|Wvg|Anbi)(?![\w.]\w)(?!\w)")
# Everybody says these as they are written.
_KNOWN = frozenset("TV PC WC ID NL EU SMS PDF OK CV DVD GPS USB FM AM QR SOS VS BN XL XXL GGD EHBO ANWB KM UUR".split())
# "GEEN" in capitals is a word said loudly.
_WORD_ZIPF = 4.3
_ROMAN = re.compile(r"[IVXLC]+\Z")
# "min." at the end of a sentence is more often a word than an abbreviation.
_ALSO_WORDS = frozenset(("min.", "gem.", "dir.", "par.", "nl.", "max.", "conf.", "tel."))


def find(reading: Reading) -> Iterator[Finding]:
    """Point at known abbreviations, with their full form, and at unexplained capitals."""
    explained: set[str] = set()
    for sentence in reading.sentences:
        yield from _with_stops(sentence)
        yield from _capitals(sentence, explained)


def _with_stops(sentence: Sentence) -> Iterator[Finding]:
    for match in _WORD.finditer(sentence.source, sentence.start, sentence.end):
        short = match.group()
        full = FULL_FORMS.get(short.lower()) or SHORT_FORMS.get(short)
        if short == "B.V.":
            continue
        if full is None or (match.end() == sentence.end and short.lower() in _ALSO_WORDS):
            continue
        parameters: dict[str, Parameter] = {"word": short, "replacements": (full,)}
        yield Finding(Code.ABBREVIATION, match.start(), match.end(), Severity.WARN, parameters)


def _capitals(sentence: Sentence, explained: set[str]) -> Iterator[Finding]:
    if sentence.text.isupper():
        return
    for match in _CAPITALS.finditer(sentence.source, sentence.start, sentence.end):
        short = match.group()
        if short in _KNOWN or short in explained or _ROMAN.match(short) or listed_zipf(short.lower()) > _WORD_ZIPF:
            continue
        explained.add(short)
        if not _is_explained(sentence.source, match):
            yield Finding(Code.ABBREVIATION, match.start(), match.end(), Severity.NOTE, {"word": short})


def _is_explained(source: str, match: re.Match[str]) -> bool:
    """ "Wet ... (Wmo)" or "Wmo (wet ...)"."""
    before, after = source[max(0, match.start() - 1) : match.start()], source[match.end() : match.end() + 2]
    return before == "(" or after == " ("
