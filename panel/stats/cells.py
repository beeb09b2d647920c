"""Finds the combinations of classes that occur: people with the same classes are reckoned with only once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def combinations(columns: Sequence[NDArray[np.integer]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the c combinations that occur (c, m), and for each of n people which one is theirs (n,).

    `columns` are m arrays (n,) of whole numbers from 0. Raises ValueError without columns or people.
    """
    if not columns or not columns[0].size:
        raise ValueError("combinations need columns and people")
    number = np.zeros(columns[0].size, dtype=np.int64)
    for column in columns:
        # Renumbering after each column keeps the numbers small, however many columns there are.
        number = np.unique(number * (int(column.max()) + 1) + column, return_inverse=True)[1].reshape(-1)
    first = np.empty(int(number.max()) + 1, dtype=np.int64)
    first[number] = np.arange(number.size)
    return np.stack([np.asarray(column, dtype=np.int64)[first] for column in columns], axis=1), number
