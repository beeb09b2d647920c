"""Measures the reading check: does it rank, does it flag, does it find faults, and how quickly.

Usage: python bench/readability.py [FOLDER]; FOLDER holds the pairs and the hard words (default ../shared/data).
"""

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from panel.readability import Code, Finding, Report, Severity, check  # noqa: E402
from panel.readability.score import WEIGHTS, loads  # noqa: E402
from panel.readability.sentences import sentences  # noqa: E402
from panel.readability.word_list import entries  # noqa: E402

PAIRS = Path("nl/amsterdam_complex_simple_sentences.csv")
HARD_WORDS = Path("nl/amsterdam_lexical_simplification.tsv")
QUESTIONS = (
    ("questions of the tests, first set", ROOT / "tests" / "readability" / "questions.tsv"),
    ("questions of the tests, second set", ROOT / "tests" / "readability" / "more_questions.tsv"),
    ("questions held out", ROOT / "bench" / "held_out_questions.tsv"),
)
QUESTION_OF_SIXTY = (
    "Wat vindt u van het nieuwe plein in uw buurt? De gemeente wil daar bomen planten en de parkeerplaatsen worden "
    "opgeheven. Indien u vragen heeft, kunt u contact opnemen met de wethouder. "
) * 2
REPEATS = 200
Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """The reports on both versions of a sentence, what makes each heavy (mean over its sentences), and its document."""

    hard: Report
    easy: Report
    hard_loads: Vector
    easy_loads: Vector
    document: str


Measure = Callable[[Report], float]
MEASURES: dict[str, Measure] = {
    "score": lambda report: report.score,
    "words per sentence alone": lambda report: -report.measures.words_per_sentence,
    "Flesch-Douma alone": lambda report: report.measures.flesch_douma,
}


def read_pairs(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["Complex"].strip() != row["Simple"].strip()]
    return [_pair(row["Complex"], row["Simple"], row["Document ID"]) for row in rows]


def _pair(hard: str, easy: str, document: str) -> Pair:
    reports = check(hard), check(easy)
    return Pair(*reports, _mean_loads(hard, reports[0]), _mean_loads(easy, reports[1]), document)


def _mean_loads(text: str, report: Report) -> Vector:
    found = [loads(one, told.findings) for one, told in zip(sentences(text), report.sentences, strict=True)]
    return np.mean(np.array(found, dtype=float), axis=0)


def share_right(hard: Sequence[float], easy: Sequence[float]) -> float:
    """The share of pairs whose easy version measures easier; a tie counts half."""
    points = [1.0 if e > h else 0.5 if e == h else 0.0 for h, e in zip(hard, easy, strict=True)]
    return sum(points) / len(points)


def left_out(pairs: Sequence[Pair]) -> list[float]:
    """For each pair how much heavier its hard version is, by weights fitted without the document of that pair."""
    differences = np.array([pair.hard_loads - pair.easy_loads for pair in pairs])
    documents = np.array([pair.document for pair in pairs])
    heavier = np.zeros(len(pairs))
    for document in sorted(set(documents)):
        judged = documents == document
        heavier[judged] = differences[judged] @ fitted(differences[~judged])
    return [round(float(one), 9) for one in heavier]


def fitted(differences: Vector) -> Vector:
    """Logistic regression without a constant on pairs (Bradley-Terry), by Newton's method with a weak ridge."""
    spread = differences.std(axis=0) + 1e-9
    scaled = differences / spread
    weights = np.zeros(scaled.shape[1])
    for _step in range(25):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (chance - 1) + 0.5 * weights
        curve = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + 0.5 * np.eye(len(weights))
        weights = weights - np.linalg.solve(curve, slope)
    return weights / spread


def print_pairs(path: Path) -> None:
    pairs = read_pairs(path)
    print(f"Easy version above the hard one: {len(pairs)} pairs that differ, ties half")
    heavier = left_out(pairs)
    by_document = share_right([0.0] * len(pairs), heavier)
    print(f"    {'each document by weights fitted without it':44} {by_document:.3f}")
    for name, measure in MEASURES.items():
        said = share_right([measure(one.hard) for one in pairs], [measure(one.easy) for one in pairs])
        print(f"    {name + (' (the weights we ship)' if name == 'score' else ''):44} {said:.3f}")
    every = fitted(np.array([pair.hard_loads - pair.easy_loads for pair in pairs]))
    print(f"    weights fitted on all: {[round(float(one / every[0]), 1) for one in every]}, shipped: {list(WEIGHTS)}")


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
        ours = [offer for finding in on_it for offer in (*finding.replacements, *finding.hints)]
        flagged += bool(on_it)
        known += bool(ours)
        offered += any(one.lower() in accepted for one in ours[:3])
    print(f"Hard words: {total} sentences; our list holds {sum(len(some) for some in entries().values())} words")
    print(f"    the right word is flagged  {flagged / total:.3f}")
    print(f"    our list knows it          {known / total:.3f}")
    print(f"    accepted word in top three {offered / total:.3f} of all, {offered / max(1, known):.3f} of those known")


def print_questions(name: str, path: Path) -> None:
    """How many known faults are found, per kind, and how many good questions get an alarm."""
    found: Counter[str] = Counter()
    faulty: Counter[str] = Counter()
    alarms, notes, good = 0, 0, 0
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            findings = check(row["question"]).findings
            if row["fault"]:
                faulty[row["fault"]] += 1
                found[row["fault"]] += any(one.code == row["fault"] for one in findings)
            else:
                good += 1
                alarms += _is_alarm(findings)
                notes += bool(findings) and not _is_alarm(findings)
    print(f"{name}: {found.total()} of {faulty.total()} faults found")
    print(f"    of {good} good ones {alarms} with an alarm, {notes} more with a note")
    for kind, asked in sorted(faulty.items()):
        print(f"    {kind:18} {found[kind]} of {asked}")


def _is_alarm(findings: Sequence[Finding]) -> bool:
    return any(one.severity is not Severity.NOTE for one in findings)


def print_speed(first: float) -> None:
    """Processor time, which a busy machine does not lengthen, and the time on the clock beside it."""
    taken = sorted(_timed(QUESTION_OF_SIXTY) for _repeat in range(REPEATS))
    clock = sorted(one for _processor, one in taken)
    words = check(QUESTION_OF_SIXTY).measures.words
    late = int(0.95 * REPEATS)
    print(f"Speed, {words} words: {taken[REPEATS // 2][0]:.1f} ms (median), {taken[late][0]:.1f} ms (95th percentile)")
    print(f"    on the clock {clock[REPEATS // 2]:.1f} ms and {clock[late]:.1f} ms")
    print(f"    the very first check, which loads the word lists: {first:.0f} ms on the clock")
    processor, one = _timed(QUESTION_OF_SIXTY * (100_000 // len(QUESTION_OF_SIXTY)))
    print(f"    100 kB: {processor:.0f} ms, on the clock {one:.0f} ms")


def _timed(text: str) -> tuple[float, float]:
    """Return processor time and time on the clock of one check, in milliseconds."""
    processor, clock = time.process_time(), time.perf_counter()
    check(text)
    return (time.process_time() - processor) * 1000, (time.perf_counter() - clock) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    folder = parser.parse_args().folder
    started = time.perf_counter()
    check("De gemeente verstrekt een beschikking.")
    print_speed((time.perf_counter() - started) * 1000)
    for name, path in QUESTIONS:
        print_questions(name.capitalize(), path)
    if not (folder / PAIRS).is_file():
        print(f"Nothing more measured: there is no {PAIRS} in {folder}.")
        return
    print_pairs(folder / PAIRS)
    if (folder / HARD_WORDS).is_file():
        print_hard_words(folder / HARD_WORDS)


if __name__ == "__main__":
    main()
