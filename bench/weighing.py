"""Measures weighing: does it return the reference, do intervals hold what they promise, and how quickly.

Usage: python bench/weighing.py [FOLDER]; FOLDER holds the reference sample (default ../shared/data/weights).
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from panel.stats.kish import effective_size  # noqa: E402
from panel.stats.margins import wilson_interval  # noqa: E402
from panel.stats.residuals import Residuals  # noqa: E402
from panel.stats.weighing import Margin, weigh  # noqa: E402

VARIABLES = ("stype", "awards", "comp.imp")
POPULATION = 60_000
DRAWN = 1_600
REPEATS = 1_000
SEED = 11
Flags = NDArray[np.bool_]
Codes = NDArray[np.int16]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def reference(folder: Path) -> None:
    """Print how far weights, Kish's figures, margins and standard errors are from the reference (R survey 4.1.1)."""
    sample = rows_of(folder / "apisrs.csv")
    figures = {row["key"]: float(row["value"]) for row in rows_of(folder / "reference_estimates.csv")}
    by_number = {
        row["snum"]: float(row["raked"]) for row in rows_of(folder / "ref_rake_apisrs_stype_awards_compimp.csv")
    }
    wanted = np.array([by_number[row["snum"]] for row in sample])
    margins = []
    for variable in VARIABLES:
        counts = {row[variable]: float(row["Freq"]) for row in rows_of(folder / f"ref_margin_apipop_{variable}.csv")}
        place = {name: number for number, name in enumerate(counts)}
        codes = np.array([place[row[variable]] for row in sample], dtype=np.int16)
        margins.append(Margin(variable, tuple(counts), np.array(list(counts.values())), codes))
    found = weigh(margins, bounds=None, merge_below=0)
    scale = float(margins[0].counts.sum())
    off = max(abs(part.after - part.population) * scale for one in found.margins for part in one.classes)
    mean = Residuals(found.weights, found.groups).mean(np.array([float(row["api00"]) for row in sample]))
    weights = found.weights * scale / len(sample)
    print("reference sample: apisrs, plain raking on three margins")
    print(f"  weights, largest relative difference   {np.abs(weights / wanted - 1).max():.1e}  (goal 1e-6)")
    for name, value, key in (
        ("effective n (Kish)", found.effective_size, "apisrs_rake3_kish_neff"),
        ("design effect (Kish)", found.design_effect, "apisrs_rake3_kish_deff"),
    ):
        print(f"  {name:<22} {value:.9f}  relative difference {abs(value / figures[key] - 1):.1e}  (goal 1e-9)")
    print(f"  margins, largest difference in people  {off:.1e}  (goal 1e-6)")
    wanted_error = figures["apisrs_rake3_se_api00"]
    print(
        f"  standard error of api00  {mean.standard_error:.5f}, reference {wanted_error:.5f}:"
        f" {100 * abs(mean.standard_error / wanted_error - 1):.2f}%  (goal 1%)"
    )


@dataclass
class Town:
    """A population with two characteristics, their answers, and how willing each person is to answer."""

    age: Codes
    district: Codes
    willing: NDArray[np.float64]
    answers: dict[str, Flags]


def make_town(rng: np.random.Generator) -> Town:
    """Young people and one district answer less; one answer is driven by age, one by both, one by neither."""
    age = rng.choice(4, POPULATION, p=[0.2, 0.25, 0.3, 0.25]).astype(np.int16)
    district = rng.choice(5, POPULATION, p=[0.1, 0.2, 0.2, 0.2, 0.3]).astype(np.int16)
    willing = np.array([0.25, 0.4, 0.55, 0.65])[age] * np.array([0.7, 1.0, 1.0, 1.1, 1.2])[district]
    chance = {
        "strongly related (age)": np.array([0.9, 0.65, 0.3, 0.1])[age],
        "related (age, district)": np.array([0.7, 0.55, 0.4, 0.3])[age] + 0.1 * (district == 0),
        "not related": np.full(POPULATION, 0.35),
        "not related, rare (6%)": np.full(POPULATION, 0.06),
    }
    return Town(age, district, willing, {name: rng.random(POPULATION) < one for name, one in chance.items()})


def coverage() -> None:
    """Print how often the 95% interval holds the truth, beside the interval by Kish's effective n alone."""
    rng = np.random.default_rng(SEED)
    town = make_town(rng)
    young = town.age == 0
    held: dict[str, list[float]] = {}
    for _ in range(REPEATS):
        drawn = rng.choice(POPULATION, DRAWN, replace=False)
        answered = drawn[rng.random(DRAWN) < town.willing[drawn]]
        found = weigh([
            Margin("age", tuple("abcd"), np.bincount(town.age).astype(float), town.age[answered]),
            Margin("district", tuple("vwxyz"), np.bincount(town.district).astype(float), town.district[answered]),
        ])  # fmt: skip
        residuals, kish = Residuals(found.weights, found.groups), effective_size(found.weights)
        for name, said in town.answers.items():
            for label, inside, truth in (
                (name, None, said.mean()),
                (f"  the young: {name}", young[answered], said[young].mean()),
            ):
                share = residuals.share(said[answered], inside)
                own = share.interval()
                size = kish if inside is None else effective_size(found.weights[inside])
                other = wilson_interval(share.share, size)
                told = held.setdefault(label, [0.0, 0.0, 0.0, 0.0])
                told[0] += own.low <= truth <= own.high
                told[1] += own.high - own.low
                told[2] += other.low <= truth <= other.high
                told[3] += other.high - other.low
    print(f"\ncoverage of 95% intervals, {REPEATS} samples of {DRAWN} with about half answering (goal 93 to 97%)")
    print(f"  {'question':<38} {'residuals':>10} {'width':>7}   {'Kish':>6} {'width':>7}")
    for label, (right, width, kish_right, kish_width) in held.items():
        print(
            f"  {label:<38} {100 * right / REPEATS:>9.1f}% {100 * width / REPEATS:>6.1f}%"
            f"   {100 * kish_right / REPEATS:>5.1f}% {100 * kish_width / REPEATS:>6.1f}%"
        )


def speed() -> None:
    """Print how long weighing takes, and the standard error of one answer."""
    print("\nseconds for three margins of five classes, bounded")
    for people in (1_000, 100_000, 1_000_000):
        rng = np.random.default_rng(SEED)
        margins = [
            Margin(f"m{one}", tuple("abcde"), np.array([30.0, 25, 20, 15, 10]), rng.choice(5, people).astype(np.int16))
            for one in range(3)
        ]
        said = rng.random(people) < 0.4
        start = time.perf_counter()
        found = weigh(margins)
        weighed = time.perf_counter() - start
        residuals = Residuals(found.weights, found.groups)
        start = time.perf_counter()
        residuals.share(said)
        print(f"  {people:>9,} people: weights {weighed:.3f}, one answer {time.perf_counter() - start:.4f}")


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description="Measures weighing.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "data" / "weights")
    folder = parser.parse_args().folder
    if folder.is_dir():
        reference(folder)
    else:
        print(f"no reference sample in {folder}: skipped")
    coverage()
    speed()


if __name__ == "__main__":
    main()
