"""A table in memory that pyreadstat can write, without the data-frame library of 100 MB that it otherwise wants.

pyreadstat reads what it writes through narwhals, whose open protocol (`__narwhals_dataframe__`,
`__narwhals_series__`) any object may follow. Of that protocol this has what the writer asks: names, types, rows,
and which cells are empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

Value = float | str | None


class ColumnOfFrame:
    """One column: its name, the type of its cells, and the cells themselves."""

    def __init__(self, name: str, dtype: Any, values: Sequence[Value]) -> None:
        self.name, self.dtype, self.values = name, dtype, values
        self._version: object = None

    def __narwhals_series__(self) -> ColumnOfFrame:
        return self

    def of_version(self, version: object) -> ColumnOfFrame:
        """Return this column for a reader that speaks one version of the protocol."""
        self._version = version
        return self

    def null_count(self) -> int:
        return sum(value is None for value in self.values)

    def drop_nulls(self) -> ColumnOfFrame:
        filled = [value for value in self.values if value is not None]
        return ColumnOfFrame(self.name, self.dtype, filled).of_version(self._version)

    def __iter__(self) -> Iterator[Value]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)


class Frame:
    """Columns of equal length: numbers (empty cells are missing) and texts (empty cells are empty texts)."""

    def __init__(self, narwhals: ModuleType) -> None:
        # The writer asks for one of two libraries by name before it reads anything, and uses neither.
        self._implementation = narwhals.Implementation.POLARS
        self._narwhals = narwhals
        self._version: object = None
        self._columns: list[ColumnOfFrame] = []

    def numbers(self, name: str, values: Sequence[int | None]) -> None:
        """Add a column of numbers."""
        cells = [None if value is None else float(value) for value in values]
        self._columns.append(ColumnOfFrame(name, self._narwhals.Float64(), cells))

    def texts(self, name: str, values: Sequence[str]) -> None:
        """Add a column of texts."""
        self._columns.append(ColumnOfFrame(name, self._narwhals.String(), values))

    @property
    def columns(self) -> list[str]:
        return [column.name for column in self._columns]

    def __len__(self) -> int:
        return len(self._columns[0]) if self._columns else 0

    def __narwhals_dataframe__(self) -> Frame:
        return self

    def _with_version(self, version: object) -> Frame:
        self._version = version
        return self

    def __native_namespace__(self) -> ModuleType:
        return self._narwhals

    def iter_columns(self) -> Iterator[ColumnOfFrame]:
        return (column.of_version(self._version) for column in self._columns)

    def iter_rows(self, *, named: bool = False, buffer_size: int = 512) -> Iterator[tuple[Value, ...]]:
        return zip(*(column.values for column in self._columns), strict=True)
