"""The page for who kept three words: when the outcome comes and where it is, and taking one's own answers away."""

from __future__ import annotations

import re

import flask
from flask_babel import gettext as _

from panel.answering.guesses import WRONG, WRONG_CODES
from panel.answering.receipt import COUNT, Words, tidy_words
from panel.consultations.models import Consultation, State
from panel.consultations.queries import consultation_by_code, consultation_by_id
from panel.core.access import public
from panel.core.clock import now
from panel.core.context import current_municipality, key_directory, pepper
from panel.core.db import current_session
from panel.core.jobs import jobs
from panel.core.reading import read_by_respondents, reading_preferences
from panel.core.security import csrf
from panel.core.waiting import note_try, pay_first
from panel.invitations.queries import DoorKind, find_door
from panel.results.forms import ReceiptForm
from panel.results.models import PublishedOutcome
from panel.results.presenters import present_outcome
from panel.results.queries import outcome_of_round
from panel.results.withdrawal import FORGET_DELETED, find_by_words, withdraw

receipts = read_by_respondents(flask.Blueprint("receipts", __name__))

NOT_PUBLIC = frozenset({State.DRAFT, State.IN_REVIEW})
Answer = flask.typing.ResponseReturnValue


@receipts.get("/bonnetje")
@public
def receipt_page() -> Answer:
    """Ask for the code and the three words."""
    return flask.render_template("results/receipt.html", form=ReceiptForm(formdata=None), error="")


@receipts.post("/bonnetje")
@csrf.exempt
@public
def receipt_post() -> Answer:
    """Show what the words lead to, ask whether it should really go, or take it away; never show an answer."""
    form = ReceiptForm()
    if not form.validate():
        return _again(form, _("Dat duurde even. Druk nog een keer op Verder."), 400)
    words = tidy_words(form.words.data or "")
    if not (form.code.data or "").strip():
        return _again(form, _("Vul eerst de code in."), 400)
    if len(words) != COUNT:
        return _again(form, _("Vul drie woorden in. Typ elk woord los."), 400)
    waiting = pay_first(WRONG, WRONG_CODES)
    if waiting is not None:
        return waiting, 429
    # An unknown code and wrong words look alike: nobody learns here which codes there are.
    consultation = _consultation(form.code.data or "")
    if consultation is None or not _leads_somewhere(consultation, words):
        note_try(WRONG, WRONG_CODES)
        if consultation is not None and _is_erased(consultation, form.code.data or ""):
            return _again(form, _("Alle losse antwoorden zijn al gewist. De uitslag blijft staan."), 404)
        return _again(form, _("Wij vinden niets met deze code en woorden."), 404)
    if form.do.data == "WITHDRAW":
        return _withdraw(consultation, words)
    own = _own_outcome(form.code.data or "")
    template = "results/receipt_sure.html" if form.do.data == "ASK" else "results/receipt_found.html"
    return flask.render_template(
        template,
        consultation=consultation,
        form=ReceiptForm(formdata=None),
        code=form.code.data,
        words=words,
        own=present_outcome(consultation, own, reading_preferences().language) if own is not None else None,
    )


@receipts.get("/bonnetje/weg")
@public
def withdrawn_page() -> Answer:
    """Say that the answers are gone."""
    return flask.render_template("results/receipt_gone.html")


def _withdraw(consultation: Consultation, words: Words) -> Answer:
    session = current_session()
    if withdraw(session, consultation, words, pepper=pepper(), keys=key_directory(), moment=now()):
        session.commit()
        # What was deleted must not linger in a free page or a dead row either.
        jobs().enqueue(FORGET_DELETED)
    return flask.redirect(flask.url_for("receipts.withdrawn_page"))


def _own_outcome(typed: str) -> PublishedOutcome | None:
    """Return what the group of this code said, for who was in it and kept three words."""
    door = find_door(current_session(), _last_part(typed), pepper(), municipality_id=current_municipality().id)
    if door is None or door.kind is not DoorKind.GROUP:
        return None
    return outcome_of_round(current_session(), door.round.id)


def _leads_somewhere(consultation: Consultation, words: Words) -> bool:
    found = find_by_words(current_session(), consultation, words, pepper=pepper(), keys=key_directory())
    return found is not None


def _is_erased(consultation: Consultation, typed: str) -> bool:
    """Say so only to who typed the public code: of another code nobody learns here that it exists."""
    return consultation.answers_erased_on is not None and _last_part(typed).lower() == consultation.code


def _last_part(typed: str) -> str:
    return re.split(r"[/?#]", re.sub(r"[/\s]+$", "", typed.strip()))[-1]


def _again(form: ReceiptForm, error: str, status: int) -> Answer:
    return flask.render_template("results/receipt.html", form=form, error=error), status


def _consultation(typed: str) -> Consultation | None:
    """Return the consultation of a group code, a personal code, or the last part of an address; else None."""
    session, place = current_session(), current_municipality().id
    code = _last_part(typed)
    door = find_door(session, code, pepper(), municipality_id=place)
    found = (
        consultation_by_id(session, place, door.consultation.id)
        if door is not None
        else consultation_by_code(session, code.lower(), place)
    )
    return None if found is None or found.state in NOT_PUBLIC else found
