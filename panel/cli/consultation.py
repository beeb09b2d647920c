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
from panel.consultations.service.exchange.loading import load_consultation
from panel.consultations.service.exchange.problems import LARGEST_QUESTIONNAIRE, FileError, read_text
from panel.consultations.service.exchange.reading import read_consultation_file
from panel.consultations.service.exchange.saving import files_for, save_consultation
from panel.core.context import settings
from panel.core.db import database
from panel.media.folder import MediaFolder

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
        content = read_consultation_file(read_text(file, largest=LARGEST_QUESTIONNAIRE))
        with database().transaction() as session:
            municipality = chosen_municipality(session, slug)
            officer = chosen_officer(session, municipality.id, email)
            loaded = load_consultation(
                session,
                content,
                municipality_id=municipality.id,
                by=officer.id,
                media=MediaFolder(settings().media),
                code=code,
                reason_for_more=reason,
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
    """Save a questionnaire to FILE, or print it. Never in it: answers, codes, dates, and who made or promised it."""
    with database().session(reading=True) as session:
        consultation = chosen_consultation(session, code)
        files = files_for(session, MediaFolder(settings().media), list(consultation.questions))
        text = save_consultation(consultation, files)
    if file is None:
        sys.stdout.write(text)
        return
    file.write_text(text, encoding="utf-8")
    click.echo(_("Bewaard in %(file)s.", file=file))
