"""What every screen of the flow knows of this visit: who answers, in which round, and what they answered so far."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask_babel import gettext as _

from panel.answering.answers import Answers
from panel.answering.cookie import participant_of_request
from panel.answering.participant import Participant
from panel.answering.queries import group_code_of, has_sent
from panel.answering.questionnaires import questionnaires
from panel.answering.service import draft_of
from panel.consultations.changes import present_changes
from panel.consultations.models import AddressForm, ChangeKind, Consultation, Round, State
from panel.consultations.queries import changes_of, round_by_id
from panel.core.clock import local, now
from panel.core.context import current_municipality, key_directory, pepper
from panel.core.db import current_session
from panel.core.i18n import short_day
from panel.core.keys import KeyMissingError, Pepper

OVER = frozenset({State.CLOSED, State.REPORTED, State.CANCELLED})


@dataclass(frozen=True)
class Visit:
    """A phone in the middle of a consultation. `answers` is None before the start."""

    participant: Participant
    round: Round
    consultation: Consultation
    answers: Answers | None
    sent: bool


class NoVisitError(LookupError):
    """This phone takes part in nothing: it has no cookie, or one of a round that is gone."""


def round_pepper(round_: Round) -> Pepper:
    """Return the pepper of one round's drafts: it needs a secret from the key folder that is destroyed at closing.

    An old back-up, the pepper and the list of personal codes together open no draft after that. Of a round whose secret
    is gone nothing can be found any more, so that any other pepper does.
    """
    try:
        return pepper().bound_to(key_directory().draft_secret(round_.key_name))
    except KeyMissingError:
        return pepper()


def current_visit(*, looking: bool = True) -> Visit:
    """Return this phone's visit; without answers when the caller only saves, which opens the draft by itself.

    Raises NoVisitError.
    """
    participant = participant_of_request()
    if participant is None:
        raise NoVisitError
    session = current_session()
    round_ = round_by_id(session, participant.round_id)
    consultation = None
    if round_ is not None:
        consultation = questionnaires().find(session, current_municipality().id, round_.consultation_id)
    if round_ is None or consultation is None:
        raise NoVisitError
    answers = draft_of(session, participant, consultation, round_pepper(round_)) if looking else None
    # Sending removes the draft: whoever still has one has not sent.
    sent = looking and answers is None and has_sent(session, participant, round_pepper(round_))
    return Visit(participant, round_, consultation, answers, sent)


def is_of_phone(participant: Participant, round_: Round, phone: object) -> bool:
    """Return whether answers that a script keeps under a name are this participant's; without a name they are.

    Someone else may have come in on the same phone, in another tab: the cookie is theirs from then on.
    """
    return not phone or phone == participant.phone_name(round_pepper(round_))


@dataclass(frozen=True)
class Halt:
    """Why someone cannot go on: a heading, what to do now, and perhaps where the outcome is."""

    title: str
    advice: str
    status: int


def halt_for(consultation: Consultation, round_: Round, reason: str) -> Halt:
    """Return the sentences for FULL, CLOSED, NOT_YET, USED or GONE (the draft was removed)."""
    group = consultation.evidence_kind == "GROUP"
    polite = consultation.address_form is AddressForm.U
    if reason == "FULL":
        more = _("Vraag uw begeleider om een plek erbij.") if polite else _("Vraag je begeleider om een plek erbij.")
        return Halt(_("Deze groep is vol."), more, 409)
    if consultation.state is State.CANCELLED:
        return Halt(_("Deze vragen gaan niet door."), _why_cancelled(consultation), 410)
    if reason == "USED":
        return Halt(_("Deze code is al gebruikt."), _("Meedoen kan één keer per code."), 410)
    if reason == "NOT_YET":
        code = group_code_of(current_session(), round_.id)
        if code is not None and code.opens_at is not None and code.opens_at > now():
            begins = local(code.opens_at)
            told = {"day": short_day(begins.date()), "time": f"{begins:%H:%M}"}
            return Halt(_("Deze groep begint op %(day)s om %(time)s.", **told), _("Kom dan terug met de code."), 403)
        if (
            consultation.state is State.SCHEDULED
            and consultation.opens_at is not None
            and consultation.opens_at > now()
        ):
            opens = local(consultation.opens_at)
            title = _("Deze vragen gaan open op %(day)s.", day=short_day(opens.date()))
            return Halt(title, _("Dat is om %(time)s. Kom dan terug.", time=f"{opens:%H:%M}"), 403)
        return Halt(_("Deze vragen zijn nog niet open."), _("Probeer het later nog een keer."), 403)
    if reason == "GONE":
        return halt_without_visit()
    if group:
        help_now = _("Vraag uw begeleider om hulp.") if polite else _("Vraag je begeleider om hulp.")
        return Halt(_("Deze groep is klaar."), help_now, 410)
    return Halt(_("Deze vragen zijn gesloten."), _("Meedoen kan nu niet meer."), 410)


def halt_without_visit() -> Halt:
    """Return the sentences for a phone whose answers can go nowhere: nobody knows whose they are."""
    return Halt(_("De antwoorden zijn er niet meer."), _("Begin opnieuw met de code."), 410)


def halt_page(consultation: Consultation, halt: Halt) -> tuple[str, int]:
    """Return the page that says why someone cannot go on, what changed, and where they hear what happened."""
    over = consultation.state in OVER
    changes = present_changes(changes_of(current_session(), consultation.id)) if over else []
    page = flask.render_template("answering/halt.html", consultation=consultation, halt=halt, changes=changes)
    return page, halt.status


def _why_cancelled(consultation: Consultation) -> str:
    changes = changes_of(current_session(), consultation.id)
    return next((one.reason for one in changes if one.kind is ChangeKind.CANCELLED), "")
