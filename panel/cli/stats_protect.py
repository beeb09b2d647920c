"""Disclosure control on the command line, for researchers: a table of counts in, what may be shown out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click
import numpy as np
from flask_babel import gettext as _

from panel.cli.problems import tell_problems
from panel.cli.say import only_own_words, stop
from panel.consultations.service.exchange.problems import FileError
from panel.demonstration.csv_text import Row, read_table
from panel.stats.counts import CountedQuestion, CountsDifferError, CountTable, people_in, protect_counts
from panel.stats.disclosure import BREAKDOWNS_AT_MOST, THRESHOLD, Protection
from panel.stats.microdata import RESERVED
from panel.stats.ranges import hidden_ranges

COLUMNS = ("breakdown", "group", "question", "option", "count")
MOST_PEOPLE = 10_000_000
MOST_KEYS = 200
Cells = dict[tuple[str, str, str, str], int]


@click.command("protect")
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--threshold", type=click.IntRange(min=THRESHOLD), default=THRESHOLD, show_default=True)
def protect_command(table: Path, threshold: int) -> None:
    """Make the counts in TABLE (columns breakdown, group, question, option, count) safe and print one JSON object.

    Each question has one answer per person. `hidden` says for every group that is not shown on its own what an attacker
    can still work out: the least and the most people with each answer.
    """
    try:
        cells = _read(table)
    except FileError as error:
        tell_problems(error.problems)
        raise click.exceptions.Exit(2) from error
    questions, tables = _tables(cells)
    try:
        with only_own_words():
            protection = protect_counts(questions, tables, threshold=threshold)
            size = int(people_in(questions, tables[0]).sum())
            report = _report(protection, size)
    except CountsDifferError as error:
        stop(
            _("%(question)s: de aantallen per %(breakdown)s zijn anders dan per %(first)s.",
              question=error.question, breakdown=error.breakdown, first=tables[0].breakdown) + " "
            + _("Neem tabellen over dezelfde mensen.")
        )  # fmt: skip
    click.echo(json.dumps(report, ensure_ascii=False))


def _read(path: Path) -> Cells:
    found = read_table(path, needed=COLUMNS)
    places = [found.place(column) for column in COLUMNS]
    cells: Cells = {}
    for row in found.rows:
        if len(row.cells) != len(found.columns):
            stop(_("Regel %(line)d van %(file)s heeft niet evenveel vakken als de kop.", line=row.line, file=path.name))
        *key, typed = (row.cells[place].strip() for place in places)
        breakdown, group, question, option = key
        _check_keys(row, key)
        if (breakdown, group, question, option) in cells:
            stop(_("Regel %(line)d: deze groep en dit antwoord staan er twee keer.", line=row.line))
        cells[breakdown, group, question, option] = _count(row, typed)
    if not cells:
        stop(_("In %(file)s staan geen aantallen.", file=path.name))
    return cells


def _check_keys(row: Row, key: list[str]) -> None:
    if not all(key):
        stop(_("Regel %(line)d: vul uitsplitsing, groep, vraag en antwoord in.", line=row.line))
    wrong = next((one for one in key if one.startswith(RESERVED)), None)
    if wrong is not None:
        stop(_("Regel %(line)d: %(key)s mag niet met een sterretje beginnen.", line=row.line, key=wrong))


def _count(row: Row, typed: str) -> int:
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 9 or int(typed) > MOST_PEOPLE:
        sentence = _("Regel %(line)d: %(typed)s is geen heel aantal mensen van 0 of meer.")
        stop(sentence % {"line": row.line, "typed": typed[:40] or "–"})
    return int(typed)


def _tables(cells: Cells) -> tuple[list[CountedQuestion], list[CountTable]]:
    options: dict[str, dict[str, None]] = {}
    classes: dict[str, dict[str, None]] = {}
    for breakdown, group, question, option in cells:
        options.setdefault(question, {})[option] = None
        classes.setdefault(breakdown, {})[group] = None
    if len(classes) > BREAKDOWNS_AT_MOST:
        stop(_("Er mogen hooguit %(most)d uitsplitsingen zijn.", most=BREAKDOWNS_AT_MOST))
    if max(len(options), *(len(one) for one in (*options.values(), *classes.values()))) > MOST_KEYS:
        stop(_("Er mogen hooguit %(most)d vragen, groepen of antwoorden zijn.", most=MOST_KEYS))
    questions = [CountedQuestion(key, tuple(one)) for key, one in options.items()]
    tables = [
        CountTable(
            breakdown,
            tuple(groups),
            {
                one.key: np.array(
                    [[cells.get((breakdown, group, one.key, option), 0) for option in one.options] for group in groups],
                    dtype=np.int64,
                )
                for one in questions
            },
        )
        for breakdown, groups in classes.items()
    ]
    return questions, tables


def _report(protection: Protection, size: int) -> dict[str, object]:
    published = protection.published
    return {
        **published.to_dict(),
        "merged_groups": {key: list(one) for key, one in protection.report.merged_classes.items()},
        "dropped": list(_dropped(protection)),
        "hidden": [asdict(one) for one in hidden_ranges(published, exact_size=size)] if published.shown else [],
    }


def _dropped(protection: Protection) -> Iterator[dict[str, str | None]]:
    for one in protection.report.dropped:
        yield {"reason": one.reason.value, "breakdown": one.breakdown, "question": one.question}
