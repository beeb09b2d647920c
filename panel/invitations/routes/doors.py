"""Making doors at the desk: groups with a code and seats, and codes for letters."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from flask_login import current_user

from panel.consultations.models import Consultation, Round, State
from panel.core.access import Role, allow
from panel.core.context import key_directory, pepper
from panel.core.db import current_session
from panel.core.security import csrf
from panel.invitations.forms import CodesForm, GroupForm, SeatsForm
from panel.invitations.queries import groups_of, invitation_count
from panel.invitations.routes.blueprint import (
    PAGE,
    Answer,
    find_group,
    find_group_consultation,
    find_with_letters,
    invitations,
    reason_in_words,
)
from panel.invitations.service import InvitationError, add_group, change_hours, change_seats, create_invitations


@invitations.get(f"{PAGE}/groepen")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.FACILITATOR)
def groups_page(consultation_id: int) -> Answer:
    """Show the groups of a consultation with their codes and seats."""
    consultation = find_group_consultation(consultation_id)
    return flask.render_template(
        "invitations/groups.html",
        consultation=consultation,
        groups=groups_of(current_session(), consultation.id),
        may_add=consultation.state in (State.DRAFT, State.IN_REVIEW, State.OPEN),
    )


@invitations.get(f"{PAGE}/groepen/nieuw")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def new_group_page(consultation_id: int) -> Answer:
    """Ask for a group's name and seats."""
    consultation = find_group_consultation(consultation_id)
    return flask.render_template("invitations/group.html", consultation=consultation, form=GroupForm())


@invitations.post(f"{PAGE}/groepen/nieuw")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def add_group_page(consultation_id: int) -> Answer:
    """Make a group with a code."""
    consultation = find_group_consultation(consultation_id)
    form = GroupForm()
    if form.validate():
        try:
            add_group(
                current_session(),
                consultation,
                name=form.name.data,
                seats=form.seats.data,
                keys=key_directory(),
                by=current_user.id,
                opens_at=form.opens_at.moment,
                closes_at=form.closes_at.moment,
            )
        except InvitationError as error:
            current_session().rollback()
            form.name.errors = [reason_in_words(error)]
        else:
            current_session().commit()
            flask.flash(_("De groep is gemaakt. Zet de code op het bord."))
            return _to_groups(consultation_id)
    return flask.render_template("invitations/group.html", consultation=consultation, form=form), 400


@invitations.get(f"{PAGE}/groepen/<int:group_code_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def group_page(consultation_id: int, group_code_id: int) -> Answer:
    """Show the seats of one group."""
    consultation, group, round_ = find_group(consultation_id, group_code_id)
    form = SeatsForm(seats=group.seats, opens_at=group.opens_at, closes_at=group.closes_at)
    return flask.render_template(
        "invitations/group.html", consultation=consultation, form=form, group=group, name=round_.name
    )


@invitations.post(f"{PAGE}/groepen/<int:group_code_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def change_seats_page(consultation_id: int, group_code_id: int) -> Answer:
    """Give a group another number of seats."""
    consultation, group, round_ = find_group(consultation_id, group_code_id)
    form = SeatsForm()
    if form.validate():
        try:
            change_seats(
                current_session(),
                group,
                round_,
                seats=form.seats.data,
                municipality_id=consultation.municipality_id,
                by=current_user.id,
            )
            change_hours(
                current_session(),
                group,
                round_,
                opens_at=form.opens_at.moment,
                closes_at=form.closes_at.moment,
                municipality_id=consultation.municipality_id,
                by=current_user.id,
            )
        except InvitationError as error:
            current_session().rollback()
            field = form.closes_at if error.reason == "TOLD" else form.seats
            field.errors = [reason_in_words(error)]
        else:
            current_session().commit()
            flask.flash(_("Bewaard."))
            return _to_groups(consultation_id)
    page = flask.render_template(
        "invitations/group.html", consultation=consultation, form=form, group=group, name=round_.name
    )
    return page, 400


@invitations.get(f"{PAGE}/codes")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def codes_page(consultation_id: int) -> Answer:
    """Ask how many personal codes are needed."""
    consultation, round_ = find_with_letters(consultation_id)
    return _codes(consultation, round_, CodesForm())


@invitations.post(f"{PAGE}/codes")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def make_codes_page(consultation_id: int) -> Answer:
    """Make personal codes and show them, this once: afterwards nobody can read them back."""
    consultation, round_ = find_with_letters(consultation_id)
    form = CodesForm()
    if not form.validate():
        return _codes(consultation, round_, form, status=400)
    try:
        codes = create_invitations(current_session(), round_, form.count.data or 0, pepper())
    except InvitationError as error:
        current_session().rollback()
        form.count.errors = [reason_in_words(error)]
        return _codes(consultation, round_, form, status=400)
    current_session().commit()
    return flask.render_template("invitations/codes_once.html", consultation=consultation, codes=codes)


def _codes(consultation: Consultation, round_: Round, form: CodesForm, *, status: int = 200) -> Answer:
    made = invitation_count(current_session(), round_.id)
    page = flask.render_template("invitations/codes.html", consultation=consultation, form=form, made=made)
    return page, status


def _to_groups(consultation_id: int) -> Answer:
    return flask.redirect(flask.url_for("invitations.groups_page", consultation_id=consultation_id), 303)
