"""Themes proposed from examples, and how far two readers agree."""

from __future__ import annotations

import numpy as np
import pytest

from panel.stats.agreement import cohens_kappa, pooled_kappa
from panel.stats.proposals import LEAST_EXAMPLES, Sureness, propose

EXAMPLES = [
    "De bus komt te laat", "De bus is altijd te laat", "De bus mist de trein, te laat",
    "Meer licht in het park", "Het park is donker, meer licht", "Lampen en licht bij het park",
]  # fmt: skip
THEMES = [[0], [0], [0], [1], [1], [1]]


def test_an_answer_like_the_examples_gets_their_theme() -> None:
    found = propose(["de bussen zijn te laat", "meer lampen in het park"], EXAMPLES, THEMES, 2)
    assert [one[0].theme for one in found] == [0, 1]
    assert all(one[0].sureness in {Sureness.SURE, Sureness.LIKELY} for one in found)


def test_nothing_is_proposed_for_words_that_no_example_has() -> None:
    assert propose(["zwembad"], EXAMPLES, THEMES, 2) == [[]]


def test_a_theme_with_too_few_examples_is_not_proposed() -> None:
    few = [[0]] * (LEAST_EXAMPLES - 1) + [[]] * (len(EXAMPLES) - LEAST_EXAMPLES + 1)
    assert propose(["de bus is te laat"], EXAMPLES, few, 1) == [[]]


def test_the_same_question_gets_the_same_answer_and_lists_must_match() -> None:
    first = propose(["te laat in het park"], EXAMPLES, THEMES, 2)
    assert first == propose(["te laat in het park"], EXAMPLES, THEMES, 2)
    with pytest.raises(ValueError, match="themes"):
        propose([], EXAMPLES, THEMES[:-1], 2)


def test_kappa_of_a_worked_example() -> None:
    # Both yes 20, both no 15, 5 and 10 apart: agreement 0.7, chance 0.5, so 0.4.
    first = np.array([True] * 20 + [True] * 5 + [False] * 10 + [False] * 15)
    second = np.array([True] * 20 + [False] * 5 + [True] * 10 + [False] * 15)
    kappa = cohens_kappa(first, second)
    assert kappa == pytest.approx(0.4)
    assert pooled_kappa(first[:, None], second[:, None]) == pytest.approx(0.4)


def test_kappa_is_one_for_the_same_and_none_when_there_is_nothing_to_agree_about() -> None:
    mixed = np.array([[True, False], [False, True]])
    assert pooled_kappa(mixed, mixed) == pytest.approx(1)
    assert cohens_kappa(np.array([True, True]), np.array([True, True])) is None
    with pytest.raises(ValueError, match="same answers"):
        cohens_kappa(np.array([True]), np.array([True, False]))
