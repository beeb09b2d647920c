"""Loads a consultation from a file as a draft, and saves one to a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from panel.cli.foreign import load_polis, load_pve
from panel.cli.problems import stop_for
from panel.cli.say import chosen_consultation, chosen_municipality, chosen_officer
from panel.cli.stages import add_group_command, close, invite, publish
from panel.core.db import database
from panel.demonstration.exchange import has_media, load_consultation, save_consultation
from panel.demonstration.exchange_file import read_consultation_file
from panel.demonstration.problems import FileError, read_text

LARGEST = 5_000_000
consultation_group = AppGroup("consultation", help="Consultations: load, save, publish, close.")
for _command in (publish, close, add_group_command, invite, load_polis, load_pve):
    consultation_group.add_command(_command)


@consultation_group.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--municipality", "slug", help="Slug of the municipality; otherwise the default one or the first.")
@click.option("--code", help="Another consultation code than the one in the file.")
@click.option("--by", "email", help="Address of the member of staff who loads it; otherwise the first who may write.")
@click.option("--reason", default="", help="Why there are more than ten questions.")
def load(file: Path, slug: str | None, code: str | None, email: str | None, reason: str) -> None:
    """Load a whole consultation as a draft (docs/formats.md describes the file)."""
    try:
        content = read_consultation_file(read_text(file, largest=LARGEST))
        with database().transaction() as session:
            municipality = chosen_municipality(session, slug)
            officer = chosen_officer(session, municipality.id, email)
            loaded = load_consultation(
                session, content, municipality_id=municipality.id, by=officer.id, code=code, reason_for_more=reason
            )
    except FileError as error:
        stop_for(error)
    click.echo(
        _("Geladen als concept bij %(municipality)s: %(code)s, met %(number)d vragen.",
          municipality=municipality.name, code=loaded.code, number=len(loaded.questions))
    )  # fmt: skip


@consultation_group.command("save")
@click.argument("code")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
def save(code: str, file: Path | None) -> None:
    """Save a whole consultation to FILE, or print it. Answers are never in it."""
    with database().session(reading=True) as session:
        consultation = chosen_consultation(session, code)
        text = save_consultation(consultation)
        if has_media(consultation):
            click.echo(_("Let op: plaatjes en geluid gaan niet mee in het bestand."), err=True)
    if file is None:
        sys.stdout.write(text)
        return
    file.write_text(text, encoding="utf-8")
    click.echo(_("Bewaard in %(file)s.", file=file))
