"""Makes people who think alike, for the tests of the opinion map: camps with opinions, and noise without."""

from __future__ import annotations

import numpy as np

from panel.stats.microdata import SKIPPED, Breakdown, Microdata, SingleChoice
from panel.stats.opinions import AGREE, DISAGREE, NO_STANCE, UNSURE, Stances

OPTIONS = ("AGREE", "DISAGREE", "DONT_KNOW")
MEANING = {"AGREE": AGREE, "DISAGREE": DISAGREE, "DONT_KNOW": UNSURE}


def camps(
    sizes: tuple[int, ...], statements: int, *, sure: float = 0.85, missing: float = 0.0, seed: int = 3
) -> tuple[Stances, np.ndarray]:
    """Return stances and the camp of each person; camps share the first two statements and differ on the others."""
    rng = np.random.default_rng(seed)
    camp = np.repeat(np.arange(len(sizes)), sizes)
    sides = np.where((np.arange(statements)[None, :] + np.arange(len(sizes))[:, None]) % len(sizes) == 0, 1, -1)
    sides[:, :2] = 1
    follows = rng.random((camp.size, statements)) < sure
    stances = np.where(follows, sides[camp], -sides[camp]).astype(np.int8)
    stances[rng.random(stances.shape) < 0.08] = UNSURE
    stances[rng.random(stances.shape) < missing] = NO_STANCE
    order = rng.permutation(camp.size)
    return stances[order], camp[order]


def noise(people: int, statements: int, seed: int) -> Stances:
    """Return people whose opinions have nothing to do with each other."""
    rng = np.random.default_rng(seed)
    agree = rng.uniform(0.2, 0.8, statements)
    return np.where(rng.random((people, statements)) < agree, AGREE, DISAGREE).astype(np.int8)


def asked(stances: Stances, **codes: np.ndarray) -> Microdata:
    """Return the stances as a consultation of statements s0, s1, ... with these breakdowns."""
    place = np.array([1, 2, 0], dtype=np.int16)
    questions = tuple(
        SingleChoice(f"s{index}", OPTIONS, np.where(column == NO_STANCE, SKIPPED, place[np.clip(column, -1, 1) + 1]))
        for index, column in enumerate(stances.T)
    )
    breakdowns = tuple(
        Breakdown(key, tuple(f"c{one}" for one in range(int(given.max()) + 1)), given) for key, given in codes.items()
    )
    return Microdata(len(stances), questions, breakdowns)


def meaning_of(microdata: Microdata) -> dict[str, dict[str, int]]:
    return {one.key: MEANING for one in microdata.questions}
