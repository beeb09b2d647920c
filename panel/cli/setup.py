"""Prepares an installation: folders, secrets, and the first time in development an example to look at."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click
import flask
from flask.cli import AppGroup, with_appcontext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from config import Settings
from panel.accounts.models import User
from panel.accounts.queries import user_by_email
from panel.accounts.service import (
    MIN_PASSWORD,
    PasswordTooShortError,
    change_password,
    create_user,
    deactivate_user,
)
from panel.audit.service import record
from panel.cli.demonstration import demonstration_group, load_and_tell
from panel.cli.migrations import db_group
from panel.cli.say import chosen_municipality, stop
from panel.core.access import Role
from panel.core.context import settings
from panel.core.db import database
from panel.core.keys import Pepper
from panel.municipalities.queries import all_municipalities

SECRETS = ("secret_key", "pepper")
user_group = AppGroup("user", help="Staff who sign in.")


@click.command("setup")
@with_appcontext
def setup_command() -> None:
    """Make folders and secrets once; in development, load the demonstration into an empty database."""
    here = settings()
    made = [*_make_folders(here), *_make_secrets(here)]
    for path in made:
        click.echo(_("Gemaakt: %(path)s", path=path))
    # This process began without the secret that it has just written.
    flask.current_app.extensions["meepraat_pepper"] = Pepper(here.secret("pepper").encode())
    loaded = False
    if here.env == "development" or here.demonstration:
        with database().session(reading=True) as session:
            empty = not all_municipalities(session)
        if empty:
            load_and_tell()
            loaded = True
    if not made and not loaded:
        click.echo(_("Alles staat al klaar. Er is niets veranderd."))


def _make_folders(here: Settings) -> list[Path]:
    """Make the folders that only we may read; return those that are new."""
    made = []
    for folder in (here.instance_dir, here.keys):
        if not folder.is_dir():
            folder.mkdir(parents=True, mode=0o700)
            made.append(folder)
        if folder.stat().st_uid == os.geteuid():
            folder.chmod(0o700)
    return made


def _make_secrets(here: Settings) -> list[Path]:
    """Write each secret that is neither in a variable nor in a file; return the files that are new."""
    made = []
    for name in SECRETS:
        given = here.secret_key if name == "secret_key" else here.pepper
        file = here.secret_file(name)
        if file.is_file() or (given is not None and given.get_secret_value()):
            continue
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as writing:
            writing.write(secrets.token_urlsafe(48) + "\n")
        made.append(file)
    return made


@user_group.command("add")
@click.argument("email")
@click.option("--name", required=True, help="Name as colleagues see it.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role], case_sensitive=False))
@click.option("--municipality", "slug", help="Slug of the municipality; otherwise the default one or the first.")
@click.password_option(help=f"At least {MIN_PASSWORD} characters; asked for when left out.")
def add_user(email: str, name: str, role: str, slug: str | None, password: str) -> None:
    """Add a member of staff with one role."""
    with database().transaction() as session:
        municipality = chosen_municipality(session, slug)
        if "@" not in email.strip("@"):
            stop(_("Dit is geen e-mailadres: %(email)s", email=email))
        if user_by_email(session, municipality.id, email) is not None:
            stop(_("Er is al een account met dit adres."))
        try:
            create_user(
                session,
                municipality_id=municipality.id,
                email=email,
                name=name,
                role=Role(role.upper()),
                password=password,
            )
        except PasswordTooShortError:
            stop(_("Een wachtwoord heeft minstens %(number)d tekens.", number=MIN_PASSWORD))
        click.echo(_("Account gemaakt voor %(name)s bij %(municipality)s.", name=name, municipality=municipality.name))


@user_group.command("password")
@click.argument("email")
@click.option("--municipality", "slug", help="Slug of the municipality; otherwise the default one or the first.")
@click.password_option(help=f"At least {MIN_PASSWORD} characters; asked for when left out.")
def new_password(email: str, slug: str | None, password: str) -> None:
    """Give a member of staff another password, and sign them out everywhere."""
    with database().transaction() as session:
        user = _known_user(session, email, slug)
        try:
            change_password(session, user, password)
        except PasswordTooShortError:
            stop(_("Een wachtwoord heeft minstens %(number)d tekens.", number=MIN_PASSWORD))
        _record(session, user, "PASSWORD_CHANGED")
        click.echo(_("Nieuw wachtwoord voor %(name)s. Overal uitgelogd.", name=user.name))


@user_group.command("leave")
@click.argument("email")
@click.option("--municipality", "slug", help="Slug of the municipality; otherwise the default one or the first.")
def leave(email: str, slug: str | None) -> None:
    """Keep out a member of staff who left, at once and everywhere."""
    with database().transaction() as session:
        user = _known_user(session, email, slug)
        deactivate_user(session, user)
        _record(session, user, "DEACTIVATED")
        click.echo(_("%(name)s kan niet meer inloggen en is overal uitgelogd.", name=user.name))


def _known_user(session: Session, email: str, slug: str | None) -> User:
    found = user_by_email(session, chosen_municipality(session, slug).id, email)
    if found is None:
        stop(_("Er is geen account met dit adres."))
    return found


def _record(session: Session, user: User, action: str) -> None:
    record(
        session, municipality_id=user.municipality_id, user_id=None, action=action, subject="user", subject_id=user.id
    )


COMMANDS: tuple[click.Command, ...] = (db_group, setup_command, demonstration_group, user_group)
