"""Loads consultations that were held elsewhere: a Polis conversation, or the consultation on research money."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.cli.demonstration import role_name
from panel.cli.problems import stop_for
from panel.cli.say import chosen_municipality, chosen_officer, stop
from panel.consultations.models import Consultation
from panel.consultations.service import CodeError, NotReadyError
from panel.consultations.service.exchange.problems import FileError
from panel.core.clock import today
from panel.core.context import key_directory
from panel.core.db import database
from panel.core.keys import KeyDirectory
from panel.demonstration.elsewhere import count, new_keys
from panel.demonstration.polis import Conversation, Promise, read_conversation, store_conversation
from panel.demonstration.pve import read_people, store_people

# When people hear what was done with it: as the desk proposes, three months on.
REPLY_AFTER = dt.timedelta(days=90)
Store = Callable[[Session, KeyDirectory, User], Consultation]


@click.command("load-polis")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--municipality", "slug", help="Slug of the municipality; otherwise the default one or the first.")
@click.option("--code", help="Consultation code; otherwise made from the topic.")
@click.option("--by", "email", help="Address of the member of staff who loads it.")
@click.option("--source", help="Note with the outcome: who gathered the answers, and under which licence.")
@with_appcontext
def load_polis(folder: Path, slug: str | None, code: str | None, email: str | None, source: str | None) -> None:
    """Turn a Polis export (comments.csv, votes.csv, summary.csv) into a closed consultation."""
    started = time.monotonic()
    try:
        talk = read_conversation(folder)
    except FileError as error:
        stop_for(error)

    def store(session: Session, keys: KeyDirectory, officer: User) -> Consultation:
        return store_conversation(
            session,
            talk,
            _promise(talk, officer, source),
            municipality_id=officer.municipality_id,
            by=officer.id,
            keys=keys,
            code=code,
        )

    stored = _stored(slug, email, store)
    click.echo(_("Geladen en geteld: %(code)s", code=stored))
    click.echo(
        _("%(statements)d stellingen, %(people)d mensen en %(votes)d stemmen.",
          statements=len(talk.statements), people=len(talk.people), votes=talk.votes)
    )  # fmt: skip
    click.echo(
        _("Weggelaten door de moderator: %(statements)d stellingen. Mensen zonder andere stem: %(people)d.",
          statements=talk.moderated_out, people=talk.without_votes)
    )  # fmt: skip
    click.echo(_("Dit duurde %(seconds)s seconden.", seconds=f"{time.monotonic() - started:.0f}"))


def _promise(talk: Conversation, officer: User, source: str | None) -> Promise:
    where = f" {talk.url}" if talk.url else ""
    return Promise(
        owner_name=officer.name,
        owner_function=role_name(officer.role),
        explanation=_("Dit gesprek was eerder, op een andere plek."),
        influence=_("De gemeente leest de uitslag als advies."),
        source_note=source or _("Deze antwoorden komen uit een gesprek met Polis.%(where)s", where=where),
        reply_due_on=today() + REPLY_AFTER,
    )


@click.command("load-pve")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--municipality", "slug", help="Slug of the municipality; otherwise the default one or the first.")
@click.option("--code", help="Consultation code; otherwise onderzoeksgeld.")
@click.option("--by", "email", help="Address of the member of staff who loads it.")
@with_appcontext
def load_pve(folder: Path, slug: str | None, code: str | None, email: str | None) -> None:
    """Turn the answers of De Jonge Akademie's consultation of 2022 (df_imp.csv) into a closed consultation."""
    started = time.monotonic()
    try:
        kept = read_people(folder)
    except FileError as error:
        stop_for(error)

    def store(session: Session, keys: KeyDirectory, officer: User) -> Consultation:
        return store_people(
            session,
            kept,
            municipality_id=officer.municipality_id,
            by=officer.id,
            keys=keys,
            source_note=_pve_note,
            reply_due_on=today() + REPLY_AFTER,
            code=code,
        )

    stored = _stored(slug, email, store)
    click.echo(_("Geladen en geteld: %(code)s", code=stored))
    click.echo(
        _("%(rows)d rijen in het bestand: %(people)d geladen, %(left)d weggelaten.",
          rows=kept.rows, people=len(kept.people), left=kept.left_out)
    )  # fmt: skip
    click.echo(_("In weggelaten rijen vulde een computer ontbrekende antwoorden in."))
    click.echo(_("Dit duurde %(seconds)s seconden.", seconds=f"{time.monotonic() - started:.0f}"))


def _pve_note(rows: int, used: int) -> str:
    """Word where the answers come from, and which part of them is shown."""
    return _(
        "De antwoorden komen uit een echte raadpleging van De Jonge Akademie (2022, licentie CC BY 4.0). "
        "Van de ongeveer %(rows)s rijen gebruiken we er ongeveer %(used)s. "
        "In de andere rijen vulde een computer ontbrekende antwoorden in. "
        "De vragen zijn korter opgeschreven dan toen. "
        "Hoeveel soorten beurzen iemand aanvroeg, telden wij op.",
        rows=rows,
        used=used,
    )


def _stored(slug: str | None, email: str | None, store: Store) -> str:
    """Store in one transaction, count what was stored, and return its code; stop with a sentence when it cannot be."""
    try:
        with new_keys(database(), key_directory()) as (session, keys):
            municipality = chosen_municipality(session, slug)
            consultation = store(session, keys, chosen_officer(session, municipality.id, email))
            rounds, stored = [one.id for one in consultation.rounds], consultation.code
    except FileError as error:
        stop_for(error)
    except CodeError as error:
        taken = error.reason == "TAKEN"
        stop(_("Deze code is al gebruikt. Kies een andere met --code.") if taken else _("Deze code kan niet."))
    except NotReadyError as error:
        stop("\n".join(one.code for one in error.missing))
    count(database(), key_directory(), rounds)
    return stored
