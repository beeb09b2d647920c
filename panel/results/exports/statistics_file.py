"""The figures as an SPSS file: codes with their labels, so that a researcher can go straight to work."""

from __future__ import annotations

import tempfile
from pathlib import Path

from panel.results.exports.columns import COLUMNS, Column, cells, codes_in_use
from panel.results.exports.frame import Frame
from panel.results.exports.progress import Progress, nobody_waits
from panel.results.exports.rows import Exported

LONGEST_LABEL = 120
"""Bytes that SPSS keeps of a label of a value; the whole text stands in the column of texts beside it."""
LONGEST_NAME = 250
MEASURES = {"aantal": "scale", "aantal_niet": "scale", "deel": "scale"}


def figures_sav(everything: Exported, progress: Progress = nobody_waits) -> bytes:
    """Return an SPSS system file with one row a figure; code columns are numbers with labels."""
    import narwhals.stable.v2 as narwhals  # noqa: PLC0415 - what pyreadstat reads tables through
    import pyreadstat  # noqa: PLC0415 - only this module writes these

    coded = {column.name: _codes(everything, column) for column in COLUMNS if column.codes or column.text_of}
    frame = Frame(narwhals)
    for place, column in enumerate(COLUMNS):
        values = [cells(everything, row)[place] for row in everything.rows]
        if column.name in coded:
            numbers = {code: at for at, code in coded[column.name].items()}
            frame.numbers(column.name, [None if value is None else numbers.get(value) for value in values])
        elif column.name in TEXTS:
            frame.texts(column.name, [str(value or "") for value in values])
        else:
            frame.numbers(column.name, [value if isinstance(value, int) else None for value in values])
    labels: dict[str, dict[int | float, str]] = {
        name: {number: _short(_label(everything, name, code)) for number, code in numbers.items()}
        for name, numbers in coded.items()
        if numbers
    }
    progress(1, 2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cijfers.sav"
        pyreadstat.write_sav(
            frame,
            path,
            file_label=_short(everything.view.title, 64),
            column_labels={column.name: _short(column.meaning, LONGEST_NAME) for column in COLUMNS},
            variable_value_labels=labels,
            variable_measure={column.name: MEASURES.get(column.name, "nominal") for column in COLUMNS},
            variable_format={name: "F8.0" for name in frame.columns if name not in TEXTS},
        )
        content = path.read_bytes()
    progress(2, 2)
    return content


TEXTS = frozenset(column.name for column in COLUMNS if column.name.endswith(("_tekst", "_woorden"))) | {
    "raadpleging",
    "samengevoegd",
}


def _codes(everything: Exported, column: Column) -> dict[int, str | int]:
    """Number the codes of a column in order of appearance; yes and no are 1 and 0 as they are."""
    found = codes_in_use(everything, column)
    if all(isinstance(code, int) for code in found):
        return {int(code): code for code in found}
    return dict(enumerate(found, start=1))


def _label(everything: Exported, name: str, code: str | int) -> str:
    column = next(one for one in COLUMNS if one.name == name)
    return codes_in_use(everything, column)[code]


def _short(text: str, most: int = LONGEST_LABEL) -> str:
    """Cut a text to so many bytes, at a whole character, and show that it was cut."""
    if len(text.encode()) <= most:
        return text
    return text.encode()[: most - 3].decode(errors="ignore") + "…"
