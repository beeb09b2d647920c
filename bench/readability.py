"""Measures how often the reading score puts the easy version of a sentence above the hard one.

Usage: python bench/readability.py [FOLDER]; FOLDER holds the pairs and the hard words (default ../shared/data).
"""

import argparse
import csv
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from panel.readability import Code, check  # noqa: E402
from panel.readability.reading_check import Report  # noqa: E402

PAIRS = Path("nl/amsterdam_complex_simple_sentences.csv")
HARD_WORDS = Path("nl/amsterdam_lexical_simplification.tsv")

# The weights in panel/readability/score.py were chosen on these documents (drawn once, at random, about half of the
# pairs); the others were left out of the choice.
FITTED_ON = frozenset("1 3 5 9 11 13 15 17 19 23 25 27 29 33 37 39 41 43 45 47".split())

Measure = Callable[[Report], float]
MEASURES: dict[str, Measure] = {
    "score": lambda report: report.score,
    "words per sentence alone": lambda report: -report.measures.words_per_sentence,
    "Flesch-Douma alone": lambda report: report.measures.flesch_douma,
}


@dataclass(frozen=True)
class Pair:
    """The reports on both versions of a sentence, and whether its document was used for fitting."""

    hard: Report
    easy: Report
    fitted: bool


def read_pairs(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["Complex"].strip() != row["Simple"].strip()]
    return [Pair(check(row["Complex"]), check(row["Simple"]), row["Document ID"] in FITTED_ON) for row in rows]


def share_right(pairs: Sequence[Pair], measure: Measure) -> float:
    """The share of pairs whose easy version measures easier; a tie counts half."""
    points = 0.0
    for pair in pairs:
        hard, easy = measure(pair.hard), measure(pair.easy)
        points += 1.0 if easy > hard else 0.5 if easy == hard else 0.0
    return points / len(pairs)


def print_pairs(path: Path) -> None:
    pairs = read_pairs(path)
    parts = {
        "documents not used for fitting": [pair for pair in pairs if not pair.fitted],
        "documents used for fitting": [pair for pair in pairs if pair.fitted],
        "all": pairs,
    }
    print("Easy version above the hard one (ties half, only pairs that differ)")
    for part, some in parts.items():
        print(f"  {part}: {len(some)} pairs")
        for name, measure in MEASURES.items():
            print(f"    {name:26} {share_right(some, measure):.3f}")


def print_hard_words(path: Path) -> None:
    """How often the right word is flagged, and an accepted simpler word is among the first three offered."""
    flagged = offered = known = total = 0
    with path.open(encoding="utf-8") as lines:
        rows = [[cell.strip() for cell in line.rstrip("\n").split("\t")] for line in lines]
    for sentence, word, *accepted in rows:
        at = sentence.find(word)
        if at < 0:
            continue
        total += 1
        on_it = [
            one for one in check(sentence).findings
            if one.code is Code.HARD_WORD and one.start < at + len(word) and one.end > at
        ]  # fmt: skip
        flagged += bool(on_it)
        ours = [one for finding in on_it for one in _offers(finding.parameters)]
        known += bool(ours)
        offered += any(one.lower() in accepted for one in ours[:3])
    print(f"Hard words: {total} sentences")
    print(f"    the right word is flagged  {flagged / total:.3f}")
    print(f"    our list knows it          {known / total:.3f}")
    print(f"    accepted word in top three {offered / total:.3f} of all, {offered / max(1, known):.3f} of those known")


def _offers(parameters: object) -> list[str]:
    if not isinstance(parameters, dict):
        return []
    return [*parameters.get("replacements", ()), *parameters.get("hints", ())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    folder = parser.parse_args().folder
    if not (folder / PAIRS).is_file():
        print(f"Nothing measured: there is no {PAIRS} in {folder}.")
        return
    print_pairs(folder / PAIRS)
    if (folder / HARD_WORDS).is_file():
        print_hard_words(folder / HARD_WORDS)


if __name__ == "__main__":
    main()
