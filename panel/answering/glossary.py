"""Hard words of a question: where they stand in its texts, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

# "voucher" also explains "vouchers", and "wijk" also "wijken"; any other form needs a word of its own.
_ENDINGS = "(?:['’]?s|e?n)?"


@dataclass(frozen=True)
class Term:
    """A word and what it means. `always`: it was made for this question, whether it is found in it or not.

    `lang` says in which language it is when that is not the page's.
    """

    word: str
    explanation: str
    always: bool = False
    lang: str = ""


def terms_in(terms: Iterable[Term], texts: Sequence[str]) -> list[Term]:
    """Return the terms that someone who reads these texts comes across, in the order of the alphabet."""
    found = [term for term in terms if term.always or any(_pattern([term.word]).search(text) for text in texts)]
    return sorted(found, key=lambda term: term.word.casefold())


def mark_words(text: str, terms: Sequence[Term]) -> str:
    """Return a text as HTML in which each explained word is marked, with its place in `terms` for scripts."""
    if not terms:
        return text
    parts: list[Markup] = []
    end = 0
    for found in _pattern([term.word for term in terms]).finditer(text):
        place = (found.lastgroup or "").removeprefix("word")
        parts.append(Markup.escape(text[end : found.start()]))
        parts.append(Markup('<dfn class="mp-word" data-word="{}">{}</dfn>').format(place, found.group()))
        end = found.end()
    return Markup().join([*parts, Markup.escape(text[end:])])


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Match whole words only, the longest first: "wijkraad" before "wijk"."""
    longest_first = sorted(enumerate(words, start=1), key=lambda one: -len(one[1]))
    choices = "|".join(f"(?P<word{place}>{re.escape(word.strip())})" for place, word in longest_first)
    return re.compile(rf"(?<!\w)(?:{choices}){_ENDINGS}(?!\w)", re.IGNORECASE)
