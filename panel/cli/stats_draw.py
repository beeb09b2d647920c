"""A random draw on the command line: a population file and a seed in, the rows that were drawn out."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask_babel import gettext as _

from panel.cli.problems import tell_problems
from panel.cli.say import stop
from panel.consultations.service.exchange.problems import FileError
from panel.demonstration.csv_text import read_rows, read_table
from panel.stats.sampling import draw_sample


@click.command("draw")
@click.argument("population", type=click.Path(path_type=Path))
@click.option("--size", type=click.IntRange(min=1), required=True, help="How many people to draw.")
@click.option("--strata", required=True, help="Columns to spread over, with commas between them: district,age.")
@click.option("--seed", type=click.IntRange(min=0), required=True, help="Published number: the same draws the same.")
def draw_command(population: Path, size: int, strata: str, seed: int) -> None:
    """Draw people from POPULATION (one row a person) and print one JSON object with their lines in the file."""
    columns = tuple(one.strip() for one in strata.split(",") if one.strip())
    if not columns:
        stop(_("Noem met --strata ten minste één kolom."))
    try:
        table = read_table(population, needed=columns)
        rows = [row for row in read_rows(population)[1:] if any(cell.strip() for cell in row.cells)]
    except FileError as error:
        tell_problems(error.problems)
        raise click.exceptions.Exit(2) from error
    wrong = next((row for row in rows if len(row.cells) != len(table.columns)), None)
    if wrong is not None:
        stop(
            _(
                "Regel %(line)d van %(file)s heeft niet evenveel vakken als de kop.",
                line=wrong.line,
                file=population.name,
            )
        )
    if size > len(rows):
        stop(_("Er zijn maar %(people)d mensen om uit te loten. Neem --size kleiner.", people=len(rows)))
    places = [table.place(column) for column in columns]
    drawn = draw_sample([tuple(row.cells[place].strip() for place in places) for row in rows], size, seed)
    report = {
        "people": len(rows),
        "size": size,
        "seed": seed,
        "strata": [
            {**dict(zip(columns, one.classes, strict=True)), "people": one.people, "drawn": one.drawn}
            for one in drawn.strata
        ],
    }
    lines = [rows[place].line for place in drawn.places.tolist()]
    click.echo(json.dumps({"lines": lines, "report": report}, ensure_ascii=False))
