"""What may change while people answer: a later last day, another day for the answer, stopping, and a single group.

Each is a small page that says what it means for people, asks for a reason that everybody will read, and refuses
quietly when a colleague was first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any

import flask
from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation, EvidenceKind, Round, State
from panel.consultations.queries import consultation_by_id
from panel.consultations.service import (
    ChangeError,
    StaleEditionError,
    change_reply_date,
    extend_consultation,
    is_answered,
)
from panel.consultations.states import WrongStateError
from panel.core.access import WRITERS, allow
from panel.core.clock import AMSTERDAM, local, today
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.jobs import jobs
from panel.core.security import csrf
from panel.invitations.models import GroupCode
from panel.invitations.queries import group_by_id
from panel.results.cancelling import cancel_consultation
from panel.results.forms import CancelForm, ChangeForm, CloseForm, NewDayForm
from panel.results.groups import close_group, extend_group, is_early
from panel.results.presenters.changing import (
    ChangePage,
    present_cancelling,
    present_extending,
    present_group_closing,
    present_group_extending,
    present_new_reply_date,
    word_refusal,
)
from panel.results.service import CLOSE_ROUNDS

changing = flask.Blueprint("changing", __name__)

PAGE = "/werkplek/raadplegingen/<int:consultation_id>"
GROUP = f"{PAGE}/groepen/<int:group_code_id>"
OPENED = frozenset({State.OPEN, State.CLOSED, State.REPORTED})
Answer = flask.typing.ResponseReturnValue


@changing.get(f"{PAGE}/verlengen")
@allow(*WRITERS)
def extend_page(consultation_id: int) -> Answer:
    """Ask for a later last day."""
    consultation = _find(consultation_id, {State.OPEN})
    form = NewDayForm(edition=consultation.edition)
    return _page(consultation, form, present_extending(consultation), stuck=_no_last_day(consultation))


# These forms check their own token, so that an expired one brings the page back with the reason still typed.
@changing.post(f"{PAGE}/verlengen")
@csrf.exempt
@allow(*WRITERS)
def extend_post(consultation_id: int) -> Answer:
    """Let people answer until a later day."""
    consultation = _find(consultation_id, {State.OPEN})
    form = NewDayForm()

    def extend() -> None:
        extend_consultation(current_session(), consultation, closes_on=_chosen(form), **_told(form))

    return _change(consultation, form, lambda: present_extending(consultation), extend)


@changing.get(f"{PAGE}/antwoorddag")
@allow(*WRITERS)
def reply_date_page(consultation_id: int) -> Answer:
    """Ask for another day on which the municipality answers."""
    consultation = _find(consultation_id, OPENED)
    stuck = word_refusal("REPLIED", consultation) if is_answered(current_session(), consultation) else ""
    return _page(consultation, NewDayForm(edition=consultation.edition), _reply_date(consultation), stuck=stuck)


@changing.post(f"{PAGE}/antwoorddag")
@csrf.exempt
@allow(*WRITERS)
def reply_date_post(consultation_id: int) -> Answer:
    """Promise the answer for another day."""
    consultation = _find(consultation_id, OPENED)
    form = NewDayForm()

    def promise() -> None:
        change_reply_date(current_session(), consultation, reply_on=_chosen(form), **_told(form))

    return _change(consultation, form, lambda: _reply_date(consultation), promise)


@changing.get(f"{PAGE}/stopzetten")
@allow(*WRITERS)
def cancel_page(consultation_id: int) -> Answer:
    """Ask whether to stop for good."""
    consultation = _find(consultation_id, {State.OPEN, State.SCHEDULED})
    return _page(consultation, CancelForm(edition=consultation.edition), present_cancelling(consultation))


@changing.post(f"{PAGE}/stopzetten")
@csrf.exempt
@allow(*WRITERS)
def cancel_post(consultation_id: int) -> Answer:
    """Stop for good, and have the answers wiped in the background."""
    consultation = _find(consultation_id, {State.OPEN, State.SCHEDULED})
    form = CancelForm()

    def cancel() -> None:
        cancel_consultation(current_session(), consultation, **_told(form))

    return _change(consultation, form, lambda: present_cancelling(consultation), cancel)


@changing.get(f"{GROUP}/sluiten")
@allow(*WRITERS)
def close_group_page(consultation_id: int, group_code_id: int) -> Answer:
    """Ask whether to close one group."""
    consultation, group, round_ = _group(consultation_id, group_code_id)
    page = _closing(consultation, group, round_)
    is_last = all(one.state.value != "OPEN" for one in consultation.rounds if one.id != round_.id)
    return _page(
        consultation,
        CloseForm(edition=consultation.edition),
        page,
        asks_reason=is_early(current_session(), consultation, group),
        stuck=word_refusal("LAST_GROUP", consultation) if is_last else "",
    )


@changing.post(f"{GROUP}/sluiten")
@csrf.exempt
@allow(*WRITERS)
def close_group_post(consultation_id: int, group_code_id: int) -> Answer:
    """Close one group; its answers are counted in the background."""
    consultation, group, round_ = _group(consultation_id, group_code_id)
    form = CloseForm()
    form.needs_reason = is_early(current_session(), consultation, group)

    def close() -> None:
        close_group(current_session(), consultation, group, round_, **_told(form))

    return _change(consultation, form, lambda: _closing(consultation, group, round_), close)


@changing.get(f"{GROUP}/verlengen")
@allow(*WRITERS)
def extend_group_page(consultation_id: int, group_code_id: int) -> Answer:
    """Ask until when a group's code works."""
    consultation, group, round_ = _group(consultation_id, group_code_id)
    stuck = (
        "" if group.closes_at else _("Deze groep heeft geen eigen laatste dag. De code werkt tot je de groep sluit.")
    )
    return _page(
        consultation, NewDayForm(edition=consultation.edition), _more_time(consultation, group, round_), stuck=stuck
    )


@changing.post(f"{GROUP}/verlengen")
@csrf.exempt
@allow(*WRITERS)
def extend_group_post(consultation_id: int, group_code_id: int) -> Answer:
    """Let a group's code work until a later day."""
    consultation, group, round_ = _group(consultation_id, group_code_id)
    form = NewDayForm()

    def extend() -> None:
        extend_group(current_session(), consultation, group, round_, closes_on=_chosen(form), **_told(form))

    return _change(consultation, form, lambda: _more_time(consultation, group, round_), extend)


def _change(
    consultation: Consultation, form: ChangeForm, present: Callable[[], ChangePage], make: Callable[[], None]
) -> Answer:
    """Make a change and say that it was made, or show the page again with what is in the way."""
    asks_reason = form.needs_reason
    if not form.validate():
        return _page(consultation, form, present(), asks_reason=asks_reason, status=400)
    done = present().done
    try:
        make()
    except StaleEditionError:
        current_session().rollback()
        form.edition.data = str(consultation.edition)
        return _page(consultation, form, present(), asks_reason=asks_reason, stale=True, status=409)
    except ChangeError as error:
        current_session().rollback()
        field = form["day"] if "day" in form and error.reason != "NO_REASON" else form.reason
        field.errors = [word_refusal(error.reason, consultation)]
        return _page(consultation, form, present(), status=400)
    except WrongStateError:
        current_session().rollback()
        flask.flash(_("Een collega was je voor. Zo staat het er nu voor."))
        return _on(consultation)
    current_session().commit()
    jobs().enqueue(CLOSE_ROUNDS)
    flask.flash(done)
    return _on(consultation)


def _page(
    consultation: Consultation,
    form: ChangeForm,
    page: ChangePage,
    *,
    asks_reason: bool = True,
    stuck: str = "",
    stale: bool = False,
    status: int = 200,
) -> Answer:
    shown = flask.render_template(
        "results/change.html",
        consultation=consultation,
        form=form,
        page=page,
        asks_reason=asks_reason,
        stuck=stuck,
        stale=stale,
        back=_where(consultation),
    )
    return shown, status


def _find(consultation_id: int, states: Collection[State]) -> Consultation:
    """Return a consultation of this municipality in one of these states, else a 404."""
    found = consultation_by_id(current_session(), current_municipality().id, consultation_id)
    if found is None or found.state not in states:
        raise NotFound
    return found


def _group(consultation_id: int, group_code_id: int) -> tuple[Consultation, GroupCode, Round]:
    """Return an open group consultation with one of its groups, else a 404."""
    consultation = _find(consultation_id, {State.OPEN})
    found = group_by_id(current_session(), consultation.id, group_code_id)
    if consultation.evidence_kind is not EvidenceKind.GROUP or found is None:
        raise NotFound
    return consultation, *found


def _told(form: ChangeForm) -> dict[str, Any]:
    return {"by": current_user.id, "edition": form.number, "reason": form.reason.data or ""}


def _chosen(form: NewDayForm) -> dt.date:
    day: dt.date | None = form.day.data
    if day is None:
        raise ValueError("a form without a day was not checked")
    return day


def _no_last_day(consultation: Consultation) -> str:
    return "" if consultation.closes_at else word_refusal("NO_CLOSING_DAY", consultation)


def _reply_date(consultation: Consultation) -> ChangePage:
    missed = consultation.promised_on is not None and consultation.promised_on < today()
    return present_new_reply_date(consultation, missed=missed or consultation.missed_on is not None)


def _closing(consultation: Consultation, group: GroupCode, round_: Round) -> ChangePage:
    early = is_early(current_session(), consultation, group)
    return present_group_closing(round_.name, consultation, early=early)


def _more_time(consultation: Consultation, group: GroupCode, round_: Round) -> ChangePage:
    until = _("tot je de groep sluit")
    if group.closes_at is not None:
        until = str(format_datetime(local(group.closes_at).astimezone(AMSTERDAM), "d MMMM yyyy HH:mm"))
    return present_group_extending(round_.name, until, consultation)


def _where(consultation: Consultation) -> str:
    """Return the page where an officer follows this consultation."""
    endpoint = "running.running_page" if consultation.state is State.OPEN else "consultations.consultation_page"
    return flask.url_for(endpoint, consultation_id=consultation.id)


def _on(consultation: Consultation) -> Answer:
    return flask.redirect(_where(consultation), 303)
