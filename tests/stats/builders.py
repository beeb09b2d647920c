"""Makes small and random consultations for the tests of statistics."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from panel.stats.microdata import Breakdown, Microdata, Question, SeveralChoice, SingleChoice


def single(key: str, **counts: int) -> SingleChoice:
    """A single-choice question in which option X was chosen counts[X] times; SKIPPED and NOT_ASKED work too."""
    options = tuple(name for name in counts if name not in ("SKIPPED", "NOT_ASKED"))
    codes = {name: index for index, name in enumerate(options)} | {"SKIPPED": -1, "NOT_ASKED": -2}
    return SingleChoice(key, options, np.repeat([codes[name] for name in counts], list(counts.values())))


def groups(key: str, **counts: int) -> Breakdown:
    """A breakdown in which the first people are in the first class, and so on; NONE is "geen opgave"."""
    classes = tuple(name for name in counts if name != "NONE") or ("A",)
    codes = {name: index for index, name in enumerate(classes)} | {"NONE": -1}
    return Breakdown(key, classes, np.repeat([codes[name] for name in counts], list(counts.values())))


def ticks(key: str, options: Sequence[str], rows: Sequence[Sequence[str]]) -> SeveralChoice:
    """A several-choice question from the ticked option keys of each person."""
    table = np.array([[option in row for option in options] for row in rows]).reshape(len(rows), len(options))
    return SeveralChoice(key, tuple(options), table, np.zeros(len(rows), dtype=np.int16))


def by_cells(key: str, breakdown: str, cells: dict[str, dict[str, int]]) -> Microdata:
    """One single-choice question and one breakdown from exact cells: class to option to people."""
    options = tuple(dict.fromkeys(option for row in cells.values() for option in row))
    answers = [options.index(option) for row in cells.values() for option, count in row.items() for _ in range(count)]
    classes = [index for index, row in enumerate(cells.values()) for _ in range(sum(row.values()))]
    return Microdata(
        len(answers),
        (SingleChoice(key, options, np.array(answers, dtype=np.int16)),),
        (Breakdown(breakdown, tuple(cells), np.array(classes, dtype=np.int16)),),
    )


def random_consultation(seed: int, largest: int = 2000) -> Microdata:
    """A random consultation: any size, skewed groups and answers, all kinds of questions, skips and routing."""
    rng = np.random.default_rng(seed)
    size = int(rng.choice([rng.integers(0, 40), rng.integers(10, 200), rng.integers(100, largest + 1)]))
    breakdowns = tuple(_random_breakdown(rng, f"b{index}", size) for index in range(int(rng.integers(0, 4))))
    questions = tuple(_random_question(rng, f"q{index}", size, breakdowns) for index in range(int(rng.integers(1, 5))))
    weights = rng.uniform(0.3, 2.5, size) if rng.random() < 0.15 else None
    return Microdata(size, questions, breakdowns, weights)


def _random_breakdown(rng: np.random.Generator, key: str, size: int) -> Breakdown:
    classes = int(rng.integers(1, 9))
    codes = rng.choice(classes, size, p=rng.dirichlet(np.full(classes, 0.7)))
    codes[rng.random(size) < rng.choice([0, 0.01, 0.1, 1.0], p=[0.4, 0.3, 0.25, 0.05])] = -1
    return Breakdown(key, tuple(f"c{index}" for index in range(classes)), codes)


def _random_question(rng: np.random.Generator, key: str, size: int, breakdowns: Sequence[Breakdown]) -> Question:
    options = int(rng.integers(1, 8))
    state = np.zeros(size, dtype=np.int16)
    state[rng.random(size) < rng.choice([0, 0.02, 0.3, 1.0], p=[0.5, 0.35, 0.12, 0.03])] = -1
    if rng.random() < 0.25:
        by_class = bool(breakdowns) and rng.random() < 0.5
        state[(breakdowns[0].codes == 0) if by_class else (rng.random(size) < rng.random())] = -2
    confused = rng.random(size) < 0.1
    keys = tuple(f"o{index}" for index in range(options))
    if rng.random() < 0.3:
        table = rng.random((size, options)) < rng.dirichlet(np.full(options, 0.8)) * 1.5
        return SeveralChoice(key, keys, table, state, confused)
    lean = rng.dirichlet(np.full(options, 0.5))
    codes = rng.choice(options, size, p=lean)
    if breakdowns and rng.random() < 0.4:
        codes[breakdowns[0].codes == 0] = int(rng.integers(0, options))
    return SingleChoice(key, keys, np.where(state < 0, state, codes), not_understood=confused)
