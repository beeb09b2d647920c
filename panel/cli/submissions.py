"""Loads answers that were given elsewhere, on paper or in an older system, into an open consultation."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from panel.cli.problems import stop_for, tell_problems
from panel.cli.say import chosen_consultation, chosen_officer, stop
from panel.consultations.service.exchange.problems import FileError
from panel.core.db import database
from panel.demonstration.csv_rows import NotAcceptedError, RoundError, Sheet, read_sheet, round_for, store_sheet

submissions_group = AppGroup("submissions", help="Answers that were given elsewhere.")


@submissions_group.command("load")
@click.argument("code")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--accept-good-rows", is_flag=True, help="Load the good rows when others are rejected.")
@click.option("--group", help="Name of the group, when there are several.")
@click.option("--source", help="Note with the outcome about where these answers were given.")
@click.option("--by", "email", help="Address of the member of staff who loads them.")
def load(
    code: str, file: Path, accept_good_rows: bool, group: str | None, source: str | None, email: str | None
) -> None:
    """Load a CSV file with a column for each question and breakdown, and a row for each person (docs/formats.md)."""
    try:
        with database().transaction() as session:
            consultation = chosen_consultation(session, code)
            officer = chosen_officer(session, consultation.municipality_id, email)
            round_ = round_for(consultation, group)
            sheet = read_sheet(file, consultation)
            tell_problems(sheet.rejected)
            number = store_sheet(
                session,
                consultation,
                round_,
                sheet,
                by=officer.id,
                accept_good_rows=accept_good_rows,
                source_note=lambda: source or _("Een deel van de antwoorden is op een andere plek gegeven."),
            )
    except FileError as error:
        stop_for(error)
    except RoundError as error:
        stop(_nowhere(error))
    except NotAcceptedError:
        click.echo(_("Afgekeurde rijen: %(number)d.", number=sheet.rejected_rows), err=True)
        stop(_("Er is niets geladen. Verbeter deze rijen, of laad de goede rijen met --accept-good-rows."))
    _tell(sheet, number)


def _tell(sheet: Sheet, number: int) -> None:
    click.echo(_("Geladen: %(number)d.", number=number))
    if sheet.rejected_rows:
        click.echo(_("Afgekeurd: %(number)d. Ze staan hierboven.", number=sheet.rejected_rows))
    if sheet.empty_rows:
        click.echo(_("Lege rijen overgeslagen: %(number)d.", number=sheet.empty_rows))


def _nowhere(error: RoundError) -> str:
    names = ", ".join(error.names) or "-"
    return {
        "NOT_OPEN": _("Deze raadpleging is niet open. Antwoorden kunnen er nu niet bij."),
        "NO_ROUND": _("Die groep is er niet of is gesloten. Groepen: %(names)s.", names=names),
        "WHICH_GROUP": _("Er zijn meer groepen: %(names)s. Kies er een met --group.", names=names),
    }[error.reason]
