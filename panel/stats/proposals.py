"""Proposes themes for short answers from answers that a person already sorted; it never makes themes by itself.

Nearest centroid on TF-IDF of dictionary forms and pieces of words (Manning, Raghavan and Schütze 2008, Introduction to
Information Retrieval, section 14.2). Grouping without examples is near chance on short answers, so that is not offered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

LEAST_EXAMPLES = 3
"""A theme is proposed only from so many examples on."""
AT_MOST = 3
"""So many themes are proposed for one answer, the surest first."""
# Cosine with the centroid of a theme, and how far ahead of the next theme. Set before measuring; bench/themes.py prints
# how often each of the three is right.
_SURE, _SURE_AHEAD = 0.30, 0.15
_LIKELY, _LIKELY_AHEAD = 0.16, 0.06
_GUESS = 0.10
_WORD = re.compile(r"[^\W\d_]+")
# Words that stand in every sentence and tell nothing of its theme.
_EMPTY = frozenset(
    (
        "aan al alle allemaal alleen als altijd ander bij daar dan dat de deze die dit doen door dus een eigen elk "
        "elke en er erg ergens even gaan geen geven goed graag haar heb hebben heel heeft het hier hij hoe hun "
        "iedereen iemand iets ik in is ja je jij jullie kan komen kunnen laten maar maken me mee meer meest men "
        "mensen met mij mijn moet moeten mogen na naar nee niemand niet niets nog nooit nu of om omdat ons onze "
        "ook op over overal staan te terug toch toe tot u uit van vaak veel voor waar want wat we weer weg wel "
        "weinig wie wij wil willen worden zal ze zeer zich zie zien zij zijn zitten zo zonder zou zullen"
    ).split()
)
_MARK = re.compile(r"⟦[A-Z_]+⟧")


class Sureness(StrEnum):
    """How sure a proposal is, in classes whose hit rate is measured."""

    SURE = "SURE"
    LIKELY = "LIKELY"
    GUESS = "GUESS"


@dataclass(frozen=True)
class Proposed:
    """One theme (an index into `themes`) for one answer."""

    theme: int
    sureness: Sureness


def propose(
    texts: Sequence[str], examples: Sequence[str], themes: Sequence[Sequence[int]], number: int
) -> list[list[Proposed]]:
    """Return for each of `texts` the themes that its words make likely, the surest first; often none.

    `examples` are answers that a person sorted, `themes` their theme numbers (0 to `number` - 1; an answer may have
    several or none). Themes with fewer than LEAST_EXAMPLES examples are never proposed. Same input, same output.
    Raises ValueError when `themes` does not match `examples`.
    """
    if len(examples) != len(themes):
        raise ValueError("each example needs its themes")
    member = np.zeros((number, len(examples)), dtype=np.float64)
    for row, mine in enumerate(themes):
        member[list(mine), row] = 1.0
    known = np.flatnonzero(member.sum(axis=1) >= LEAST_EXAMPLES)
    if not texts or known.size == 0:
        return [[] for _ in texts]
    vectorizer = _vectorizer()
    seen = vectorizer.fit_transform(_prepared(examples))
    centroids = _normal(np.asarray(seen.T @ member[known].T).T)
    # Words and pieces each have length 1, so together they have the root of 2.
    scores = np.asarray(vectorizer.transform(_prepared(texts)) @ centroids.T) / np.sqrt(2)
    return [_ranked(row, known) for row in scores]


def _ranked(scores: NDArray[np.float64], known: NDArray[np.int64]) -> list[Proposed]:
    order = np.argsort(-scores, kind="stable")
    found: list[Proposed] = []
    for place, index in enumerate(order[:AT_MOST]):
        score = float(scores[index])
        ahead = score - (float(scores[order[place + 1]]) if place + 1 < order.size else 0.0)
        if score < _GUESS:
            break
        if score >= _SURE and ahead >= _SURE_AHEAD:
            sureness = Sureness.SURE
        elif score >= _LIKELY and ahead >= _LIKELY_AHEAD:
            sureness = Sureness.LIKELY
        else:
            sureness = Sureness.GUESS
        found.append(Proposed(int(known[index]), sureness))
        if place == 0 and sureness is Sureness.SURE:
            break
    return found


def _normal(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths == 0, 1.0, lengths))


def _prepared(texts: Sequence[str]) -> list[str]:
    """Return texts in dictionary forms, without words that tell nothing and the marks of what was hidden."""
    return [
        " ".join(
            lemma
            for word in _WORD.findall(_MARK.sub(" ", text).lower())
            if word not in _EMPTY and (lemma := _lemma(word)) not in _EMPTY
        )
        for text in texts
    ]


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    import simplemma  # noqa: PLC0415

    return str(simplemma.lemmatize(word, "nl")).lower()


def _vectorizer() -> Any:
    """Return words and pieces of words together, weighed by how rare they are."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.pipeline import FeatureUnion  # noqa: PLC0415

    return FeatureUnion([
        ("words", TfidfVectorizer(sublinear_tf=True)),
        ("pieces", TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)),
    ])  # fmt: skip
