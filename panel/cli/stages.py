"""Takes a consultation from draft to open and from open to closed, and makes the codes for it."""

from __future__ import annotations

import datetime as dt

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from panel.cli.say import chosen_consultation, chosen_officer, stop
from panel.consultations.models import Consultation, PrivacyGround, RoundState, State
from panel.consultations.presenters.missing import present_missing
from panel.consultations.service import NotReadyError, TextError, complete_for_opening, publish_consultation
from panel.consultations.states import WrongStateError
from panel.core.clock import end_of_day, now
from panel.core.context import key_directory, pepper, settings
from panel.core.db import database
from panel.core.text import NotTextError, TooLongError
from panel.demonstration.elsewhere import count, new_keys
from panel.invitations.service import InvitationError, add_group, create_invitations
from panel.results.closing import begin_closing

GROUNDS = {"public-task": PrivacyGround.PUBLIC_TASK, "consent": PrivacyGround.CONSENT}


@click.command("publish")
@click.argument("code")
@click.option("--closes-on", type=click.DateTime(["%Y-%m-%d"]), help="Last day to answer; otherwise open-ended.")
@click.option("--by", "email", help="Address of the member of staff who publishes.")
@click.option("--skip-second-eyes", is_flag=True, help="Open without a colleague's look; the pages say so.")
@click.option("--ground", type=click.Choice(sorted(GROUNDS)), help="Ground for asking answers, when none was chosen.")
@click.option("--retention-months", type=click.IntRange(1, 120), help="How long single answers are kept.")
@click.option("--untested-reason", default="", help="Why it was not tested; the pages show this.")
@with_appcontext
def publish(
    code: str,
    closes_on: dt.datetime | None,
    email: str | None,
    skip_second_eyes: bool,
    ground: str | None,
    retention_months: int | None,
    untested_reason: str,
) -> None:
    """Open a consultation, when nothing is missing."""
    with new_keys(database(), key_directory()) as (session, keys):
        consultation = chosen_consultation(session, code)
        officer = chosen_officer(session, consultation.municipality_id, email)
        try:
            complete_for_opening(
                session,
                consultation,
                ground=GROUNDS[ground] if ground else None,
                retention_months=retention_months,
                untested_reason=untested_reason,
            )
            publish_consultation(
                session,
                consultation,
                by=officer.id,
                keys=keys,
                skip_second_eyes=skip_second_eyes or settings().skip_second_eyes or consultation.example,
                closes_at=end_of_day(closes_on.date()) if closes_on else None,
            )
        except NotReadyError as error:
            lines = [line.sentence for line in present_missing(consultation, error.missing)]
            stop("\n".join([_("Deze raadpleging kan nog niet open:"), *(f"- {line}" for line in lines)]))
        except WrongStateError as error:
            stop(_wrong_state(error))
        except TextError:
            stop(_("Deze reden kan niet. Gebruik hoogstens 600 tekens."))
        click.echo(_("Open: %(code)s", code=consultation.code))
        if consultation.second_eyes_skipped:
            click.echo(_("Er keek geen collega mee. Dat staat erbij op de pagina's."))


@click.command("close")
@click.argument("code")
@click.option("--now", "at_once", is_flag=True, help="No hours of grace: count at once.")
@click.option("--by", "email", help="Address of the member of staff who closes.")
@click.option("--reason", default="", help="Why it closes early; the pages show this.")
@with_appcontext
def close(code: str, at_once: bool, email: str | None, reason: str) -> None:
    """Close a consultation; it is counted after the hours of grace, or at once."""
    grace = dt.timedelta(hours=0 if at_once else settings().grace_hours)
    with database().transaction() as session:
        consultation = chosen_consultation(session, code)
        officer = chosen_officer(session, consultation.municipality_id, email)
        if consultation.state is not State.CLOSED:
            try:
                begin_closing(session, consultation, by=officer.id, grace=grace, reason=reason)
            except WrongStateError as error:
                stop(_wrong_state(error))
            except (NotTextError, TooLongError):
                stop(_("Deze reden kan niet. Gebruik hoogstens 400 tekens."))
        due = _due(consultation, at_once=at_once)
        waiting = any(one.state is RoundState.CLOSING and one.id not in due for one in consultation.rounds)
        name = consultation.code
    count(database(), key_directory(), due)
    if waiting:
        hours = settings().grace_hours
        click.echo(_("Gesloten: %(code)s. Over %(hours)d uur wordt er geteld.", code=name, hours=hours))
    else:
        click.echo(_("Gesloten en geteld: %(code)s", code=name))


def _due(consultation: Consultation, *, at_once: bool) -> list[int]:
    """Return the rounds that can be counted; `at_once` ends the hours of grace of those that wait."""
    moment = now()
    for one in consultation.rounds:
        if at_once and one.state is RoundState.CLOSING:
            one.grace_until = min(one.grace_until or moment, moment)
    return [
        one.id
        for one in consultation.rounds
        if one.state is RoundState.TALLIED
        or (one.state is RoundState.CLOSING and one.grace_until is not None and one.grace_until <= moment)
    ]


@click.command("add-group")
@click.argument("code")
@click.argument("name")
@click.option("--seats", type=int, help="How many people can answer; left out: it never fills up.")
@click.option("--by", "email", help="Address of the member of staff who adds it.")
@with_appcontext
def add_group_command(code: str, name: str, seats: int | None, email: str | None) -> None:
    """Add a group to a group consultation, and print its six digits."""
    with new_keys(database(), key_directory()) as (session, keys):
        consultation = chosen_consultation(session, code)
        officer = chosen_officer(session, consultation.municipality_id, email)
        try:
            group = add_group(session, consultation, name=name, seats=seats, keys=keys, by=officer.id)
        except InvitationError as error:
            stop(_no_door(error))
        except (NotTextError, TooLongError):
            stop(_("Deze naam kan niet. Gebruik hoogstens 120 tekens."))
        click.echo(group.code)


@click.command("invite")
@click.argument("code")
@click.argument("number", type=int)
@with_appcontext
def invite(code: str, number: int) -> None:
    """Make personal codes for a sample or panel and print them, this once: only hashes are kept."""
    with database().transaction() as session:
        consultation = chosen_consultation(session, code)
        if not consultation.rounds:
            stop(_("Deze raadpleging is nog niet open."))
        try:
            codes = create_invitations(session, consultation.rounds[0], number, pepper())
        except InvitationError as error:
            stop(_no_door(error))
    for one in codes:
        click.echo(one)


def _no_door(error: InvitationError) -> str:
    return {
        "WRONG_KIND": _("Bij deze soort raadpleging horen andere codes."),
        "NOT_OPEN": _("Deze raadpleging is al dicht."),
        "NO_NAME": _("Geef de groep een naam."),
        "NAME_TAKEN": _("Er is al een groep met deze naam."),
        "SEATS": _("Kies 1 tot en met 500 plaatsen."),
        "COUNT": _("Maak 1 tot en met 5.000 codes tegelijk."),
    }.get(error.reason, error.reason)


def _wrong_state(error: WrongStateError) -> str:
    return {
        State.DRAFT: _("Deze raadpleging is nog een concept."),
        State.IN_REVIEW: _("Een collega kijkt nog mee met deze raadpleging."),
        State.SCHEDULED: _("Deze raadpleging gaat later open."),
        State.OPEN: _("Deze raadpleging is al open."),
        State.CLOSED: _("Deze raadpleging is al gesloten."),
        State.REPORTED: _("Deze raadpleging is al geteld."),
        State.CANCELLED: _("Deze raadpleging is afgelast."),
    }[error.now]
