"""What commands share: finding the municipality or consultation that was named, and stopping with a plain sentence."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.accounts.queries import user_by_email
from panel.consultations.models import Consultation
from panel.consultations.queries import consultation_by_code
from panel.core.access import WRITERS
from panel.core.context import settings
from panel.municipalities.models import Municipality
from panel.municipalities.queries import all_municipalities, municipality_by_slug


def stop(sentence: str) -> NoReturn:
    """End the command with a sentence on the error output and exit code 2. An open transaction is undone."""
    click.echo(sentence, err=True)
    raise click.exceptions.Exit(2)


@contextmanager
def only_own_words() -> Iterator[None]:
    """Send what a library writes by itself to the error output: what a program reads from us has nothing in between."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        # The library of C keeps words of its own back, to write them later.
        ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)


def chosen_municipality(session: Session, slug: str | None) -> Municipality:
    """Return the municipality that was named, else the default, else the first; stop when it is not there."""
    everyone = all_municipalities(session)
    if not everyone:
        stop(_("Er is nog geen gemeente. Draai eerst: flask --app wsgi setup"))
    wanted = slug or settings().default_municipality or everyone[0].slug
    names = ", ".join(one.slug for one in everyone)
    found = municipality_by_slug(session, wanted)
    return found or stop(_("Gemeente %(slug)s is er niet. Wel: %(names)s.", slug=wanted, names=names))


def chosen_consultation(session: Session, code: str) -> Consultation:
    """Return the consultation with this public code; stop when there is none."""
    found = consultation_by_code(session, code.strip().lower())
    return found or stop(_("Er is geen raadpleging met de code %(code)s.", code=code))


def chosen_officer(session: Session, municipality_id: int, email: str | None) -> User:
    """Return the member of staff in whose name something is done: the one named, else the first who may write."""
    if email is not None:
        named = user_by_email(session, municipality_id, email)
        return named or stop(_("Er is geen account met het adres %(email)s.", email=email))
    wanted = select(User).where(User.municipality_id == municipality_id, User.role.in_(WRITERS), User.active)
    found = session.scalars(wanted.order_by(User.id)).first()
    return found or stop(_("Er is nog geen medewerker die mag schrijven. Draai eerst: flask --app wsgi user add"))
