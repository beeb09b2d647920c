"""Measures how often a proposed theme is right, on answers that were made up and sorted by hand for it.

Usage: python -m bench.themes. For 2, 5, 10 and 14 examples of each theme, and the codebook, it prints how often the
first proposal is right, beside chance, and for each word of sureness how often that is right and how many answers get
it (the mean of 30 draws). Every second answer was looked at while the words that tell nothing were chosen; figures of
the others stand apart.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from panel.stats.proposals import Sureness, propose

FILE = Path(__file__).parent / "themed_answers.tsv"
# What the codebook says of each theme: it counts as one example, as at the desk.
CODEBOOK = {
    "verkeer": "Verkeer en parkeren: te hard rijden, oversteken, fietspad, parkeren op de stoep",
    "groen": "Bomen, planten, parken en schaduw, en het onderhoud daarvan",
    "afval": "Vuilnis, zwerfvuil, containers, prullenbakken en hondenpoep",
    "veilig": "Veiligheid: licht en lampen, inbraak, politie, drugs, bang zijn in de avond",
    "jeugd": "Iets te doen voor kinderen en jongeren: spelen, sport, een plek, activiteiten",
}
DRAWS = 30
HALVES = ("looked at", "held apart")


def sorted_answers() -> list[tuple[str, str]]:
    """Return (theme, answer) of every line."""
    lines = FILE.read_text("utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if "\t" in line]


def measure(answers: Sequence[tuple[str, str]], examples: int) -> tuple[float, dict[Sureness, tuple[float, float]]]:
    """Return how often the first proposal is right, and by sureness: how often right, and which part of answers."""
    names = sorted({theme for theme, _text in answers})
    right: list[float] = []
    by_word: dict[Sureness, list[tuple[int, int, int]]] = defaultdict(list)
    for draw in range(DRAWS):
        chance = random.Random(draw)
        known: list[tuple[str, str]] = []
        for name in names:
            known += chance.sample([one for one in answers if one[0] == name], examples)
        rest = [one for one in answers if one not in known]
        known += [(name, CODEBOOK[name]) for name in names]
        found = propose(
            [text for _theme, text in rest],
            [text for _theme, text in known],
            [[names.index(theme)] for theme, _text in known],
            len(names),
        )
        first = [
            (mine[0] if mine else None, names.index(theme)) for mine, (theme, _text) in zip(found, rest, strict=True)
        ]
        right.append(sum(one is not None and one.theme == theme for one, theme in first) / len(rest))
        for word in Sureness:
            said = [(one.theme == theme) for one, theme in first if one is not None and one.sureness is word]
            by_word[word].append((sum(said), len(said), len(rest)))
    summed = {word: tuple(map(sum, zip(*counts, strict=True))) for word, counts in by_word.items()}
    return statistics.mean(right), {
        word: (good / said if said else 0.0, said / asked) for word, (good, said, asked) in summed.items()
    }


def main() -> int:
    """Print the figures of both halves."""
    answers = sorted_answers()
    names = {theme for theme, _text in answers}
    print(f"{len(answers)} answers, {len(names)} themes, chance {1 / len(names):.0%}")
    for half, mine in ((half, answers[start::2]) for start, half in enumerate(HALVES)):
        print(half)
        for examples in (2, 5):
            right, words = measure(mine, examples)
            told = ", ".join(f"{word.lower()} {good:.0%} right of {part:.0%}" for word, (good, part) in words.items())
            print(f"  {examples} examples a theme: first proposal right {right:.0%}; {told}")
    for examples in (10, 14):
        right, words = measure(answers, examples)
        told = ", ".join(f"{word.lower()} {good:.0%} right of {part:.0%}" for word, (good, part) in words.items())
        print(f"all, {examples} examples a theme: first proposal right {right:.0%}; {told}")
    before = time.process_time()
    propose([text for _theme, text in answers] * 22, [text for _theme, text in answers], [[0]] * len(answers), 1)
    print(f"2000 answers: {time.process_time() - before:.2f} s of computing")
    return 0


if __name__ == "__main__":
    sys.exit(main())
