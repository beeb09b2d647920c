"""Someone who answers at home with a letter: alone or with a helper, and with letters that they can read."""

from __future__ import annotations

import flask

from panel.answering.company import company_of_request
from panel.answering.cookie import participant_of_request
from panel.answering.forms import StepForm
from panel.answering.models import AnswerMode
from panel.answering.routes.blueprint import answering
from panel.answering.routes.questions import started
from panel.answering.visit import Visit
from panel.consultations.models import Consultation, EvidenceKind
from panel.core.access import public

# What the button "Iemand helpt mij" sends.
HELPER = "HELPER"
WITH_LETTERS = frozenset({EvidenceKind.SAMPLE, EvidenceKind.PANEL})


@answering.context_processor
def _company() -> dict[str, object]:
    participant = participant_of_request()
    mode = participant.mode if participant is not None else AnswerMode.SELF
    return {"company": company_of_request(mode), "taking_part": participant is not None, "asks_who": asks_who}


def asks_who(consultation: Consultation) -> bool:
    """Return whether people come with a letter of their own, so that we ask who fills it in."""
    return consultation.evidence_kind in WITH_LETTERS


def is_helped() -> bool:
    """Return whether the button of this request said that someone helps."""
    return flask.request.form.get("who") == HELPER


def first_address(consultation: Consultation, mode: AnswerMode) -> str:
    """Return where someone goes who takes part: past the helper's page and the letters when they have a letter."""
    if not asks_who(consultation) or mode is not AnswerMode.SELF:
        return flask.url_for("answering.influence_page")
    return flask.url_for("answering.helper_page" if is_helped() else "answering.letters_page")


@answering.get("/meedoen/helper")
@public
def helper_page() -> flask.typing.ResponseReturnValue:
    """Tell the helper what helping is: reading aloud and waiting, not choosing."""
    visit = started()
    if not isinstance(visit, Visit):
        return visit
    return flask.render_template("answering/helper.html", consultation=visit.consultation)


@answering.get("/meedoen/letters")
@public
def letters_page() -> flask.typing.ResponseReturnValue:
    """Ask whether the letters are large enough; what is chosen stays on the device."""
    visit = started()
    if not isinstance(visit, Visit):
        return visit
    return flask.render_template(
        "answering/letters.html", consultation=visit.consultation, form=StepForm(formdata=None)
    )
