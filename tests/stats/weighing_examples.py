"""Samples and margins for the tests of weighing: small ones by hand, and the reference sample beside the checkout."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from panel.stats.weighing import Margin

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "weights"
VARIABLES = ("stype", "awards", "comp.imp")


def margin(key: str, counts: Mapping[str, float], codes: Sequence[int] | NDArray[np.integer]) -> Margin:
    """A margin with these counts in this order; codes per person, -1 for not stated."""
    return Margin(key, tuple(counts), np.array(list(counts.values()), dtype=float), np.array(codes, dtype=np.int16))


def reference() -> Path:
    """The folder with the reference sample; skips the test on a checkout that stands alone."""
    if not FOLDER.is_dir():
        pytest.skip(f"the reference sample is not beside the checkout: {FOLDER}")
    return FOLDER


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a file of the reference."""
    with (reference() / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def reference_margins() -> list[Margin]:
    """The three margins of the reference sample."""
    sample = rows_of("apisrs.csv")
    found = []
    for variable in VARIABLES:
        counts = {row[variable]: float(row["Freq"]) for row in rows_of(f"ref_margin_apipop_{variable}.csv")}
        place = {name: number for number, name in enumerate(counts)}
        found.append(margin(variable, counts, [place[row[variable]] for row in sample]))
    return found


def reference_figures() -> dict[str, float]:
    """The reference estimates by key."""
    return {row["key"]: float(row["value"]) for row in rows_of("reference_estimates.csv")}
