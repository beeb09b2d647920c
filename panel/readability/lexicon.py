"""Knows how common a Dutch word is, what its dictionary form is and of which words it is made."""

import math
from collections.abc import Callable
from functools import lru_cache

UNKNOWN = 0.0
_SMALLEST_PART = 3
_LONGEST_COMPOUND = 45
_COMMON_PART = 3.2
_LINKS = ("", "s", "e", "en", "-", "s-")
# Endings and beginnings that look like a word but never carry a compound.
_NO_PART = frozenset(
    "aan aar age als ant ate aties baar bel dan dat den der des die ding dit een ege eel eer ell end ens "
    "ent ere ers est for gen ges had heb heid hem het hij hun iek iem ing int isch ist ite lijk loos men "
    "met mij nen nie ngen oor ons ook pen pre pro ren rij rin sch sen sie ste ten ter the tie tig ting "
    "van ver voor was wat weg wel wie wil you zal zij".split()
)


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, float]:
    # Loaded on first use: reading the list takes a third of a second and 60 MB, and starting must stay quick.
    import wordfreq  # noqa: PLC0415

    return wordfreq.get_frequency_dict("nl")


@lru_cache(maxsize=1)
def _lemmatize() -> Callable[[str, str], str]:
    import simplemma  # noqa: PLC0415

    return simplemma.Lemmatizer().lemmatize


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """Return the dictionary form of a lower-case word (simplemma), or the word itself when unknown."""
    if len(word) > _LONGEST_COMPOUND:
        return word
    return _lemmatize()(word, "nl").replace("_", "").lower()


@lru_cache(maxsize=50_000)
def listed_zipf(word: str) -> float:
    """Return the Zipf frequency of a lower-case word as listed by wordfreq: 0 unknown, 3 rare, above 5 everyday."""
    frequency = _frequencies().get(word)
    return UNKNOWN if frequency is None else math.log10(frequency) + 9


@lru_cache(maxsize=50_000)
def zipf(word: str) -> float:
    """Return how common a lower-case word is to a reader, on the Zipf scale (0 to about 7.5).

    The highest of: the word itself, its dictionary form, and the rarest of the parts when it is a compound. A word
    with a hyphen counts as the same word written as one, because lists of words are cut at hyphens.
    """
    if "-" in word:
        return zipf(word.replace("-", ""))
    found = max(listed_zipf(word), listed_zipf(lemma(word)))
    if found >= _COMMON_PART:
        return found
    parts = compound_parts(word)
    return max(found, min((listed_zipf(part) for part in parts), default=UNKNOWN))


@lru_cache(maxsize=50_000)
def compound_parts(word: str) -> tuple[str, ...]:
    """Split an unlisted lower-case compound into the words it is made of, or return an empty tuple.

    Links s, e, en and a hyphen between the parts are dropped. Of all ways to split in two or three, the one whose
    rarest part is most common wins.
    """
    if not 2 * _SMALLEST_PART <= len(word) <= _LONGEST_COMPOUND:
        return ()
    two = _best_split(word)
    if two or len(word) < 4 * _SMALLEST_PART:
        return two
    best: tuple[str, ...] = ()
    for cut in range(_SMALLEST_PART + 1, len(word) - 2 * _SMALLEST_PART):
        tail = word[cut:]
        if _is_part(tail):
            head = _best_split(word[:cut])
            if head and (not best or _rarest((*head, tail)) > _rarest(best)):
                best = (*head, tail)
    return best


def _best_split(word: str) -> tuple[str, ...]:
    best: tuple[str, ...] = ()
    for cut in range(_SMALLEST_PART, len(word) - _SMALLEST_PART + 1):
        tail = word[cut:]
        if not _is_part(tail):
            continue
        for link in _LINKS:
            head = word[: cut - len(link)]
            if word[:cut].endswith(link) and _is_part(head) and (not best or _rarest((head, tail)) > _rarest(best)):
                best = (head, tail)
    return best


def _rarest(parts: tuple[str, ...]) -> float:
    return min(listed_zipf(part) for part in parts)


@lru_cache(maxsize=50_000)
def _is_part(piece: str) -> bool:
    if len(piece) < _SMALLEST_PART or piece in _NO_PART or not piece.isalpha():
        return False
    # Short pieces occur by chance inside other words: they must be really common.
    return listed_zipf(piece) >= _COMMON_PART + (0.8 if len(piece) == _SMALLEST_PART else 0.0)
