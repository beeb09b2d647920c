"""Weights on the command line, for researchers: a sample and population figures in, weights and a report out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from flask_babel import gettext as _

from panel.cli.problems import tell_problems
from panel.cli.say import stop
from panel.consultations.service.exchange.problems import FileError
from panel.demonstration.csv_text import Row, Table, read_rows, read_table
from panel.stats.margins import MUNICIPALITY_MINIMUM
from panel.stats.microdata import NO_STATEMENT, Weights
from panel.stats.raking import NotConvergedError
from panel.stats.weighing import EmptyClassError, Margin, WeighedMargin, Weighing, weigh

NOT_STATED = frozenset({"", "NA"})
MARGIN_COLUMNS = ("variable", "class", "count")
# Figures of one place and one day add up to the same number of people, but for rounding.
TOTALS_MAY_DIFFER = 0.01


@dataclass(frozen=True)
class _Figures:
    """Population figures of one variable, in the order of the file."""

    classes: tuple[str, ...]
    counts: tuple[float, ...]

    @property
    def total(self) -> float:
        return sum(self.counts)


class _Bounds(click.ParamType[tuple[float, float] | None]):
    """Two numbers with a comma between them, or `none`."""

    name = "LOW,HIGH|none"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float] | None:
        if value is None or isinstance(value, tuple):
            return value
        words = str(value).strip().lower()
        if words == "none":
            return None
        try:
            low, high = (float(one) for one in words.split(","))
        except ValueError:
            self.fail(_("Schrijf twee getallen met een komma ertussen, zoals 0.2,3, of none."), param, ctx)
        if not 0 <= low < 1 < high < float("inf"):
            self.fail(_("De grenzen liggen aan weerszijden van 1, zoals 0.2,3."), param, ctx)
        return low, high


@click.command("weights")
@click.argument("sample", type=click.Path(path_type=Path))
@click.argument("margins", type=click.Path(path_type=Path))
@click.option(
    "--bounds", type=_Bounds(), default="0.2,3", show_default=True, help="Lowest and highest weight, or none."
)
@click.option("--merge-below", type=click.IntRange(min=0), default=10, show_default=True, help="0: never merge.")
@click.option("--design-weight", "design_column", help="Column of SAMPLE with 1 / chance of selection.")
def weights_command(
    sample: Path, margins: Path, bounds: tuple[float, float] | None, merge_below: int, design_column: str | None
) -> None:
    """Rake SAMPLE (one row a person) to MARGINS (columns variable, class, count) and print one JSON object."""
    try:
        figures = _read_figures(margins)
        table, rows = _read_sample(sample, (*figures, *((design_column,) if design_column else ())))
        design = None if design_column is None else _design(table, rows, design_column)
    except FileError as error:
        tell_problems(error.problems)
        raise click.exceptions.Exit(2) from error
    scale, total = _scale(figures, len(rows))
    parts = [_margin(key, one, table, rows) for key, one in figures.items()]
    try:
        found = weigh(parts, design=design, bounds=bounds, merge_below=merge_below)
    except EmptyClassError as error:
        stop(_empty(error))
    except NotConvergedError as error:
        stop(
            _("Er zijn geen gewichten die passen: %(margin)s blijft afwijken.", margin=error.margin) + " "
            + _("Neem ruimere grenzen, voeg klassen samen of laat een kenmerk weg.")
        )  # fmt: skip
    weights = found.weights * (total / len(rows))
    report = _report(found, weights, total) | {"scale": scale, "bounds": bounds, "merge_below": merge_below}
    click.echo(json.dumps({"weights": weights.tolist(), "report": report}, ensure_ascii=False))


def _read_figures(path: Path) -> dict[str, _Figures]:
    table = read_table(path, needed=MARGIN_COLUMNS)
    places = [table.place(column) for column in MARGIN_COLUMNS]
    figures: dict[str, dict[str, float]] = {}
    for row in table.rows:
        if len(row.cells) != len(table.columns):
            stop(_("Regel %(line)d van %(file)s heeft niet evenveel vakken als de kop.", line=row.line, file=path.name))
        variable, name, typed = (row.cells[place].strip() for place in places)
        count = _number(typed)
        if not variable or not name or count is None or count < 0:
            stop(
                _("Regel %(line)d van %(file)s klopt niet.", line=row.line, file=path.name) + " "
                + _("Nodig zijn een kenmerk, een klasse en een aantal van 0 of meer.")
            )  # fmt: skip
        if name in figures.setdefault(variable, {}):
            stop(_("%(variable)s: klasse %(name)s staat er twee keer.", variable=variable, name=name))
        figures[variable][name] = count
    if not figures:
        stop(_("In %(file)s staan geen aantallen.", file=path.name))
    found = {key: _Figures(tuple(one), tuple(one.values())) for key, one in figures.items()}
    for key, one in found.items():
        if one.total <= 0:
            stop(_("%(variable)s: de aantallen zijn samen 0.", variable=key))
    _check_totals(found)
    return found


def _check_totals(figures: dict[str, _Figures]) -> None:
    first, *others = figures
    for key in others:
        if abs(figures[key].total / figures[first].total - 1) > TOTALS_MAY_DIFFER:
            stop(
                _(
                    "%(one)s telt op tot %(first)s en %(other)s tot %(second)s. Neem cijfers over dezelfde mensen.",
                    one=first, other=key, first=f"{figures[first].total:g}", second=f"{figures[key].total:g}",
                )
            )  # fmt: skip


def _read_sample(path: Path, needed: tuple[str, ...]) -> tuple[Table, list[Row]]:
    table = read_table(path, needed=needed)
    # A person who stated nothing is a person all the same; a line without any cell is not.
    rows = [row for row in read_rows(path)[1:] if len(row.cells) > 1 or any(cell.strip() for cell in row.cells)]
    wrong = next((row for row in rows if len(row.cells) != len(table.columns)), None)
    if wrong is not None:
        stop(_("Regel %(line)d van %(file)s heeft niet evenveel vakken als de kop.", line=wrong.line, file=path.name))
    if not rows:
        stop(_("In %(file)s staan geen mensen.", file=path.name))
    return table, rows


def _design(table: Table, rows: list[Row], column: str) -> Weights:
    place = table.place(column)
    numbers = [_number(row.cells[place].strip()) for row in rows]
    for row, number in zip(rows, numbers, strict=True):
        if number is None or number <= 0:
            stop(_("Regel %(line)d: %(column)s is geen getal boven 0.", line=row.line, column=column))
    return np.array(numbers, dtype=np.float64)


def _margin(key: str, figures: _Figures, table: Table, rows: list[Row]) -> Margin:
    place = table.place(key)
    codes = np.empty(len(rows), dtype=np.int16)
    known = {name: number for number, name in enumerate(figures.classes)}
    for number, row in enumerate(rows):
        typed = row.cells[place].strip()
        if typed not in known and typed not in NOT_STATED:
            stop(
                _(
                    "Regel %(line)d: %(variable)s heeft de klasse %(name)s, maar daarvan staat er geen aantal.",
                    line=row.line, variable=key, name=typed,
                )
            )  # fmt: skip
        codes[number] = known.get(typed, NO_STATEMENT)
    return Margin(key, figures.classes, np.array(figures.counts), codes)


def _number(typed: str) -> float | None:
    try:
        number = float(typed)
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def _scale(figures: dict[str, _Figures], people: int) -> tuple[str, float]:
    """What the weights add up to: the population, or the people in the sample when the figures are shares."""
    first = next(iter(figures.values()))
    of_hundred = abs(first.total - 100) < 0.5 and (people > 100 or any(count % 1 for count in first.counts))
    if abs(first.total - 1) < 0.005 or of_hundred:
        return "sample", float(people)
    return "population", first.total


def _empty(error: EmptyClassError) -> str:
    name = " + ".join(error.classes)
    if error.in_sample:
        return _(
            "%(margin)s: van klasse %(name)s is het aantal 0, maar er zijn wel antwoorden.",
            margin=error.margin,
            name=name,
        )
    return (
        _("%(margin)s: niemand in de steekproef heeft klasse %(name)s.", margin=error.margin, name=name) + " "
        + _("Voeg hem samen met een andere klasse.")
    )  # fmt: skip


def _report(found: Weighing, weights: Weights, total: float) -> dict[str, object]:
    return {
        "n": int(weights.size),
        "effective_n": found.effective_size,
        "design_effect": found.design_effect,
        "min": float(weights.min()),
        "max": float(weights.max()),
        "total": total,
        "relative_min": float(found.weights.min()),
        "relative_max": float(found.weights.max()),
        "untrimmed_max": found.untrimmed,
        "may_publish_weighted": not found.too_heavy,
        "may_speak_for_municipality": int(weights.size) >= MUNICIPALITY_MINIMUM,
        "margins": {
            when: {one.key: dict(_sums(one, when, total)) for one in found.margins}
            for when in ("population", "before", "after")
        },
        "people": {
            one.key: {"+".join(part.classes): part.people for part in one.classes} for one in found.margins
        },
        "unstated": {one.key: one.unstated for one in found.margins},
        "merged": {
            one.key: [list(part.classes) for part in one.classes if len(part.classes) > 1] for one in found.margins
        },
    }  # fmt: skip


def _sums(margin: WeighedMargin, when: str, total: float) -> Iterator[tuple[str, float]]:
    """Weighted numbers per class of those who stated the margin, on the scale of the figures."""
    for part in margin.classes:
        share = {"population": part.population, "before": part.before, "after": part.after}[when]
        yield "+".join(part.classes), share * total
