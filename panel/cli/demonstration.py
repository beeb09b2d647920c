"""Loads the demonstration, and tells which pages to open and who can sign in."""

from __future__ import annotations

import time

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from panel.cli.say import stop
from panel.core.access import Role
from panel.core.context import key_directory, pepper, settings
from panel.core.db import database
from panel.demonstration.example import NotEmptyError, load_example
from panel.demonstration.example_plan import SHOWS
from panel.demonstration.places import PASSWORD, PLACES, Place
from panel.media.folder import MediaFolder
from panel.municipalities.queries import all_municipalities

demonstration_group = AppGroup("demonstration", help="Two made-up municipalities to look at.")


@demonstration_group.command("load")
def load() -> None:
    """Fill an empty database with the demonstration."""
    load_and_tell()


def load_and_tell() -> None:
    """Load the demonstration and say how long it took; stop when the database is not empty."""
    started = time.monotonic()
    try:
        load_example(database(), key_directory(), pepper(), MediaFolder(settings().media))
    except NotEmptyError:
        stop(_("De database is niet leeg. Het voorbeeld wordt alleen in een lege database geladen."))
    seconds = f"{time.monotonic() - started:.0f}"
    click.echo(_("Voorbeeldgemeenten geladen in %(seconds)s seconden.", seconds=seconds))


@demonstration_group.command("addresses")
def addresses() -> None:
    """Print the pages to open, the group code and the sign-ins of the demonstration."""
    with database().session(reading=True) as session:
        here = {one.slug for one in all_municipalities(session) if one.example}
    if not here:
        click.echo(_("Open: %(address)s", address=f"http://localhost:{settings().port}/"))
        return
    for place in PLACES:
        if place.slug in here:
            _tell(place, f"http://{place.host}:{settings().port}")
    click.echo(_("Het wachtwoord is overal: %(password)s", password=PASSWORD))


def _tell(place: Place, root: str) -> None:
    click.echo(f"\n{place.name}  {root}/")
    for label, path in (
        (_("Meedoen"), "/meedoen"),
        *((_("Groepscode"), f"/meedoen/{code}") for code in group_codes(place)),
        (_("Uitslagen"), "/uitslagen"),
        (_("Werkplek"), "/werkplek"),
    ):
        click.echo(f"  {label:<11} {root}{path}")
    click.echo(_("  Inloggen op %(page)s als:", page=f"{root}/inloggen"))
    for who, name, role in place.staff:
        click.echo(f"    {place.address(who):<34} {name}, {role_name(role)}")


def group_codes(place: Place) -> list[str]:
    """Return the codes of groups that can answer now."""
    running = [show for show in SHOWS if show.place == place.slug and show.opened is not None and show.closes is None]
    return [group.code for show in running for group in show.groups]


def role_name(role: Role) -> str:
    """Return what people call a role."""
    return {
        Role.POLICY_OFFICER: _("beleidsmedewerker"),
        Role.PRIVACY_OFFICER: _("privacyfunctionaris"),
        Role.ADMINISTRATOR: _("beheerder"),
        Role.COUNCIL_MEMBER: _("raadslid"),
        Role.FACILITATOR: _("begeleider"),
        Role.PANEL_WORKER: _("panelmedewerker"),
        Role.RESEARCHER: _("onderzoeker"),
    }[role]
