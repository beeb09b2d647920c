"""What taking part costs a phone: a little work for an open link, and for codes only when very many are tried."""

from __future__ import annotations

import flask

from panel.answering.guesses import WRONG, WRONG_CODES
from panel.consultations.models import Consultation, EvidenceKind, Round
from panel.core.assets import asset_address
from panel.core.effort import Allowance, address_of_visitor, effort
from panel.core.waiting import pay_first, waiting_page

# Everybody with an open link does the work; without scripts a page must be some seconds old.
OPEN_LINK = Allowance(free_minute=60, free_hour=600, worked_minute=600, waited_minute=20, wait=3)
# A class begins at once behind one address; who begins hundreds of times takes the seats of others.
GROUP = Allowance(free_minute=60, free_hour=300, worked_minute=120, waited_minute=20, wait=10)


def slow_down(code: str = "") -> flask.typing.ResponseReturnValue | None:
    """Return the waiting page when very many wrong codes came from here; `code` stands in the address of the page."""
    fields = [("code", code)] if code else None
    page = pay_first(WRONG, WRONG_CODES, fields=fields, action=flask.url_for("answering.code_post") if code else "")
    return None if page is None else (page, 429)


def note_wrong_code() -> None:
    """Count a code that leads nowhere."""
    effort().note(WRONG, address_of_visitor(), WRONG_CODES)


def challenge_for(consultation: Consultation, round_: Round) -> str:
    """Return the work that the welcome of an open link asks for; nothing for other doors, or when limits are off."""
    if consultation.evidence_kind is not EvidenceKind.OPEN or not effort().on:
        return ""
    scope = _scope(round_)
    often = not effort().is_free(scope, address_of_visitor(), OPEN_LINK)
    return effort().new_challenge(scope, harder=3 if often else 0)


def effort_problem(consultation: Consultation, round_: Round) -> str | None:
    """Return the waiting page when a start lacks the effort that it takes now, else None; a start is counted."""
    if not effort().on or consultation.evidence_kind not in {EvidenceKind.OPEN, EvidenceKind.GROUP}:
        return None
    scope, address = _scope(round_), address_of_visitor()
    is_open_link = consultation.evidence_kind is EvidenceKind.OPEN
    allowance = OPEN_LINK if is_open_link else GROUP
    must_pay = is_open_link or not effort().is_free(scope, address, allowance)
    if must_pay and not effort().is_paid(scope, address, allowance, flask.request.form):
        return waiting_page(scope, allowance)
    effort().note(scope, address, allowance)
    return None


def work_for_script(round_: Round) -> dict[str, str]:
    """Return what a script needs that asked for a seat without having done its work: what to do and what does it."""
    return {"challenge": effort().new_challenge(_scope(round_)), "script": asset_address("effort.js")}


def _scope(round_: Round) -> str:
    return f"start/{round_.id}"
