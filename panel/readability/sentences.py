"""Finds where each sentence begins and ends, as a Dutch reader would."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from panel.readability.abbreviations import is_abbreviation, may_end_a_sentence
from panel.readability.markup import mask_markup
from panel.readability.tokens import ADDRESS, Token, tokens

_LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+|[ \t]*[\u2022\u25cf\u25aa\u00b7\u2023\u25e6][ \t]+")
_BULLET = re.compile(
    r"[^\S\n]*(?:[-*+\u2013\u2014\u2022\u25cf\u25aa\u00b7\u2023\u25e6>#|]{1,6}(?=\s)|\(?(?:\d{1,3}|[a-zA-Z])[.)](?=\s))?\s*"
)
_STOP = re.compile(r"[.!?\u2026\u3002\u061f\u06d4]+")
_CLOSERS = "\"'\u2019\u201d\u00bb)]}"
_OPENERS = "\"'\u2018\u2019\u201c\u201e\u00ab([{"
_ADDRESS = re.compile(ADDRESS)
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}\Z")
# Symbols, skin tones, joiners and variation selectors: everything an emoji is made of.
_EMOJI = frozenset(("So", "Sk", "Cf", "Mn", "Me"))
_LONGEST_ABBREVIATION = 12
_PARTING = re.compile(r"[,;:()\u2013\u2014]")
_CLAUSE_REACH = 40


@dataclass(frozen=True)
class Sentence:
    """A sentence: `source[start:end]` of the text it was cut from (code points), without spaces around it.

    `source` is the text with markup masked, so positions are those of the original and tags are blank.
    """

    source: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source[self.start : self.end]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(tokens(self.source, self.start, self.end))

    def clause(self, index: int) -> tuple[int, int]:
        """Return the first token and the one past the last of the clause around a token: from comma to comma.

        It looks at most 40 tokens either way, so that a hostile sentence of 100 kB costs no more than a long one.
        """
        starts = self._clause_starts
        place = bisect_right(starts, index)
        first, last = starts[place - 1], starts[place] if place < len(starts) else len(self.tokens)
        return max(first, index - _CLAUSE_REACH), min(last, index + _CLAUSE_REACH)

    @cached_property
    def _clause_starts(self) -> tuple[int, ...]:
        pairs = enumerate(pairwise(self.tokens), start=1)
        parted = (index for index, (left, right) in pairs if _PARTING.search(self.source, left.end, right.start))
        return (0, *parted)

    @property
    def is_question(self) -> bool:
        return "?" in self.source[max(self.start, self.end - 4) : self.end]


def sentences(text: str) -> list[Sentence]:
    """Split `text` into sentences that hold at least one word or number, in order and without overlap.

    A full stop in an abbreviation, a number, a time, a date or an address ends nothing; a line break, a list item,
    an exclamation mark and a question mark do. Emoji after the last mark stay with the sentence before them.
    """
    source = mask_markup(text)
    found = []
    for start, end in _lines(source):
        cuts = [start, *_stops(source, start, end), end]
        for left, right in pairwise(cuts):
            sentence = _trimmed(source, left, right)
            if sentence is not None:
                found.append(sentence)
    return found


def _lines(source: str) -> Iterator[tuple[int, int]]:
    position = 0
    for match in _LINE_END.finditer(source):
        yield _without_bullet(source, position, match.start())
        position = match.end()
    yield _without_bullet(source, position, len(source))


def _without_bullet(source: str, start: int, end: int) -> tuple[int, int]:
    match = _BULLET.match(source, start, end)
    return (match.end() if match else start), end


def _stops(source: str, start: int, end: int) -> Iterator[int]:
    addresses = [match.span() for match in _ADDRESS.finditer(source, start, end)]
    behind = 0
    for match in _STOP.finditer(source, start, end):
        while behind < len(addresses) and addresses[behind][1] <= match.start():
            behind += 1
        inside = behind < len(addresses) and addresses[behind][0] <= match.start() < addresses[behind][1] - 1
        if inside and match.end() < addresses[behind][1]:
            continue
        cut = _cut_after(source, match, start, end)
        if cut is not None:
            yield cut


def _cut_after(source: str, mark: re.Match[str], start: int, end: int) -> int | None:
    """Return where the sentence ends when this mark ends one, else None."""
    after = mark.end()
    while after < end and source[after] in _CLOSERS and after - mark.end() < 4:
        after += 1
    quoted = after > mark.end()
    after = _behind_emoji(source, after, end)
    next_at = after
    while next_at < end and (source[next_at].isspace() or source[next_at] in _OPENERS):
        next_at += 1
    if next_at >= end:
        return None
    follower = source[next_at]
    glued = next_at == after
    if glued:
        return after if _glued_sentences(source, mark, follower, next_at, end) else None
    return after if _ends_here(source, mark, follower, start, quoted=quoted) else None


def _behind_emoji(source: str, position: int, end: int) -> int:
    behind = position
    while position < end and (source[position].isspace() or unicodedata.category(source[position]) in _EMOJI):
        if not source[position].isspace():
            behind = position + 1
        position += 1
    return behind


def _glued_sentences(source: str, mark: re.Match[str], follower: str, at: int, end: int) -> bool:
    """ "klaar.Daarna": no space, but a small letter before, a capital and a small letter after."""
    before = source[max(0, mark.start() - 3) : mark.start()]
    following = source[at + 1] if at + 1 < end else ""
    return len(before) == 3 and before.isalpha() and before.islower() and follower.isupper() and following.islower()


def _ends_here(source: str, mark: re.Match[str], follower: str, start: int, *, quoted: bool) -> bool:
    signs = mark.group()
    if signs in ("...", "\u2026", "..") or quoted:
        return not follower.islower()
    if signs != ".":
        return True
    word = _word_before(source, mark.start(), start) + "."
    lower = word.lower()
    if word == "u.":
        # "Dank u." ends; only a small letter after it makes it an hour: "om 8 u. open".
        return not follower.islower()
    if len(lower) == 2 and lower[0].isalpha():
        return False
    if is_abbreviation(lower) or _DOTTED.match(lower):
        return may_end_a_sentence(lower) and not follower.islower()
    if lower[:-1].replace(".", "").isdigit():
        return not follower.islower()
    return True


def _word_before(source: str, position: int, start: int) -> str:
    left = position
    while left > start and position - left < _LONGEST_ABBREVIATION and not source[left - 1].isspace():
        left -= 1
    return source[left:position].lstrip(_OPENERS)


def _trimmed(source: str, start: int, end: int) -> Sentence | None:
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    sentence = Sentence(source, start, end)
    return sentence if sentence.tokens else None
