"""The desk's page for taking out what was sent many times: proposed by one, approved by another, read by everybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import flask
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.exceptions import Forbidden, NotFound

from panel.accounts.models import User
from panel.consultations.models import Consultation
from panel.consultations.policy import APPROVERS, can_write
from panel.consultations.queries import consultation_by_id
from panel.consultations.service import ChangeError, StaleEditionError
from panel.core.access import allow
from panel.core.clock import local
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.i18n import long_day
from panel.core.jobs import jobs
from panel.core.security import csrf
from panel.results.correcting import (
    MAKE_CORRECTIONS,
    Copies,
    can_be_corrected,
    copies_in,
    corrections_of,
    decide_correction,
    propose_correction,
)
from panel.results.forms import CorrectionForm
from panel.results.models import Correction, CorrectionState

correcting = flask.Blueprint("correcting", __name__)
PAGE = "/werkplek/raadplegingen/<int:consultation_id>/misbruik"


@dataclass(frozen=True)
class Line:
    """One proposal in words, the text it is about while that is still there, and whether this person may decide."""

    id: int
    day: str
    by: str
    reason: str
    state: str
    chosen: Copies | None
    is_being_made: bool
    is_made: bool
    may_decide: bool


@correcting.get(PAGE)
@allow(*APPROVERS)
def correcting_page(consultation_id: int) -> flask.typing.ResponseReturnValue:
    """Show which texts were sent many times, and which proposals wait for a second person."""
    consultation = _find(consultation_id)
    return _page(consultation, CorrectionForm(edition=consultation.edition))


# The forms check their own token, so that an expired one brings the page back with the reason still typed.
@correcting.post(PAGE)
@csrf.exempt
@allow(*APPROVERS)
def propose_post(consultation_id: int) -> flask.typing.ResponseReturnValue:
    """Propose to take out the records with one text."""
    consultation = _find(consultation_id)
    form = CorrectionForm()
    if not can_write(current_user.role):
        raise Forbidden
    if not form.validate():
        return _page(consultation, form), 400
    return _changed(
        consultation,
        form,
        lambda: propose_correction(
            current_session(), consultation, mark=form.mark.data or "", reason=form.reason.data or "",
            by=current_user.id, edition=form.number,
        ),
        _("Je voorstel staat klaar. Een collega moet het goedkeuren."),
    )  # fmt: skip


@correcting.post(f"{PAGE}/<int:correction_id>")
@csrf.exempt
@allow(*APPROVERS)
def decide_post(consultation_id: int, correction_id: int) -> flask.typing.ResponseReturnValue:
    """Approve or refuse a proposal of somebody else."""
    consultation = _find(consultation_id)
    found = next((one for one in corrections_of(current_session(), consultation.id) if one.id == correction_id), None)
    if found is None:
        raise NotFound
    form = CorrectionForm()
    form.needs_reason = False
    if not form.validate():
        return _page(consultation, form), 400
    approve = flask.request.form.get("do") == "APPROVE"
    said = _("Goedgekeurd. De nieuwe versie wordt gemaakt.") if approve else _("Niet goedgekeurd. Er verandert niets.")
    return _changed(
        consultation,
        form,
        lambda: decide_correction(
            current_session(), consultation, found, approve=approve, by=current_user.id, edition=form.number
        ),
        said,
    )


def _changed(
    consultation: Consultation, form: CorrectionForm, change: Callable[[], object], said: str
) -> flask.typing.ResponseReturnValue:
    try:
        change()
    except StaleEditionError:
        current_session().rollback()
        form.edition.data = str(consultation.edition)
        return _page(consultation, form, stale=True), 409
    except ChangeError as error:
        current_session().rollback()
        form.reason.errors = [_refusal(error.reason)]
        return _page(consultation, form), 400
    current_session().commit()
    jobs().enqueue(MAKE_CORRECTIONS)
    flask.flash(said)
    return flask.redirect(flask.url_for("correcting.correcting_page", consultation_id=consultation.id), 303)


def _page(consultation: Consultation, form: CorrectionForm, *, stale: bool = False) -> str:
    session = current_session()
    open_ = can_be_corrected(session, consultation)
    copies = copies_in(session, consultation) if open_ else []
    return flask.render_template(
        "results/correcting.html",
        consultation=consultation,
        form=form,
        stale=stale,
        possible=open_,
        copies=copies,
        proposals=[_line(session, one, copies) for one in corrections_of(session, consultation.id)],
        writes=can_write(current_user.role),
    )


def _line(session: Session, one: Correction, copies: Sequence[Copies]) -> Line:
    by = session.get(User, one.proposed_by_id)
    states = {
        CorrectionState.WAITING: _("Wacht op een collega"),
        CorrectionState.APPROVED: _("Goedgekeurd, wordt gemaakt"),
        CorrectionState.REFUSED: _("Niet goedgekeurd"),
        CorrectionState.MADE: _("Gemaakt"),
        CorrectionState.FAILED: _("Kon niet veilig worden gemaakt"),
    }
    return Line(
        id=one.id,
        day=long_day(local(one.proposed_at).date()),
        by=by.name if by is not None else "",
        reason=one.reason,
        state=states[one.state],
        chosen=next((each for each in copies if each.mark == one.mark.hex()), None),
        is_being_made=one.state is CorrectionState.APPROVED,
        is_made=one.state is CorrectionState.MADE,
        may_decide=one.state is CorrectionState.WAITING and one.proposed_by_id != current_user.id,
    )


def _refusal(reason: str) -> str:
    return {
        "NOT_OPEN": _("Deze uitslag kan niet meer worden verbeterd."),
        "NO_COPIES": _("Kies een tekst uit de lijst."),
        "PROPOSED": _("Dit is al voorgesteld. Een collega moet het goedkeuren."),
        "OWN": _("Dit is je eigen voorstel. Een collega moet het goedkeuren."),
        "DECIDED": _("Hierover is al besloten."),
        "NO_REASON": _("Schrijf op waarom. Zonder reden verandert er niets."),
    }[reason]


def _find(consultation_id: int) -> Consultation:
    found = consultation_by_id(current_session(), current_municipality().id, consultation_id)
    if found is None or found.closed_at is None:
        raise NotFound
    return found
